package io.customersession.client.lifecycle;

import io.customersession.client.error.IllegalTransitionException;
import io.customersession.client.model.SessionState;
import io.customersession.contract.operation.Operation;

/**
 * Refuses a move before it is sent. It is asked when the current state of the session is known
 * ({@code RequestOptions.known}); otherwise the server decides alone.
 */
@FunctionalInterface
public interface TransitionGuard {
  /**
   * Checks a move.
   *
   * @param from the state that the session was last seen in
   * @param to the state asked for; the same as {@code from} for an update that leaves the state
   *     alone
   * @throws IllegalTransitionException if the move is not to be tried
   */
  void check(SessionState from, SessionState to, Operation operation);

  /**
   * Returns the guard that goes by the table of the document. It lets a state pass that the
   * document does not know, either way: a newer server may know better.
   */
  static TransitionGuard table() {
    return (from, to, operation) -> {
      if (from.known() != null && to.known() != null && !from.canMoveTo(to, operation)) {
        throw IllegalTransitionException.before(operation, from, to);
      }
    };
  }

  /** Returns the guard that lets everything pass. */
  static TransitionGuard none() {
    return (from, to, operation) -> {};
  }
}
