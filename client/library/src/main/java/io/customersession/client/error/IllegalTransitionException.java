package io.customersession.client.error;

import io.customersession.client.model.ErrorEntry;
import io.customersession.client.model.SessionState;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.operation.Operation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The session's state does not allow the requested transition or update. Nothing was changed.
 * Thrown before the call if the session's last seen state is known, and otherwise when the server
 * rejects the call.
 *
 * <p>If the document allows the transition, the message contains the reason that the server or a
 * guard gives for refusing it, such as the sentence of a rule of the stub.
 */
public final class IllegalTransitionException extends CustomerSessionException {
  private static final long serialVersionUID = 1;

  private final transient @Nullable SessionState from;
  private final transient @Nullable SessionState to;
  private final transient @Nullable List<ErrorEntry> reasons;
  private final @Nullable String reason;

  private IllegalTransitionException(
      Operation operation,
      @Nullable SessionState from,
      SessionState to,
      List<ErrorEntry> reasons,
      @Nullable String reason,
      @Nullable ApiException failure) {
    super(operation, RejectedTransition.describe(operation, from, to, reason, failure), failure);
    this.from = from;
    this.to = to;
    this.reasons = List.copyOf(reasons);
    this.reason = reason;
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
    return new IllegalTransitionException(operation, from, to, List.of(), null, null);
  }

  /**
   * Creates an exception for a transition that is rejected before the call, for a reason that the
   * document does not know.
   *
   * @param operation the operation that would perform the transition
   * @param from the state of the session, or null if the call would create it
   * @param to the requested state; the same as {@code from} for an update that does not change the
   *     state
   * @param reason one sentence for the message, which should not contain personal data; at most
   *     {@value RejectedTransition#MAX_REASON} characters of it are kept
   */
  public static IllegalTransitionException before(
      Operation operation, @Nullable SessionState from, SessionState to, String reason) {
    return new IllegalTransitionException(
        operation, from, to, List.of(), RejectedTransition.sentence(reason), null);
  }

  static IllegalTransitionException rejected(
      @Nullable SessionState from,
      SessionState to,
      List<ErrorEntry> reasons,
      ApiException failure) {
    return new IllegalTransitionException(
        failure.operation(), from, to, reasons, RejectedTransition.sentence(reasons), failure);
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
    return RejectedTransition.allowed(operation(), from);
  }

  /**
   * Returns the reasons given by the server with their JSON pointers; empty if the transition was
   * rejected before the call.
   */
  public List<ErrorEntry> reasons() {
    return reasons == null ? List.of() : reasons;
  }

  /**
   * Returns the reason given by the server or the guard in one line of at most {@value
   * RejectedTransition#MAX_REASON} characters, or empty if there is none.
   */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }
}
