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

  private TransitionRejected(
      String message, String title, String details, String pointer, boolean byTable) {
    super(message);
    this.byTable = byTable;
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
    return new TransitionRejected(message, title, details, pointer, byTable);
  }

  static TransitionRejected update(
      SessionState in, String title, String details, String pointer, boolean byTable) {
    return new TransitionRejected(
        "Cannot update session in state \"" + in + "\"", title, details, pointer, byTable);
  }

  /**
   * Returns what kind of refusal this is: an illegal move, or the name of the rule that refused it.
   */
  public String title() {
    return title;
  }

  /** Returns whether the document's table refuses the move, rather than a rule. */
  public boolean byTable() {
    return byTable;
  }

  /** Returns the reason as one sentence. */
  public String details() {
    return details;
  }

  /** Returns a JSON pointer to the part of the request's body that asked for the move. */
  public String pointer() {
    return pointer;
  }
}
