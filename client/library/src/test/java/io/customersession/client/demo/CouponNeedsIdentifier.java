package io.customersession.client.demo;

import io.customersession.stub.lifecycle.TransitionRule;
import io.customersession.stub.model.SessionState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rejects closing a session that uses a coupon but has no identifier. */
final class CouponNeedsIdentifier implements TransitionRule {
  static final String REASON = "A session with a coupon needs an identifier before it is closed.";

  @Override
  public Optional<String> refuse(Move move) {
    boolean refused =
        move.to() == SessionState.CLOSED
            && !isEmpty(move.after().getCouponCodes())
            && isEmpty(move.after().getIdentifiers());
    return refused ? Optional.of(REASON) : Optional.empty();
  }

  private static boolean isEmpty(@Nullable List<?> list) {
    return list == null || list.isEmpty();
  }
}
