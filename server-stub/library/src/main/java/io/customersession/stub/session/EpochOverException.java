package io.customersession.stub.session;

/**
 * A call that began before its world was reset, restored or dropped, and may not change it any
 * more.
 */
public final class EpochOverException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Makes an exception. */
  public EpochOverException() {
    super(
        "The world was reset, restored or dropped while this request was in progress",
        null,
        false,
        false);
  }
}
