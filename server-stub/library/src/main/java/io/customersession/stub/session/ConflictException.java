package io.customersession.stub.session;

/** A call that competes with another one which has not ended yet. */
public final class ConflictException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private ConflictException(String what) {
    super("Too many requests are updating this " + what + " at the same time");
  }

  /** Creates a exception for a change of a session, with the text of the real API. */
  public static ConflictException ofSession() {
    return new ConflictException("session");
  }

  /** Creates a exception for a change of a profile, with the text of the real API. */
  public static ConflictException ofProfile() {
    return new ConflictException("profile");
  }
}
