package io.customersession.stub.store;

/** Thrown instead of waiting for another unit of work that changes the same session. */
public final class BusyException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Creates an exception. */
  public BusyException() {
    super("Another unit of work is changing this session", null, false, false);
  }
}
