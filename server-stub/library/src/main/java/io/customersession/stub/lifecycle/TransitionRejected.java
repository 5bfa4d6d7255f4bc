package io.customersession.stub.lifecycle;

import io.customersession.stub.model.SessionState;
import org.jspecify.annotations.Nullable;

/**
 * A move that the document's table or a {@link TransitionRule} refuses; its message is the one that
 * clients match on.
 */
public final class TransitionRejected extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String title;
  private final String details;
  private final String pointer;
  private final boolean byTable;
  private final @Nullable String rightForm;

  private TransitionRejected(
      String message,
      String title,
      String details,
      String pointer,
      boolean byTable,
      @Nullable String rightForm) {
    super(message);
    this.byTable = byTable;
    this.rightForm = rightForm;
    this.title = title;
    this.details = details;
    this.pointer = pointer;
  }

  static TransitionRejected move(
      @Nullable SessionState from,
      SessionState to,
      String title,
      String details,
      String pointer,
      boolean byTable) {
    String message =
        from == null
            ? "Cannot create session in state \"" + to + "\""
            : "Cannot move session to state \"" + to + "\" from state \"" + from + "\"";
    return new TransitionRejected(message, title, details, pointer, byTable, null);
  }

  static TransitionRejected update(
      SessionState in, String title, String details, String pointer, boolean byTable) {
    return new TransitionRejected(
        "Cannot update session in state \"" + in + "\"", title, details, pointer, byTable, null);
  }

  TransitionRejected insteadOf(String rightForm) {
    return new TransitionRejected(
        String.valueOf(getMessage()), title, details, pointer, byTable, rightForm);
  }

  /**
   * Returns what kind of refusal this is: an illegal move, or the name of the rule that refused it.
   */
  public String title() {
    return title;
  }

  /** Returns true if the document's table refuses the transition, and false if a rule does. */
  public boolean byTable() {
    return byTable;
  }

  /** Returns the reason as one sentence. */
  public String details() {
    return details;
  }

  /** Returns what could have been sent instead, or null if a rule refused the move. */
  public @Nullable String rightForm() {
    return rightForm;
  }

  /** Returns a JSON pointer to the part of the request's body that asked for the move. */
  public String pointer() {
    return pointer;
  }
}
