package io.customersession.stub.session;

import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.model.Return;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.promotion.AppliedPromotions;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stored session. Immutable; every change makes a new one.
 *
 * @param facts what both views show, totals included
 * @param totalOfV1 the total that a client sent through v1 last, or null if none did
 * @param appliedPromotions what coupons and referrals have done to it
 * @param returns the returns made, oldest first
 */
public record Session(
    CustomerSessionV2 facts,
    @Nullable BigDecimal totalOfV1,
    AppliedPromotions appliedPromotions,
    List<Return> returns) {
  /** Makes a session; the list is copied. */
  public Session {
    returns = List.copyOf(returns);
  }

  /** Returns what the session is found by. */
  public SessionKey key() {
    return new SessionKey(facts.getApplicationId(), facts.getIntegrationId());
  }

  /** Returns the state. */
  public SessionState state() {
    return facts.getState();
  }

  /** Returns the integration id of the profile, or the empty text if the session is anonymous. */
  public String profileId() {
    return facts.getProfileId();
  }

  Session withFacts(CustomerSessionV2 changed) {
    return new Session(changed, totalOfV1, appliedPromotions, returns);
  }

  Session withPromotions(AppliedPromotions changed) {
    return new Session(facts, totalOfV1, changed, returns);
  }

  Session withReturns(List<Return> made) {
    return new Session(facts, totalOfV1, appliedPromotions, made);
  }

  /** Returns whether the session counts among its profile's closed sessions. */
  boolean isSold() {
    return switch (state()) {
      case CLOSED, PARTIALLY_RETURNED -> true;
      case OPEN, CANCELLED -> false;
    };
  }

  /** Returns what the session adds to its profile's sales. */
  BigDecimal sales() {
    return isSold()
        ? facts.getTotal().subtract(Totals.returned(facts.getCartItems()))
        : BigDecimal.ZERO;
  }
}
