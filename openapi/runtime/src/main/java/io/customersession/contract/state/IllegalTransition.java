package io.customersession.contract.state;

import io.customersession.contract.operation.Operation;
import org.jspecify.annotations.Nullable;

/** A transition that the document does not declare. */
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

  /** Returns the state to leave, or null for the creation of a resource. */
  public @Nullable String from() {
    return from;
  }

  /** Returns the requested state. */
  public String to() {
    return to;
  }

  /** Returns the operation that requested it. */
  public Operation operation() {
    return operation;
  }
}
