/**
 * JUnit extension: one stub for each test class, and tests that fail if they break the contract.
 */
@NullMarked
package io.customersession.contract.stub.junit;

import org.jspecify.annotations.NullMarked;
