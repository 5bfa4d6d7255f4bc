package io.customersession.stub.session;

import io.customersession.contract.operation.Operation;
import io.customersession.contract.state.Transition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the shortest way of a resource to a state: transitions that a document declares, from the
 * creation on, each with an operation that may trigger it. Immutable.
 *
 * @param <S> the type of the states
 */
final class SeedPath<S> {
  /**
   * One step of the way.
   *
   * @param to the state that it leads to
   * @param operation the operation that triggers it
   */
  record Step<S>(S to, Operation operation) {}

  private record Visit<S>(@Nullable S state, int steps) {}

  private final List<Transition<S>> transitions;
  private final Operation creation;
  private final List<Operation> updates;

  /**
   * Creates a finder.
   *
   * @param transitions the state machine
   * @param creation the operation that creates a resource
   * @param updates the operations that can name any state, the preferred ones first
   */
  SeedPath(List<Transition<S>> transitions, Operation creation, List<Operation> updates) {
    this.transitions = transitions;
    this.creation = creation;
    this.updates = updates;
  }

  /**
   * Returns the shortest way from the creation to a state.
   *
   * @param min the minimum number of steps
   * @return nothing if updates do not lead to the state
   */
  Optional<List<Step<S>>> to(S state, int min) {
    return path(null, state, min);
  }

  /** Returns the shortest way from the creation to a state on which an operation is called once. */
  Optional<List<Step<S>>> through(Operation once, S state) {
    return transitions.stream()
        .filter(transition -> transition.isTriggeredBy(once))
        .flatMap(transition -> through(transition, once, state).stream())
        .min(Comparator.comparingInt(List::size));
  }

  private Optional<List<Step<S>>> through(Transition<S> transition, Operation once, S state) {
    S from = transition.from();
    Optional<List<Step<S>>> before = from == null ? Optional.of(List.of()) : path(null, from, 1);
    Optional<List<Step<S>>> after = path(transition.to(), state, 0);
    if (before.isEmpty() || after.isEmpty()) {
      return Optional.empty();
    }
    List<Step<S>> steps = new ArrayList<>(before.get());
    steps.add(new Step<>(transition.to(), once));
    steps.addAll(after.get());
    return Optional.of(steps);
  }

  /** Searches breadth-first, so that the first way found is the shortest. */
  private Optional<List<Step<S>>> path(@Nullable S from, S to, int min) {
    Deque<List<Step<S>>> paths = new ArrayDeque<>();
    Set<Visit<S>> visited = new HashSet<>();
    paths.add(List.of());
    for (List<Step<S>> path = paths.poll(); path != null; path = paths.poll()) {
      S here = path.isEmpty() ? from : path.get(path.size() - 1).to();
      if (path.size() >= min && to.equals(here)) {
        return Optional.of(path);
      }
      for (Transition<S> transition : transitions) {
        Optional<Operation> operation = operation(transition);
        if (Objects.equals(transition.from(), here)
            && operation.isPresent()
            && visited.add(new Visit<>(transition.to(), Math.min(path.size() + 1, min)))) {
          List<Step<S>> longer = new ArrayList<>(path);
          longer.add(new Step<>(transition.to(), operation.get()));
          paths.add(longer);
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Operation> operation(Transition<S> transition) {
    return transition.from() == null
        ? Optional.of(creation).filter(transition::isTriggeredBy)
        : updates.stream().filter(transition::isTriggeredBy).findFirst();
  }
}
