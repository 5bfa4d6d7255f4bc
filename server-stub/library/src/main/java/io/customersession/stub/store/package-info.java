/**
 * The stored state of a world. {@link io.customersession.stub.store.Store} is the seam to it: a
 * request's changes are one unit of work, which is stored as a whole or not at all.
 */
@NullMarked
package io.customersession.stub.store;

import org.jspecify.annotations.NullMarked;
