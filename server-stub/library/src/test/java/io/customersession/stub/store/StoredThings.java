package io.customersession.stub.store;

import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.promotion.AppliedPromotions;
import io.customersession.stub.promotion.RedemptionCounters;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/** Short forms for what tests store. */
public final class StoredThings {
  /** The time of all changes. */
  public static final OffsetDateTime NOW = OffsetDateTime.parse("2026-07-04T12:00:00Z");

  /** A counter of all redemptions of a coupon. */
  public static final RedemptionCounters.Key COUNTER =
      new RedemptionCounters.Key("coupon:TEN", RedemptionCounters.By.ALL, 0, "");

  private StoredThings() {}

  /** Returns the key of a session of the first application. */
  public static SessionKey key(String id) {
    return new SessionKey(1, id);
  }

  /** Returns the scope of a unit that changes a session. */
  public static UnitScope scope(String id) {
    return new UnitScope(key(id), true, null);
  }

  /** Returns a session without items; its total is its number of updates. */
  public static Session session(long internalId, String id, String profile, int updates) {
    return new Session(
        CustomerSessionV2.builder()
            .id(internalId)
            .integrationId(id)
            .applicationId(1L)
            .created(NOW.plusSeconds(internalId))
            .updated(NOW)
            .updateCount(updates)
            .state(SessionState.OPEN)
            .profileId(profile)
            .firstSession(true)
            .couponCodes(List.of())
            .referralCode("")
            .loyaltyCards(List.of())
            .cartItems(List.of())
            .additionalCosts(Map.of())
            .identifiers(List.of())
            .attributes(Map.of())
            .cartItemTotal(BigDecimal.ZERO)
            .cartItemAdditionalCostTotal(BigDecimal.ZERO)
            .additionalCostTotal(BigDecimal.ZERO)
            .total(BigDecimal.valueOf(updates))
            .build(),
        null,
        AppliedPromotions.NONE,
        List.of());
  }

  /** Creates a session in a unit of work, or counts an update of it, and returns it. */
  public static Session update(UnitOfWork unit, String id, String profile) {
    Session before = unit.session(key(id));
    Session after =
        before == null
            ? session(unit.nextId(Sequence.SESSION), id, profile, 1)
            : session(before.facts().getId(), id, profile, before.facts().getUpdateCount() + 1);
    unit.put(after);
    if (!profile.isEmpty()) {
      ProfileKey owner = new ProfileKey(1, profile);
      Profile known = unit.profile(owner);
      Profile current =
          known == null ? Profile.created(unit.nextId(Sequence.PROFILE), profile, NOW) : known;
      unit.put(owner, current.withActivity(1, BigDecimal.ONE, NOW));
    }
    return after;
  }

  /** Returns a query without filters. */
  public static SessionQuery page(int skip, int size) {
    return new SessionQuery(
        size, skip, null, null, null, null, null, null, null, null, false, null);
  }

  /** Returns a query for two sessions that are older than another one. */
  public static SessionQuery before(long internalId) {
    return new SessionQuery(
        2, 0, null, null, null, null, null, null, null, null, false, internalId);
  }

  /** Returns a query for the sessions of a profile. */
  public static SessionQuery ofProfile(String profile, int size) {
    return new SessionQuery(
        size, 0, profile, null, null, null, null, null, null, null, false, null);
  }
}
