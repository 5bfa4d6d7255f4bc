/** The way in for JUnit: one stub for each test class, and tests that fail for broken contracts. */
@NullMarked
package io.customersession.stub.junit;

import org.jspecify.annotations.NullMarked;
