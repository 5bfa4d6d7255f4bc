/** Violations of the contract: rules, severities and reports. */
@NullMarked
package io.customersession.contract.stub.violation;

import org.jspecify.annotations.NullMarked;
