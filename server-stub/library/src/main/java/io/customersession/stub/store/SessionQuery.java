package io.customersession.stub.store;

import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.model.SessionState;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A query for the sessions of an application. A null filter matches everything.
 *
 * @param pageSize the maximum number of sessions
 * @param skip the number of matching sessions to skip
 * @param profile the owner's integration id
 * @param state the state
 * @param createdBefore exclusive
 * @param createdAfter exclusive
 * @param coupon a coupon code
 * @param referral the referral code
 * @param integrationId the session's id
 * @param storeIntegrationId the store's id
 * @param partialMatch true if the one text filter given may match a part of the field
 * @param before only sessions with a smaller internal id match, which continues a list that is
 *     sorted by the internal id, newest first; or null for any internal id
 */
public record SessionQuery(
    int pageSize,
    int skip,
    @Nullable String profile,
    @Nullable SessionState state,
    @Nullable OffsetDateTime createdBefore,
    @Nullable OffsetDateTime createdAfter,
    @Nullable String coupon,
    @Nullable String referral,
    @Nullable String integrationId,
    @Nullable String storeIntegrationId,
    boolean partialMatch,
    @Nullable Long before) {
  /** Shorter filters match exactly. */
  private static final int MIN_PARTIAL_LENGTH = 3;

  /** Returns true if a session passes all filters. */
  public boolean matches(Session session) {
    CustomerSessionV2 facts = session.facts();
    List<String> coupons = Objects.requireNonNullElse(facts.getCouponCodes(), List.of());
    return text(profile, session.profileId(), partialMatch)
        && (coupon == null || coupons.stream().anyMatch(code -> text(coupon, code, partialMatch)))
        && text(referral, facts.getReferralCode(), partialMatch)
        && text(integrationId, facts.getIntegrationId(), partialMatch)
        && text(storeIntegrationId, facts.getStoreIntegrationId(), partialMatch)
        && (state == null || state == facts.getState())
        && (createdBefore == null || facts.getCreated().isBefore(createdBefore))
        && (createdAfter == null || facts.getCreated().isAfter(createdAfter))
        && (before == null || facts.getId() < before);
  }

  /** Returns true if a text filter has to match a part of the field only. */
  public boolean matchesParts() {
    return isPart(profile)
        || isPart(coupon)
        || isPart(referral)
        || isPart(integrationId)
        || isPart(storeIntegrationId);
  }

  private boolean isPart(@Nullable String filter) {
    return partialMatch && filter != null && isLongEnough(filter);
  }

  private static boolean text(@Nullable String filter, @Nullable String value, boolean partial) {
    if (filter == null) {
      return true;
    }
    if (value == null) {
      return false;
    }
    return (partial && isLongEnough(filter))
        ? containsIgnoringCase(value, filter)
        : value.equals(filter);
  }

  private static boolean isLongEnough(String filter) {
    return filter.codePointCount(0, filter.length()) >= MIN_PARTIAL_LENGTH;
  }

  /**
   * Compares character by character: lower-casing a whole text depends on the context of its
   * characters.
   */
  private static boolean containsIgnoringCase(String value, String part) {
    for (int start = 0; start <= value.length() - part.length(); start++) {
      if (value.regionMatches(true, start, part, 0, part.length())) {
        return true;
      }
    }
    return false;
  }
}
