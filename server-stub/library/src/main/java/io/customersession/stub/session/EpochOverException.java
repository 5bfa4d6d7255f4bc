package io.customersession.stub.session;

/**
 * Thrown if a call began before its world was reset, restored or dropped, and must not change it
 * any more.
 */
public final class EpochOverException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Creates an exception. */
  public EpochOverException() {
    super(
        "The world was reset, restored or dropped while this request was in progress",
        null,
        false,
        false);
  }
}
