/** Octets that need not be in memory. */
@org.jspecify.annotations.NullMarked
package io.customersession.contract.binary;
