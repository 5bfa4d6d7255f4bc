package io.customersession.client.error;

import io.customersession.client.model.ErrorEntry;
import io.customersession.client.model.SessionState;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.state.Transition;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The session may not move as asked, or may not be written in its state. Nothing was changed. It is
 * thrown before the call where the state is known, and is what a server's refusal becomes.
 */
public final class IllegalTransitionException extends CustomerSessionException {
  private static final long serialVersionUID = 1;

  private final transient @Nullable SessionState from;
  private final transient @Nullable SessionState to;
  private final transient @Nullable List<ErrorEntry> reasons;

  private IllegalTransitionException(
      Operation operation,
      @Nullable SessionState from,
      SessionState to,
      List<ErrorEntry> reasons,
      @Nullable ApiException answer) {
    super(operation, reason(operation, from, to), answer);
    this.from = from;
    this.to = to;
    this.reasons = List.copyOf(reasons);
  }

  /**
   * Describes a move that is refused before it is sent.
   *
   * @param from the state of the session, or null if it would be created
   * @param to the state asked for; the same as {@code from} for an update that leaves the state
   *     alone
   */
  public static IllegalTransitionException before(
      Operation operation, @Nullable SessionState from, SessionState to) {
    return new IllegalTransitionException(operation, from, to, List.of(), null);
  }

  static IllegalTransitionException refused(
      @Nullable SessionState from, SessionState to, List<ErrorEntry> reasons, ApiException answer) {
    return new IllegalTransitionException(answer.operation(), from, to, reasons, answer);
  }

  /** Returns the state that the session is in, or empty if it would have been created. */
  public Optional<SessionState> from() {
    return Optional.ofNullable(from);
  }

  /**
   * Returns the state asked for; the same as {@link #from()} for an update that leaves the state
   * alone.
   */
  public SessionState to() {
    if (to == null) {
      throw new IllegalStateException("states are not kept by serialization");
    }
    return to;
  }

  /** Returns the states that the operation may move to from here, as the document says. */
  public Set<SessionState> allowed() {
    return allowed(operation(), from);
  }

  /** Returns what else the server says about it; empty if it was not asked. */
  public List<ErrorEntry> reasons() {
    return reasons == null ? List.of() : reasons;
  }

  private static Set<SessionState> allowed(Operation operation, @Nullable SessionState from) {
    Set<SessionState> allowed = new LinkedHashSet<>();
    for (Transition<SessionState> edge : SessionState.transitions()) {
      boolean leaves = from == null ? edge.from() == null : from.equals(edge.from());
      if (leaves && edge.isTriggeredBy(operation)) {
        allowed.add(edge.to());
      }
    }
    return Collections.unmodifiableSet(allowed);
  }

  private static String reason(Operation operation, @Nullable SessionState from, SessionState to) {
    String states =
        allowed(operation, from).stream()
            .map(SessionState::value)
            .collect(Collectors.joining(", "));
    String move;
    if (from == null) {
      move = "no session starts " + to;
    } else if (from.equals(to)) {
      move = "a session that is " + from + " cannot be written this way";
    } else {
      move = "no move from " + from + " to " + to;
    }
    return move + "; allowed: " + (states.isEmpty() ? "none" : states);
  }
}
