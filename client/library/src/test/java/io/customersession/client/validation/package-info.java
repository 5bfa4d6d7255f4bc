/** Tests of request validation. */
@org.jspecify.annotations.NullMarked
package io.customersession.client.validation;
