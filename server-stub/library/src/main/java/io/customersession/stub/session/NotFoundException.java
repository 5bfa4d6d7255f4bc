package io.customersession.stub.session;

/** A session, profile or application that a call names is not there. */
public final class NotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Creates an exception; the message names what does not exist. */
  public NotFoundException(String message) {
    super(message);
  }
}
