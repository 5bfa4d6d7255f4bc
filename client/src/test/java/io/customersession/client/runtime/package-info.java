/** Tests of the generated client. */
@org.jspecify.annotations.NullMarked
package io.customersession.client.runtime;
