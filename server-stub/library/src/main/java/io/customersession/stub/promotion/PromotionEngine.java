package io.customersession.stub.promotion;

import io.customersession.contract.operation.Operation;
import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.contract.stub.memory.StoreFullException;
import io.customersession.stub.account.Application;
import io.customersession.stub.account.Fixtures;
import io.customersession.stub.account.Promotion;
import io.customersession.stub.model.CartItem;
import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.model.Effect;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The coupons and referrals of an account, and what they do to sessions. It has no state; {@link
 * RedemptionCounters} have the number of redemptions.
 *
 * <p>Codes are looked at in the order of the session, the referral last. Each takes its discount
 * off what the ones before it left: percentages cascade. What is left of the cart is the sum of its
 * items less every discount so far; what is left of a unit is its price less the discounts of that
 * unit. A discount off the cart is not spread over its units, so that a percentage off a unit is
 * the same before and after it. A discount has as many decimal places as the application's
 * currency, rounded half up, and is never more than what is left of the unit and of the cart.
 * Additional costs are not discounted.
 */
public final class PromotionEngine {
  private static final long EFFECT_BYTES = 1_000;
  private static final int EFFECT_SHARE = 16;

  /** A coupon on each unit of the largest cart, twice. */
  private static final long MIN_MAX_EFFECTS = 20_000;

  private final @Nullable Map<Long, Application> applications;
  private final PromotionCatalog catalog;
  private final Eligibility eligibility;
  private final List<EffectRule> rules;
  private final long maxEffects;

  /**
   * Creates the engine for the promotions of an account.
   *
   * @param rules applied in this order
   * @param maxMemory the maximum memory of the stub in bytes, of which the effects of one session
   *     may take a small part
   */
  public PromotionEngine(Fixtures fixtures, List<EffectRule> rules, long maxMemory) {
    this.maxEffects = Math.max(MIN_MAX_EFFECTS, maxMemory / EFFECT_SHARE / EFFECT_BYTES);
    this.applications = fixtures.applications();
    this.catalog = new PromotionCatalog(fixtures);
    this.eligibility = new Eligibility(fixtures.limits());
    this.rules = List.copyOf(rules);
  }

  /** Returns true if there is any code whose redemptions are counted. */
  public boolean hasCodes() {
    return !catalog.isEmpty();
  }

  /**
   * Evaluates the codes of a session that is open or is being closed.
   *
   * @param only the internal ids of the only campaigns to evaluate; all if empty
   * @param closing true if accepted codes are redeemed
   */
  public PromotionResult evaluate(
      Operation operation,
      CustomerSessionV2 session,
      OffsetDateTime at,
      Collection<Long> only,
      boolean closing,
      RedemptionCounters counters) {
    if (catalog.isEmpty() && rules.isEmpty()) {
      return PromotionResult.none(AppliedPromotions.NONE);
    }
    List<Effect> effects = new ArrayList<>();
    Discounts discounts = new Discounts(session.getCartItems(), decimalPlaces(session));
    Map<RedemptionCounters.Key, Integer> pending = new HashMap<>();
    for (Promotion.Kind kind : Promotion.Kind.values()) {
      if (!catalog.defines(kind)) {
        continue;
      }
      for (String code : entered(kind, session)) {
        NumberedPromotion found = catalog.find(kind, code, session.getApplicationId());
        Eligibility.Rejection rejection =
            eligibility.reject(kind, found, session, at, only, counters, pending);
        if (found == null || rejection != null) {
          effects.add(rejected(kind, code, found, Objects.requireNonNull(rejection)));
        } else {
          RedemptionSubject.keys(found.promotion(), session)
              .forEach(key -> pending.merge(key, 1, Integer::sum));
          effects.add(effect(found, Effects.accept(kind), Map.of("value", code)));
          discounts.give(
              found.promotion(), (type, props) -> effects.add(effect(found, type, props)));
        }
        if (effects.size() > maxEffects) {
          throw new StoreFullException("effects of one session", maxEffects, MemoryBudget.SETTING);
        }
      }
    }
    List<Effect> decided = decide(operation, session, at, effects);
    List<Redemption> redeemed = closing ? redemptions(decided, session) : List.of();
    return new PromotionResult(
        new AppliedPromotions(decided, redeemed), decided, redeemed, List.of());
  }

