/** Faults: what may go wrong on purpose, and when. */
@NullMarked
package io.customersession.contract.stub.fault;

import org.jspecify.annotations.NullMarked;
