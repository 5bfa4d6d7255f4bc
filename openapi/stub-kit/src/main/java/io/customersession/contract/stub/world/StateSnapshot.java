package io.customersession.contract.stub.world;

/** The state of a world at one moment. Immutable; it can be restored any number of times. */
public interface StateSnapshot {
  /** Returns the approximate memory in bytes that it takes. */
  long weight();
}
