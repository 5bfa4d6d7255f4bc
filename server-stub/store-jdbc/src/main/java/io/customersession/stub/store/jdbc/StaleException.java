package io.customersession.stub.store.jdbc;

/** Thrown if something that a unit of work has read has changed, so that it must run again. */
final class StaleException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean ofSession;

  /**
   * Creates an exception.
   *
   * @param ofSession true if the session of the unit has changed
   */
  StaleException(boolean ofSession) {
    super("Another unit of work has changed what this one has read", null, false, false);
    this.ofSession = ofSession;
  }

  boolean isOfSession() {
    return ofSession;
  }
}
