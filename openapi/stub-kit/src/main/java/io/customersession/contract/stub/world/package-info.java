/**
 * Worlds: state, clock, faults and journal that requests to other worlds neither see nor change.
 */
@NullMarked
package io.customersession.contract.stub.world;

import org.jspecify.annotations.NullMarked;
