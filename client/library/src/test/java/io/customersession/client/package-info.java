/** Tests of the client. */
@org.jspecify.annotations.NullMarked
package io.customersession.client;
