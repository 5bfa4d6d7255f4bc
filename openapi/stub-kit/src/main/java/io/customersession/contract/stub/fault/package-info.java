/** Fault injection: faults, and the requests that they are injected into. */
@NullMarked
package io.customersession.contract.stub.fault;

import org.jspecify.annotations.NullMarked;
