package io.customersession.stub.promotion;

import io.customersession.stub.account.Limits;
import io.customersession.stub.account.Promotion;
import io.customersession.stub.model.CustomerSessionV2;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides whether a session may redeem a code. */
final class Eligibility {
  private final Map<String, Limits> campaignLimits;

  Eligibility(Map<String, Limits> campaignLimits) {
    this.campaignLimits = campaignLimits;
  }

  /**
   * Why a code is rejected.
   *
   * @param reason one of the reasons that the document lists
   * @param details the reason as a sentence
   */
  record Rejection(String reason, String details) {}

  /**
   * Returns why a code is rejected, or null if the session may redeem it.
   *
   * @param found the promotion of the code, or null if the account has none
   * @param only the internal ids of the only campaigns to evaluate; all if empty
   * @param pending redemptions by codes of the same session that were accepted before
   */
  @Nullable Rejection reject(
      Promotion.Kind kind,
      @Nullable NumberedPromotion found,
      CustomerSessionV2 session,
      OffsetDateTime at,
      Collection<Long> only,
      RedemptionCounters counters,
      Map<RedemptionCounters.Key, Integer> pending) {
    String prefix = kind == Promotion.Kind.COUPON ? "Coupon" : "Referral";
    if (found == null) {
      return new Rejection(prefix + "NotFound", "The code is not known in this application.");
    }
    Promotion promotion = found.promotion();
    OffsetDateTime starts = promotion.starts();
    OffsetDateTime expires = promotion.expires();
    String recipient = promotion.recipient();
    String profile = Objects.requireNonNullElse(session.getProfileId(), "");
    if (!only.isEmpty() && !only.contains(found.campaignId())) {
      return new Rejection(
          prefix + "PartOfNotRunningCampaign", "The campaign is not among those to evaluate.");
    }
    if (starts != null && at.isBefore(starts)) {
      return new Rejection(prefix + "StartDateInFuture", "The code is valid from " + starts + ".");
    }
    if (expires != null && !at.isBefore(expires)) {
      return new Rejection(prefix + "Expired", "The code was valid until " + expires + ".");
    }
    if (recipient != null && !recipient.equals(profile)) {
      return new Rejection(prefix + "RecipientDoesNotMatch", "The code is for another profile.");
    }
    if (kind == Promotion.Kind.REFERRAL && promotion.advocate().equals(profile)) {
      return new Rejection(
          "ReferralRecipientIdSameAsAdvocate", "The code is for others than its advocate.");
    }
    Rejection limited =
        limited(
            RedemptionSubject.code(promotion, session),
            promotion.limits(),
            prefix,
            prefix + "LimitReached",
            counters,
            pending);
    Limits ofCampaign = campaignLimits.get(promotion.campaign());
    return limited != null || ofCampaign == null
        ? limited
        : limited(
            RedemptionSubject.campaign(promotion, session),
            ofCampaign,
            prefix,
            "CampaignLimitReached",
            counters,
            pending);
  }

  private static @Nullable Rejection limited(
      RedemptionSubject subject,
      Limits limits,
      String prefix,
      String reached,
      RedemptionCounters counters,
      Map<RedemptionCounters.Key, Integer> pending) {
    if (isReached(limits.total(), subject.all(), counters, pending)) {
      return new Rejection(reached, "It may be used " + limits.total() + " times in all.");
    }
    if (limits.perProfile() != null) {
      RedemptionCounters.Key profile = subject.profile();
      if (profile == null) {
        return new Rejection(
            prefix.equals("Coupon") ? "ProfileRequired" : "ReferralRejectedByCondition",
            "It is limited per profile, and the session has none.");
      }
      if (isReached(limits.perProfile(), profile, counters, pending)) {
        return new Rejection(
            "ProfileLimitReached",
            "It may be used " + limits.perProfile() + " times by one profile.");
      }
    }
    for (RedemptionCounters.Key identifier : subject.identifiers()) {
      if (isReached(limits.perIdentifier(), identifier, counters, pending)) {
        return new Rejection(
            reached, "It may be used " + limits.perIdentifier() + " times with one identifier.");
      }
    }
    return null;
  }

  private static boolean isReached(
      @Nullable Integer max,
      RedemptionCounters.Key key,
      RedemptionCounters counters,
      Map<RedemptionCounters.Key, Integer> pending) {
    return max != null && counters.count(key) + pending.getOrDefault(key, 0) >= max;
  }
}
