package io.customersession.stub.lifecycle;

import static java.util.stream.Collectors.joining;

import io.customersession.contract.operation.Operation;
import io.customersession.contract.state.Transition;
import io.customersession.stub.api.ApiOperation;
import io.customersession.stub.model.SessionState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The moves a session may make: the generated table of the document, sharpened by {@link
 * TransitionRule}s.
 */
public final class Lifecycle {
  private static final String ILLEGAL_MOVE = "Illegal move";

  private final List<TransitionRule> rules;

  /** Creates a lifecycle with rules, which are called in this order. */
  public Lifecycle(List<TransitionRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * Returns the edge by which an operation makes a move.
   *
   * @param from the state now, or null if the session is being created
   * @param pointer where the request asks for the move
   * @throws TransitionRejected if the document's table has no such edge
   */
  public Transition<SessionState> edge(
      @Nullable SessionState from, SessionState to, Operation operation, String pointer) {
    Optional<Transition<SessionState>> edge =
        from == null ? SessionState.creation(to, operation) : from.transition(to, operation);
    return edge.orElseThrow(
        () ->
            TransitionRejected.move(
                    from, to, ILLEGAL_MOVE, legalMoves(from, operation), pointer, true)
                .insteadOf(rightForm(from, to)));
  }

  /**
   * Returns true if an operation may change a session in a state without moving it: whether the
   * state leads to itself.
   */
  public boolean canUpdate(SessionState state, Operation operation) {
    return state.canMoveTo(state, operation);
  }

  /**
   * Returns the one state that an operation leads to, for operations whose request names none.
   *
   * @throws IllegalStateException if the document lets the operation lead to several states, or to
   *     none
   */
  public SessionState target(Operation operation) {
    Set<SessionState> targets =
        SessionState.transitions().stream()
            .filter(edge -> edge.isTriggeredBy(operation))
            .map(Transition::to)
            .collect(Collectors.toSet());
    if (targets.size() != 1) {
      throw new IllegalStateException(
          operation + " must lead to one state, but the document has " + targets);
    }
    return targets.iterator().next();
  }

  /**
   * Returns the refusal of an update that names no state, of a session that can no longer be
   * updated.
   */
  public TransitionRejected notUpdatable(SessionState state, Operation operation, String pointer) {
    return TransitionRejected.update(
            state, ILLEGAL_MOVE, legalMoves(state, operation), pointer, true)
        .insteadOf(rightForm(state, state));
  }

  /**
   * Asks the rules about a move that the table allows.
   *
   * @throws TransitionRejected if a rule refuses it
   */
  public void check(Supplier<TransitionRule.Move> supplier, String pointer) {
    if (rules.isEmpty()) {
      return;
    }
    TransitionRule.Move move = supplier.get();
    for (TransitionRule rule : rules) {
      Optional<String> reason = rule.refuse(move);
      if (reason.isPresent()) {
        String title = rule.getClass().isSynthetic() ? "Rule" : rule.getClass().getSimpleName();
        SessionState from = move.from();
        throw from != move.to()
            ? TransitionRejected.move(from, move.to(), title, reason.get(), pointer, false)
            : TransitionRejected.update(from, title, reason.get(), pointer, false);
      }
    }
  }

  /** Returns what could have been sent: another operation for the same move, or another move. */
  private static String rightForm(@Nullable SessionState from, SessionState to) {
    List<Transition<SessionState>> legal =
        SessionState.transitions().stream().filter(edge -> edge.from() == from).toList();
    Optional<Transition<SessionState>> wanted =
        legal.stream().filter(edge -> edge.to() == to).findFirst();
    if (wanted.isPresent()) {
      return moved(wanted.get(), by -> by + " (" + by.method() + " " + by.path() + ")");
    }
    return legal.isEmpty()
        ? "A session with another id"
        : legal.stream().map(edge -> moved(edge, Operation::toString)).collect(joining("; "));
  }

  private static String moved(
      Transition<SessionState> edge, Function<Operation, String> described) {
    return edge.operationIds().stream()
        .map(id -> described.apply(ApiOperation.of(id).orElseThrow()))
        .collect(joining(" or ", "\"" + edge.to() + "\" by ", ""));
  }

  private static String legalMoves(@Nullable SessionState from, Operation operation) {
    Set<SessionState> next =
        from == null
            ? SessionState.transitions().stream()
                .filter(edge -> edge.from() == null && edge.isTriggeredBy(operation))
                .map(Transition::to)
                .collect(Collectors.toCollection(LinkedHashSet::new))
            : from.next(operation);
    String subject = from == null ? "A new session" : "A session in state \"" + from + "\"";
    if (from != null && from.next().isEmpty()) {
      return subject + " has reached its end and cannot be changed.";
    }
    return subject
        + (next.isEmpty()
            ? " cannot be changed by " + operation + "."
            : (from == null ? " can be created by " : " can be moved by ")
                + operation
                + (from == null ? " in " : " to ")
                + next.stream().map(state -> "\"" + state + "\"").collect(joining(", "))
                + " only.");
  }
}
