package io.customersession.stub.promotion;

import io.customersession.stub.account.Limits;
import io.customersession.stub.account.Promotion;
import io.customersession.stub.model.Campaign;
import io.customersession.stub.model.Coupon;
import io.customersession.stub.model.CouponRejectionReason;
import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.model.Effect;
import io.customersession.stub.model.EventMeta;
import io.customersession.stub.model.Referral;
import io.customersession.stub.model.ReferralRejectionReason;
import io.customersession.stub.model.RuleFailureReason;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Maps the promotions of a session to the parts of a response beside its effects. */
public final class PromotionMapper {
  /** Fixtures do not say when anything was created; what has no start has this time. */
  private static final OffsetDateTime CREATED =
      OffsetDateTime.of(2020, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  /**
   * Reasons of effects that not every SDK knows in an event; SDKs refuse reasons they do not know.
   */
  private static final Map<String, String> REASONS =
      Map.of(
          "CouponLimitReached", "CampaignLimitReached",
          "ProfileRequired", "CouponRejectedByCondition");

  private static final String ENABLED = "enabled";
  private static final String RUNNING = "running";
  private static final String ADVANCED = "advanced";

  private final PromotionCatalog promotions;
  private final RedemptionCounters counters;

  /** Creates a mapper for promotions and their redemption counters. */
  public PromotionMapper(PromotionEngine promotions, RedemptionCounters counters) {
    this.promotions = promotions.catalog();
    this.counters = counters;
  }

  /** Returns the coupons that a session uses, those of them that the account has. */
  public List<Coupon> coupons(CustomerSessionV2 session) {
    List<String> codes = Objects.requireNonNullElse(session.getCouponCodes(), List.of());
    return codes.stream()
        .distinct()
        .map(code -> promotions.find(Promotion.Kind.COUPON, code, session.getApplicationId()))
        .filter(Objects::nonNull)
        .map(found -> coupon(found, session))
        .toList();
  }

  /** Returns the referral that a session uses, or null if it uses none that the account has. */
  public @Nullable Referral referral(CustomerSessionV2 session) {
    String code = session.getReferralCode();
    NumberedPromotion found =
        code == null
            ? null
            : promotions.find(Promotion.Kind.REFERRAL, code, session.getApplicationId());
    return found == null ? null : referral(found, session.getApplicationId());
  }

  /** Returns the campaigns that caused effects. */
  public List<Campaign> campaigns(CustomerSessionV2 session, List<Effect> effects) {
    return effects.stream()
        .filter(effect -> !Effects.isRejection(effect))
        .map(Effect::getCampaignId)
        .distinct()
        .map(promotions::campaign)
        .filter(members -> !members.isEmpty())
        .map(members -> campaign(session.getApplicationId(), members))
        .toList();
  }

  /** Returns why codes that the account has were rejected. */
  public List<RuleFailureReason> failures(CustomerSessionV2 session, List<Effect> effects) {
    return effects.stream()
        .filter(Effects::isRejection)
        .map(effect -> failure(session, effect))
        .filter(Objects::nonNull)
        .toList();
  }

  /** Returns the coupon that effects accept first, or null if they accept none. */
  public @Nullable Coupon accepted(CustomerSessionV2 session, List<Effect> effects) {
    return effects.stream()
        .filter(effect -> Effects.accepted(effect) == Promotion.Kind.COUPON)
        .map(effect -> find(session, effect))
        .filter(Objects::nonNull)
        .findFirst()
        .map(found -> coupon(found, session))
        .orElse(null);
  }

  /** Returns the meta of an event: why codes were rejected. Returns null if none was. */
  public @Nullable EventMeta meta(CustomerSessionV2 session, List<Effect> effects) {
    EventMeta meta =
        EventMeta.builder()
            .couponRejectionReason(
                rejection(Promotion.Kind.COUPON, effects)
                    .map(effect -> rejectedCoupon(session, effect))
                    .orElse(null))
            .referralRejectionReason(
                rejection(Promotion.Kind.REFERRAL, effects)
                    .map(effect -> rejectedReferral(session, effect))
                    .orElse(null))
            .build();
    return meta.equals(EventMeta.builder().build()) ? null : meta;
  }

  private static Optional<Effect> rejection(Promotion.Kind kind, List<Effect> effects) {
    return effects.stream()
        .filter(effect -> Effects.isRejection(effect) && kind(effect) == kind)
        .findFirst();
  }

  private CouponRejectionReason rejectedCoupon(CustomerSessionV2 session, Effect effect) {
    return CouponRejectionReason.builder()
        .campaignId(effect.getCampaignId())
        .couponId(idOrZero(session, effect))
        .reason(reason(effect))
        .build();
  }

  private ReferralRejectionReason rejectedReferral(CustomerSessionV2 session, Effect effect) {
    return ReferralRejectionReason.builder()
        .campaignId(effect.getCampaignId())
        .referralId(idOrZero(session, effect))
        .reason(reason(effect))
        .build();
  }

  private long idOrZero(CustomerSessionV2 session, Effect effect) {
    NumberedPromotion found = find(session, effect);
    return found == null ? 0L : found.id();
  }

  private static String reason(Effect effect) {
    String reason = Effects.text(effect, "rejectionReason");
    return REASONS.getOrDefault(reason, reason);
  }

  private static Promotion.Kind kind(Effect effect) {
    return effect.getEffectType().endsWith("Referral")
        ? Promotion.Kind.REFERRAL
        : Promotion.Kind.COUPON;
  }

  private @Nullable NumberedPromotion find(CustomerSessionV2 session, Effect effect) {
    return promotions.find(kind(effect), Effects.text(effect, "value"), session.getApplicationId());
  }

  private Coupon coupon(NumberedPromotion numbered, CustomerSessionV2 session) {
    Promotion promotion = numbered.promotion();
    return Coupon.builder()
        .id(numbered.id())
        .created(created(promotion))
        .campaignId(numbered.campaignId())
        .value(promotion.code())
        .usageLimit(orNone(promotion.limits()))
        .usageCounter(counters.count(RedemptionSubject.total(promotion)))
        .startDate(promotion.starts())
        .expiryDate(promotion.expires())
        .recipientIntegrationId(promotion.recipient())
        .profileRedemptionCount(redemptionsByOwner(promotion, session))
        .build();
  }

  /** The newest clients require who was referred; profiles of other applications are left out. */
  private Referral referral(NumberedPromotion numbered, long application) {
    Promotion promotion = numbered.promotion();
    return Referral.builder()
        .id(numbered.id())
        .created(created(promotion))
        .startDate(promotion.starts())
        .expiryDate(promotion.expires())
        .usageLimit(orNone(promotion.limits()))
        .campaignId(numbered.campaignId())
        .advocateProfileIntegrationId(promotion.advocate())
        .friendProfileIntegrationId(promotion.recipient())
        .code(promotion.code())
        .usageCounter(counters.count(RedemptionSubject.total(promotion)))
        .referredCustomers(counters.profiles(RedemptionSubject.name(promotion), application))
        .build();
  }

  private static Campaign campaign(long application, List<NumberedPromotion> members) {
    NumberedPromotion first = members.get(0);
    Set<String> features =
        members.stream()
            .map(member -> member.promotion().kind().word() + "s")
            .collect(Collectors.toCollection(TreeSet::new));
    return Campaign.builder()
        .id(first.campaignId())
        .created(CREATED)
        .applicationId(application)
        .userId(1L)
        .name(first.promotion().campaign())
        .description("")
        .state(ENABLED)
        .activeRulesetId(first.campaignId())
        .tags(List.of())
        .features(List.copyOf(features))
        .limits(List.of())
        .type(ADVANCED)
        .frontendState(RUNNING)
        .storesImported(false)
        .reevaluateOnReturn(false)
        .build();
  }

  private @Nullable RuleFailureReason failure(CustomerSessionV2 session, Effect effect) {
    NumberedPromotion found = find(session, effect);
    if (found == null) {
      return null;
    }
    boolean coupon = kind(effect) == Promotion.Kind.COUPON;
    String code = found.promotion().code();
    return RuleFailureReason.builder()
        .campaignID(found.campaignId())
        .campaignName(found.promotion().campaign())
        .rulesetID(found.campaignId())
        .couponID(coupon ? found.id() : null)
        .couponValue(coupon ? code : null)
        .referralID(coupon ? null : found.id())
        .referralValue(coupon ? null : code)
        .ruleIndex(found.ruleIndex())
        .ruleName(code)
        .details(Effects.text(effect, "details"))
        .build();
  }

  /** Returns the number of redemptions by the session's profile; 0 if it has none. */
  private int redemptionsByOwner(Promotion promotion, CustomerSessionV2 session) {
    RedemptionCounters.Key owner = RedemptionSubject.code(promotion, session).profile();
    return owner == null ? 0 : counters.count(owner);
  }

  private static OffsetDateTime created(Promotion promotion) {
    return Objects.requireNonNullElse(promotion.starts(), CREATED);
  }

  private static int orNone(Limits limits) {
    return Objects.requireNonNullElse(limits.total(), 0);
  }
}
