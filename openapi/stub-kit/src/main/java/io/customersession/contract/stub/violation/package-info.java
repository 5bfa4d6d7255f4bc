/** What callers do against the contract: rules, their severities, and reports. */
@NullMarked
package io.customersession.contract.stub.violation;

import org.jspecify.annotations.NullMarked;
