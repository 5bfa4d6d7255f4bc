package io.customersession.contract.state;

import io.customersession.contract.operation.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Guards the moves of a state machine by the document's table: on the client before a call is sent,
 * on the server before one is carried out. Immutable.
 */
public final class TransitionTable<S> {
  private final List<Transition<S>> transitions;
  private final Set<S> states = new LinkedHashSet<>();

  private TransitionTable(List<Transition<S>> transitions) {
    this.transitions = transitions;
    for (Transition<S> transition : transitions) {
      if (transition.from() != null) {
        states.add(transition.from());
      }
      states.add(transition.to());
    }
  }

  /** Makes a guard of the table that a state's class returns from {@code transitions()}. */
  public static <S> TransitionTable<S> of(List<Transition<S>> transitions) {
    return new TransitionTable<>(Collections.unmodifiableList(new ArrayList<>(transitions)));
  }

  /**
   * Returns the edge that a move takes. A move from or to a state that the document does not know
   * has none.
   *
   * @param from the state to leave; null to create something
   * @throws IllegalTransition if the document has no such edge for the operation
   */
  public Transition<S> require(@Nullable S from, S to, Operation operation) {
    for (Transition<S> transition : transitions) {
      if (Objects.equals(from, transition.from())
          && transition.to().equals(to)
          && transition.isTriggeredBy(operation)) {
        return transition;
      }
    }
    throw new IllegalTransition(from == null ? null : from.toString(), to.toString(), operation);
  }

  /**
   * Returns whether a move is worth trying: it has an edge, or one of its states is newer than this
   * version of the document, which then cannot tell.
   *
   * @param from the state to leave; null to create something
   */
  public boolean mayTry(@Nullable S from, S to, Operation operation) {
    if (from != null && !states.contains(from) || !states.contains(to)) {
      return true;
    }
    for (Transition<S> transition : transitions) {
      if (Objects.equals(from, transition.from())
          && transition.to().equals(to)
          && transition.isTriggeredBy(operation)) {
        return true;
      }
    }
    return false;
  }
}
