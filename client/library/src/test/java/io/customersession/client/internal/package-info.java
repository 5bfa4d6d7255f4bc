/** Unit tests of the implementation. */
@org.jspecify.annotations.NullMarked
package io.customersession.client.internal;
