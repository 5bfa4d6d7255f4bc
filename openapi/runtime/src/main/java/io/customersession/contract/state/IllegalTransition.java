package io.customersession.contract.state;

import io.customersession.contract.operation.Operation;
import org.jspecify.annotations.Nullable;

/** A move that the document's table does not allow. */
public final class IllegalTransition extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final @Nullable String from;
  private final String to;
  private final Operation operation;

  IllegalTransition(@Nullable String from, String to, Operation operation) {
    super(
        operation
            + " may not "
            + (from == null ? "create something in " + to : "move from " + from + " to " + to));
    this.from = from;
    this.to = to;
    this.operation = operation;
  }

  /** Returns the state to leave, or null if something was to be created. */
  public @Nullable String from() {
    return from;
  }

  /** Returns the state asked for. */
  public String to() {
    return to;
  }

  /** Returns the operation that asked for it. */
  public Operation operation() {
    return operation;
  }
}
