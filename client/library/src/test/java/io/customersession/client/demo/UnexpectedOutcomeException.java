package io.customersession.client.demo;

/** An outcome is unexpected. */
final class UnexpectedOutcomeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnexpectedOutcomeException(String message) {
    super(message);
  }
}
