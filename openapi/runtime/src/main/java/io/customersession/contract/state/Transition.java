package io.customersession.contract.state;

import io.customersession.contract.operation.Operation;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One transition of a state machine that the document declares, with the operations that may
 * trigger it. Immutable.
 *
 * @param <S> the type of the states
 */
public final class Transition<S> {
  private final @Nullable S from;
  private final S to;
  private final Set<String> operationIds;
  private final @Nullable String event;

  private Transition(@Nullable S from, S to, @Nullable String event, Set<String> operationIds) {
    this.from = from;
    this.to = to;
    this.event = event;
    this.operationIds = operationIds;
  }

  /**
   * Creates a transition; for generated tables.
   *
   * @param from the state to leave, or null for the creation of a resource
   * @param to the state to enter
   * @param event the type of the event that the transition records, or null
   * @param operationIds the operations that may trigger it
   */
  public static <S> Transition<S> of(
      @Nullable S from, S to, @Nullable String event, String... operationIds) {
    return new Transition<>(
        from,
        to,
        event,
        Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList(operationIds))));
  }

  /** Returns the state to leave, or null if the transition creates a resource. */
  public @Nullable S from() {
    return from;
  }

  /** Returns the state to enter. */
  public S to() {
    return to;
  }

  /** Returns the operationIds that may trigger the transition, in the order of the document. */
  public Set<String> operationIds() {
    return operationIds;
  }

  /** Returns true if an operation may trigger the transition. */
  public boolean isTriggeredBy(Operation operation) {
    return operationIds.contains(operation.id());
  }

  /**
   * Returns the type of the event that the transition records, or null if the document declares
   * none.
   */
  public @Nullable String event() {
    return event;
  }

  @Override
  public String toString() {
    return (from == null ? "(new)" : from) + " -> " + to + " by " + operationIds;
  }
}
