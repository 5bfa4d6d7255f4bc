package io.customersession.contract.stub.journal;

/**
 * Exchanges that were expected and are not there, or that are there and were not expected. The
 * message shows what was expected beside the nearest exchanges.
 */
public final class UnmetExpectationError extends AssertionError {
  private static final long serialVersionUID = 1;

  UnmetExpectationError(String message) {
    super(message);
  }
}
