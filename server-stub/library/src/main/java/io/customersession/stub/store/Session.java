package io.customersession.stub.store;

import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.model.Return;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.promotion.AppliedPromotions;
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
 */
public record Session(
    CustomerSessionV2 facts,
    @Nullable BigDecimal totalOfV1,
    AppliedPromotions appliedPromotions,
    List<Return> returns) {
  /** Creates a session; the list is copied. */
  public Session {
    returns = List.copyOf(returns);
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
}
