package io.customersession.client.lifecycle;

import io.customersession.client.error.IllegalTransitionException;
import io.customersession.client.model.SessionState;
import io.customersession.contract.operation.Operation;

/**
 * Checks a transition before the call. It is called only if the request options contain the session
 * as it was last seen ({@code RequestOptions.lastSeen}); otherwise only the server checks. Called
 * by any thread.
 */
@FunctionalInterface
public interface TransitionGuard {
  /**
   * Checks a transition.
   *
   * @param from the state in which the session was last seen
   * @param to the requested state; the same as {@code from} for an update that does not change the
   *     state
   * @param operation the operation that performs the transition
   * @throws IllegalTransitionException if the transition must not be attempted; {@link
   *     IllegalTransitionException#before(Operation, SessionState, SessionState, String)} takes the
   *     reason
   */
  void check(SessionState from, SessionState to, Operation operation);

  /**
   * Returns a guard that applies the state table of the document. It allows transitions from and to
   * states that the document does not declare, because a newer server may support them.
   */
  static TransitionGuard table() {
    return (from, to, operation) -> {
      if (from.known() != null && to.known() != null && !from.canMoveTo(to, operation)) {
        throw IllegalTransitionException.before(operation, from, to);
      }
    };
  }

  /** Returns a guard that allows every transition. */
  static TransitionGuard none() {
    return (from, to, operation) -> {};
  }
}