  /**
   * Releases the promotions of a session that is cancelled or reopened.
   *
   * @param before the promotions applied before; {@link AppliedPromotions#NONE} if the session was
   *     open and nothing was redeemed
   */
  public PromotionResult release(
      Operation operation, CustomerSessionV2 session, OffsetDateTime at, AppliedPromotions before) {
    if (before.redemptions().isEmpty() && before.effects().isEmpty() && rules.isEmpty()) {
      return PromotionResult.none(AppliedPromotions.NONE);
    }
    return new PromotionResult(
        AppliedPromotions.NONE,
        decide(operation, session, at, Rollback.effects(before.effects())),
        List.of(),
        before.redemptions());
  }

  /**
   * Releases the promotions of returned units: their discounts, and a code none of whose discounts
   * is left. A discount off the cart, or off a unit that the cart does not have, ends with the last
   * unit.
   *
   * @param cartBefore the cart before the return
   * @param session the session after it
   */
  public PromotionResult releaseUnits(
      Operation operation,
      List<CartItem> cartBefore,
      CustomerSessionV2 session,
      OffsetDateTime at,
      AppliedPromotions before) {
    Rollback rollback = Rollback.ofReturn(before, cartBefore, session.getCartItems());
    return new PromotionResult(
        rollback.remaining(),
        decide(operation, session, at, Rollback.effects(rollback.ended())),
        List.of(),
        rollback.released());
  }

  /** Returns the redemptions of the codes that effects accept, including those added by rules. */
  private List<Redemption> redemptions(List<Effect> effects, CustomerSessionV2 session) {
    List<Redemption> redemptions = new ArrayList<>();
    Set<List<Object>> seen = new HashSet<>();
    for (Effect effect : effects) {
      Promotion.Kind kind = Effects.accepted(effect);
      if (kind != null) {
        String code = Effects.text(effect, "value");
        NumberedPromotion found = catalog.find(kind, code, session.getApplicationId());
        if (found != null && seen.add(List.of(kind, code))) {
          redemptions.add(
              new Redemption(kind, code, RedemptionSubject.keys(found.promotion(), session)));
        }
      }
    }
    return redemptions;
  }

  /** Returns the coupons and referrals with their internal ids. */
  PromotionCatalog catalog() {
    return catalog;
  }

  private List<Effect> decide(
      Operation operation, CustomerSessionV2 session, OffsetDateTime at, List<Effect> effects) {
    List<Effect> decided = effects;
    for (EffectRule rule : rules) {
      decided =
          RuleEffects.checked(
              rule, rule.decide(new EffectRule.Draft(operation, session, at, decided)));
    }
    return List.copyOf(decided);
  }

  private int decimalPlaces(CustomerSessionV2 session) {
    Application application =
        applications == null ? null : applications.get(session.getApplicationId());
    return application == null ? Application.DEFAULT_DECIMAL_PLACES : application.decimalPlaces();
  }

  private static Collection<String> entered(Promotion.Kind kind, CustomerSessionV2 session) {
    if (kind == Promotion.Kind.COUPON) {
      List<String> coupons = session.getCouponCodes();
      return coupons == null ? List.of() : new LinkedHashSet<>(coupons);
    }
    String referral = session.getReferralCode();
    return referral == null || referral.isEmpty() ? List.of() : List.of(referral);
  }

  private static Effect rejected(
      Promotion.Kind kind,
      String code,
      @Nullable NumberedPromotion found,
      Eligibility.Rejection rejection) {
    Map<String, Object> props = new LinkedHashMap<>();
    props.put("value", code);
    props.put("rejectionReason", rejection.reason());
    props.put("details", rejection.details());
    return found == null
        ? Effect.builder()
            .campaignId(0L)
            .rulesetId(0L)
            .ruleIndex(0)
            .ruleName("")
            .effectType(Effects.reject(kind))
            .props(props)
            .build()
        : effect(found, Effects.reject(kind), props);
  }

  private static Effect effect(NumberedPromotion cause, String type, Map<String, Object> props) {
    Promotion promotion = cause.promotion();
    return Effect.builder()
        .campaignId(cause.campaignId())
        .rulesetId(cause.campaignId())
        .ruleIndex(cause.ruleIndex())
        .ruleName(promotion.code())
        .effectType(type)
        .triggeredByCoupon(promotion.kind() == Promotion.Kind.COUPON ? cause.id() : null)
        .props(props)
        .build();
  }
}
