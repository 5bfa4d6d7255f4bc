package io.customersession.contract.state;

import io.customersession.contract.operation.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The transitions that a document declares for one state machine, in its order. A client can check
 * a transition before it sends a request, and a server before it changes a resource. Immutable.
 *
 * @param <S> the type of the states
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

  /**
   * Returns a table of transitions, such as a generated class returns from its {@code
   * transitions()}.
   */
  public static <S> TransitionTable<S> of(List<Transition<S>> transitions) {
    return new TransitionTable<>(Collections.unmodifiableList(new ArrayList<>(transitions)));
  }

  /** Returns the transitions. */
  public List<Transition<S>> transitions() {
    return transitions;
  }

  /**
   * Returns the transition from one state to another that an operation may trigger.
   *
   * @param from the state to leave, or null for the creation of a resource
   */
  public Optional<Transition<S>> find(@Nullable S from, S to, Operation operation) {
    for (Transition<S> transition : transitions) {
      if (Objects.equals(from, transition.from())
          && transition.to().equals(to)
          && transition.isTriggeredBy(operation)) {
        return Optional.of(transition);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the transition from one state to another that an operation may trigger.
   *
   * @param from the state to leave, or null for the creation of a resource
   * @throws IllegalTransition if the document does not declare such a transition
   */
  public Transition<S> require(@Nullable S from, S to, Operation operation) {
    return find(from, to, operation)
        .orElseThrow(
            () ->
                new IllegalTransition(
                    from == null ? null : from.toString(), to.toString(), operation));
  }

  /**
   * Returns true if a transition may succeed: the document declares it, or does not know one of the
   * states, which a later version of the document may have introduced.
   *
   * @param from the state to leave, or null for the creation of a resource
   */
  public boolean mayTry(@Nullable S from, S to, Operation operation) {
    return (from != null && !states.contains(from))
        || !states.contains(to)
        || find(from, to, operation).isPresent();
  }

  /** Returns the states that any operation may move to from a state. */
  public Set<S> next(S from) {
    Set<S> next = new LinkedHashSet<>();
    for (Transition<S> transition : transitions) {
      if (from.equals(transition.from())) {
        next.add(transition.to());
      }
    }
    return next;
  }

  /** Returns the states that an operation may move to from a state. */
  public Set<S> next(S from, Operation operation) {
    Set<S> next = new LinkedHashSet<>();
    for (Transition<S> transition : transitions) {
      if (from.equals(transition.from()) && transition.isTriggeredBy(operation)) {
        next.add(transition.to());
      }
    }
    return next;
  }
}
