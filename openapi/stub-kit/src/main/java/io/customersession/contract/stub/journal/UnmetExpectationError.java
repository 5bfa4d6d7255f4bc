package io.customersession.contract.stub.journal;

/**
 * Thrown if the journal has fewer or more exchanges than expected. The message compares the
 * expectation with the nearest exchanges.
 */
public final class UnmetExpectationError extends AssertionError {
  private static final long serialVersionUID = 1;

  UnmetExpectationError(String message) {
    super(message);
  }
}
