package io.customersession.stub.session;

/** A call that competes with another one which has not ended yet. */
public final class ConflictException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Makes a refusal with the text that the real API is known to answer. */
  public ConflictException(String message) {
    super(message);
  }
}
