package io.customersession.stub.lifecycle;

import io.customersession.contract.operation.Operation;
import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.model.SessionState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A hand-written rule that refuses some of the transitions that the document's table allows. It
 * cannot allow what the table refuses.
 *
 * <p>Rules are called after the table, for every creation, update and transition that would be
 * made, including dry runs: first those of the stub's builder, in their order, then those found by
 * {@link java.util.ServiceLoader}, in its order. The first refusal gets a 400 response, and nothing
 * is stored.
 *
 * <p>A rule runs while its session is locked, and may be called by several threads for different
 * sessions. It must not call the stub. A request for the same session waits for the rule until the
 * client gives up, because nothing shows that the rule sent it; a reset, seed, restore or snapshot
 * of its own world through {@link io.customersession.stub.world.World} fails at once with an {@link
 * IllegalStateException}.
 *
 * <p>A rule may be called more than once for one request: if a profile or redemption counter that
 * the request depends on has changed meanwhile, everything is decided again. So a rule must not
 * count its calls, and must decide the same each time.
 *
 * <p>A rule should return quickly: while it runs, a reset, snapshot or restore of its world waits
 * for it, and all changes in that world wait for that. After three conflicts, changes of the
 * profiles and redemption counters that the request depends on wait until it is stored, and so do
 * other requests that have conflicted three times. Reads, the control API and other worlds do not
 * wait.
 *
 * <p>If a rule throws anything, the response is a 500, and nothing is stored.
 */
@FunctionalInterface
public interface TransitionRule {
  /**
   * Decides about a transition.
   *
   * @return the reason to refuse the transition, as one sentence for the caller, or empty to allow
   *     it; clients show it in messages and logs, so it should not contain personal data
   */
  Optional<String> refuse(Move move);

  /**
   * A move that is about to be made; an update that keeps the state is one too.
   *
   * @param operation the operation called
   * @param before the session as stored, or null if it is being created
   * @param after the session as it will be stored, with all that the call changes
   */
  record Move(Operation operation, @Nullable CustomerSessionV2 before, CustomerSessionV2 after) {
    /** Returns the state that is left, or null if the session is being created. */
    public @Nullable SessionState from() {
      return before == null ? null : before.getState();
    }

    /** Returns the state that the session will be in. */
    public SessionState to() {
      return after.getState();
    }
  }
}
