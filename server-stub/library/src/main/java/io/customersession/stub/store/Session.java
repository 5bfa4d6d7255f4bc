package io.customersession.stub.store;

import io.customersession.contract.stub.memory.Weight;
import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.model.Return;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.promotion.AppliedPromotions;
import io.customersession.stub.promotion.Redemption;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stored session. Immutable.
 *
 * @param facts the session as v2 shows it, including totals
 * @param totalOfV1 the total that a client last sent through v1, or null if none did
 * @param appliedPromotions the promotions applied to it
 * @param returns the returns made, oldest first
 * @param weight the approximate memory in bytes that it takes
 */
public record Session(
    CustomerSessionV2 facts,
    @Nullable BigDecimal totalOfV1,
    AppliedPromotions appliedPromotions,
    List<Return> returns,
    long weight) {
  private static final int WITHOUT_CONTENT = 1_000;
  private static final int REDEMPTION = 300;
  private static final int USE = 400;
  private static final int RETURN = 800;
  private static final int RETURNED_LINE = 200;

  /** Creates a session; the list is copied. */
  public Session {
    returns = List.copyOf(returns);
  }

  /** Creates a session and weighs it; the list is copied. */
  public Session(
      CustomerSessionV2 facts,
      @Nullable BigDecimal totalOfV1,
      AppliedPromotions appliedPromotions,
      List<Return> returns) {
    this(facts, totalOfV1, appliedPromotions, returns, weightOf(facts, appliedPromotions, returns));
  }

  /** Returns the key of the session. */
  public SessionKey key() {
    return new SessionKey(facts.getApplicationId(), facts.getIntegrationId());
  }

  /** Returns the key of the profile that owns the session, or null if it is anonymous. */
  public @Nullable ProfileKey owner() {
    return profileId().isEmpty() ? null : new ProfileKey(facts.getApplicationId(), profileId());
  }

  /** Returns the state. */
  public SessionState state() {
    return facts.getState();
  }

  /** Returns the integration id of the profile, or the empty text if the session is anonymous. */
  public String profileId() {
    return facts.getProfileId();
  }

  private static long weightOf(
      CustomerSessionV2 facts, AppliedPromotions appliedPromotions, List<Return> returns) {
    long sum = WITHOUT_CONTENT + Weight.of(facts) + Weight.of(appliedPromotions.effects());
    for (Return made : returns) {
      // Its texts are shared with the session.
      sum += RETURN + (long) RETURNED_LINE * made.getReturnedCartItems().size();
    }
    for (Redemption redemption : appliedPromotions.redemptions()) {
      sum += REDEMPTION + (long) USE * redemption.keys().size();
    }
    return sum;
  }
}
