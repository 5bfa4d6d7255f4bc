/** The stub in tests of Quarkus applications. */
@NullMarked
package io.customersession.stub.quarkus;

import org.jspecify.annotations.NullMarked;
