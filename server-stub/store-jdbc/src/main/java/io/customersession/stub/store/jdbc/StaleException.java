package io.customersession.stub.store.jdbc;

/** Thrown if something that a unit of work has read has changed, so that it must run again. */
final class StaleException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean ofSession;
  private final boolean ofKey;

  /**
   * Creates an exception.
   *
   * @param ofSession true if the session of the unit has changed
   */
  StaleException(boolean ofSession) {
    this(ofSession, false);
  }

  private StaleException(boolean ofSession, boolean ofKey) {
    super("Another unit of work has changed what this one has read", null, false, false);
    this.ofSession = ofSession;
    this.ofKey = ofKey;
  }

  /** Returns an exception about a new row whose key or id another row has. */
  static StaleException ofKey() {
    return new StaleException(false, true);
  }

  boolean isOfSession() {
    return ofSession;
  }

  /** Returns true if another row has the key or the id of a new one. */
  boolean isOfKey() {
    return ofKey;
  }
}
