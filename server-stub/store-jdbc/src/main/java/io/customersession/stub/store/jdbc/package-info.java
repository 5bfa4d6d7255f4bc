/** Stores in SQLite and PostgreSQL, which a {@code ServiceLoader} finds. */
@NullMarked
package io.customersession.stub.store.jdbc;

import org.jspecify.annotations.NullMarked;
