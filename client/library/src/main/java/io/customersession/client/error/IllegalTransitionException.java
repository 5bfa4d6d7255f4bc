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
 * The session's state does not allow the requested transition or update. Nothing was changed.
 * Thrown before the call if the session's last seen state is known, and otherwise when the server
 * rejects the call.
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
      @Nullable ApiException failure) {
    super(operation, reason(operation, from, to), failure);
    this.from = from;
    this.to = to;
    this.reasons = List.copyOf(reasons);
  }

  /**
   * Creates an exception for a transition that is rejected before the call.
   *
   * @param operation the operation that would perform the transition
   * @param from the state of the session, or null if the call would create it
   * @param to the requested state; the same as {@code from} for an update that does not change the
   *     state
   */
  public static IllegalTransitionException before(
      Operation operation, @Nullable SessionState from, SessionState to) {
    return new IllegalTransitionException(operation, from, to, List.of(), null);
  }

  static IllegalTransitionException rejected(
      @Nullable SessionState from,
      SessionState to,
      List<ErrorEntry> reasons,
      ApiException failure) {
    return new IllegalTransitionException(failure.operation(), from, to, reasons, failure);
  }

  /** Returns the state of the session, or empty if the call would have created it. */
  public Optional<SessionState> from() {
    return Optional.ofNullable(from);
  }

  /**
   * Returns the requested state; the same as {@link #from()} for an update that does not change the
   * state.
   *
   * @throws IllegalStateException if the exception has been deserialized
   */
  public SessionState to() {
    if (to == null) {
      throw new IllegalStateException("states are not serialized");
    }
    return to;
  }

  /** Returns the states that the operation can change to from {@link #from()}. */
  public Set<SessionState> allowed() {
    return allowed(operation(), from);
  }

  /**
   * Returns the reasons given by the server; empty if the transition was rejected before the call.
   */
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
    String problem;
    if (from == null) {
      problem = "a session cannot be created in state " + to;
    } else if (from.equals(to)) {
      problem = "a session in state " + from + " cannot be updated by this operation";
    } else {
      problem = "transition from " + from + " to " + to + " is not allowed";
    }
    return problem + "; allowed: " + (states.isEmpty() ? "none" : states);
  }
}
