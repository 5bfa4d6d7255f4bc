package io.customersession.stub.session;

/** A session that cannot be created, because the stub keeps as many as it may. */
public final class StoreFullException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoreFullException(int capacity) {
    super("The stub keeps at most " + capacity + " sessions; reset it, or raise maxSessions");
  }
}
