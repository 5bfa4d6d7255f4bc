package io.customersession.stub.promotion;

import io.customersession.contract.operation.Operation;
import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.contract.stub.memory.StoreFullException;
import io.customersession.stub.account.Application;
import io.customersession.stub.account.Fixtures;
import io.customersession.stub.account.Limits;
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
 * The coupons and referrals of an account, and what they do to sessions. It keeps nothing; how
 * often codes were used is asked of a {@link Usage}.
 *
 * <p>Codes are looked at in the order of the session, the referral last. Each takes its discount
 * off what the ones before it left: percentages cascade. What is left of the cart is the sum of its
 * items less every discount so far; what is left of a unit is its price less the discounts of that
 * unit. A discount off the cart is not spread over its units, so that a percentage off a unit is
 * the same before and after it. A discount has as many decimal places as the application's
 * currency, rounded half up, and is never more than what is left of the unit and of the cart.
 * Additional costs are not discounted.
 */
public final class Promotions {
  private static final long EFFECT_BYTES = 1_000;
  private static final int EFFECT_SHARE = 16;

  /** A coupon on each unit of the largest cart, twice. */
  private static final long MIN_MAX_EFFECTS = 20_000;

  private final @Nullable Map<Long, Application> applications;
  private final Map<Promotion.Kind, Map<String, Numbered>> codes = new HashMap<>();
  private final Map<String, Limits> campaignLimits;
  private final List<EffectRule> rules;
  private final long maxEffects;

  /**
   * A promotion with its internal ids.
   *
   * @param id counted from 1 for each kind
   * @param campaignId counted from 1
   * @param ruleIndex its place in the campaign, counted from 0
   */
  record Numbered(Promotion promotion, long id, long campaignId, int ruleIndex) {}

  /**
   * Makes the promotions of an account.
   *
   * @param rules asked in this order
   * @param maxMemory how many bytes the stub may take, of which the effects of one session are a
   *     small part
   */
  public Promotions(Fixtures fixtures, List<EffectRule> rules, long maxMemory) {
    this.maxEffects = Math.max(MIN_MAX_EFFECTS, maxMemory / EFFECT_SHARE / EFFECT_BYTES);
    this.applications = fixtures.applications();
    this.campaignLimits = fixtures.limits();
    this.rules = List.copyOf(rules);
    Map<String, Long> campaignIds = new LinkedHashMap<>();
    Map<String, Integer> ruleCounts = new HashMap<>();
    number(Promotion.Kind.COUPON, fixtures.coupons(), campaignIds, ruleCounts);
    number(Promotion.Kind.REFERRAL, fixtures.referrals(), campaignIds, ruleCounts);
  }

  /** Returns whether there is any code whose uses count. */
  public boolean haveCodes() {
    return !codes.isEmpty();
  }

  /**
   * Works out what a session gets that is open, or is being closed.
   *
   * @param only the internal ids of the only campaigns to look at; all if empty
   * @param closing whether the codes that are accepted count
   */
  public Consequence evaluate(
      Operation operation,
      CustomerSessionV2 session,
      OffsetDateTime at,
      Collection<Long> only,
      boolean closing,
      Usage usage) {
    if (codes.isEmpty() && rules.isEmpty()) {
      return Consequence.none(Standing.NONE);
    }
    List<Effect> effects = new ArrayList<>();
    Discounts discounts = new Discounts(session.getCartItems(), decimalPlaces(session));
    Map<Usage.Key, Integer> pending = new HashMap<>();
    for (Promotion.Kind kind : Promotion.Kind.values()) {
      if (!codes.containsKey(kind)) {
        continue;
      }
      for (String code : entered(kind, session)) {
        Numbered found = find(kind, code, session.getApplicationId());
        Rejection rejection = reject(kind, found, session, at, only, usage, pending);
        if (found == null || rejection != null) {
          effects.add(rejected(kind, code, found, Objects.requireNonNull(rejection)));
        } else {
          keys(found.promotion(), session).forEach(key -> pending.merge(key, 1, Integer::sum));
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
    List<Redemption> counted = closing ? redemptions(decided, session) : List.of();
    return new Consequence(new Standing(decided, counted), decided, counted, List.of());
  }

  /**
   * Works out what a session loses that is cancelled or reopened.
   *
   * @param before where the session stood; {@link Standing#NONE} if it was open, and nothing
   *     counted
   */
  public Consequence takeBack(
      Operation operation, CustomerSessionV2 session, OffsetDateTime at, Standing before) {
    if (before.counted().isEmpty() && before.effects().isEmpty() && rules.isEmpty()) {
      return Consequence.none(Standing.NONE);
    }
    return new Consequence(
        Standing.NONE,
        decide(operation, session, at, rollbacks(before.effects())),
        List.of(),
        before.counted());
  }

  /**
   * Works out what a session loses whose items are returned: the discounts of the units, and a code
   * none of whose discounts is left. What is off the cart goes with its last unit, and so does what
   * is said to be off a unit that the cart does not have.
   *
   * @param cartBefore the cart before the return
   * @param session the session after it
   */
  public Consequence takeBackUnits(
      Operation operation,
      List<CartItem> cartBefore,
      CustomerSessionV2 session,
      OffsetDateTime at,
      Standing before) {
    List<CartItem> cart = session.getCartItems();
    boolean everything =
        cart.stream().allMatch(item -> Integer.valueOf(0).equals(item.getRemainingQuantity()));
    List<Effect> gone = new ArrayList<>();
    List<Effect> left = new ArrayList<>();
    for (Effect effect : before.effects()) {
      boolean goes = namesUnit(effect, cart) ? isReturned(effect, cartBefore, cart) : everything;
      (goes ? gone : left).add(effect);
    }
    Set<List<Object>> withoutUnits = rulesOfUnits(before.effects());
    withoutUnits.removeAll(rulesOfUnits(left));
    left.removeIf(
        effect -> {
          boolean goes = Effects.accepted(effect) != null && withoutUnits.contains(rule(effect));
          return goes && gone.add(effect);
        });
    List<Redemption> kept = new ArrayList<>();
    List<Redemption> givenBack = new ArrayList<>();
    for (Redemption redemption : before.counted()) {
      (gone.stream().anyMatch(effect -> accepts(effect, redemption)) ? givenBack : kept)
          .add(redemption);
    }
    return new Consequence(
        new Standing(left, kept),
        decide(operation, session, at, rollbacks(gone)),
        List.of(),
        givenBack);
  }

  /** Returns a promotion by its code, or null if it is not known in an application. */
  @Nullable Numbered find(Promotion.Kind kind, String code, long application) {
    Map<String, Numbered> known = codes.get(kind);
    Numbered found = known == null ? null : known.get(code);
    return found != null && found.promotion().isValidIn(application) ? found : null;
  }

  /** Returns all promotions of a campaign; none if there is no such campaign. */
  List<Numbered> campaign(long id) {
    return codes.values().stream()
        .flatMap(known -> known.values().stream())
        .filter(each -> each.campaignId() == id)
        .toList();
  }

  private record Rejection(String reason, String details) {}

  private void number(
      Promotion.Kind kind,
      @Nullable Map<String, Promotion> promotions,
      Map<String, Long> campaignIds,
      Map<String, Integer> ruleCounts) {
    if (promotions == null) {
      return;
    }
    Map<String, Numbered> numbered = new LinkedHashMap<>();
    for (Promotion promotion : promotions.values()) {
      String campaign = promotion.campaign();
      long campaignId = campaignIds.computeIfAbsent(campaign, none -> campaignIds.size() + 1L);
      int rule = ruleCounts.merge(campaign, 1, Integer::sum) - 1;
      numbered.put(
          promotion.code(), new Numbered(promotion, numbered.size() + 1L, campaignId, rule));
    }
    codes.put(kind, numbered);
  }

  private static Collection<String> entered(Promotion.Kind kind, CustomerSessionV2 session) {
    if (kind == Promotion.Kind.COUPON) {
      List<String> coupons = session.getCouponCodes();
      return coupons == null ? List.of() : new LinkedHashSet<>(coupons);
    }
    String referral = session.getReferralCode();
    return referral == null || referral.isEmpty() ? List.of() : List.of(referral);
  }

  private @Nullable Rejection reject(
      Promotion.Kind kind,
      @Nullable Numbered found,
      CustomerSessionV2 session,
      OffsetDateTime at,
      Collection<Long> only,
      Usage usage,
      Map<Usage.Key, Integer> pending) {
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
            new Counters(subject(promotion), promotion.limits(), promotion, session),
            prefix,
            prefix + "LimitReached",
            usage,
            pending);
    Limits ofCampaign = campaignLimits.get(promotion.campaign());
    return limited != null || ofCampaign == null
        ? limited
        : limited(
            new Counters(subjectOfCampaign(promotion), ofCampaign, promotion, session),
            prefix,
            "CampaignLimitReached",
            usage,
            pending);
  }

  /** The counters of one code or campaign that a session counts in. */
  private record Counters(
      String subject, Limits limits, Promotion promotion, CustomerSessionV2 session) {
    private Usage.Key all() {
      return new Usage.Key(subject, Usage.By.ALL, application(), "");
    }

    /** Returns whose uses count together: a campaign's in all applications, whatever its codes'. */
    private long application() {
      Long only = promotion.application();
      return only == null || !subject.equals(Promotions.subject(promotion)) ? 0 : only;
    }

    private Usage.@Nullable Key profile() {
      String profile = session.getProfileId();
      return profile == null || profile.isEmpty()
          ? null
          : new Usage.Key(subject, Usage.By.PROFILE, session.getApplicationId(), profile);
    }

    private List<Usage.Key> identifiers() {
      List<String> identifiers = session.getIdentifiers();
      return identifiers == null
          ? List.of()
          : identifiers.stream()
              .distinct()
              .map(
                  identifier ->
                      new Usage.Key(subject, Usage.By.IDENTIFIER, application(), identifier))
              .toList();
    }

    private List<Usage.Key> keys() {
      List<Usage.Key> keys = new ArrayList<>();
      keys.add(all());
      Usage.Key profile = profile();
      if (profile != null) {
        keys.add(profile);
      }
      keys.addAll(identifiers());
      return keys;
    }
  }

  private static @Nullable Rejection limited(
      Counters counters,
      String prefix,
      String reached,
      Usage usage,
      Map<Usage.Key, Integer> pending) {
    Limits limits = counters.limits();
    if (isReached(limits.total(), counters.all(), usage, pending)) {
      return new Rejection(reached, "It may be used " + limits.total() + " times in all.");
    }
    if (limits.perProfile() != null) {
      Usage.Key profile = counters.profile();
      if (profile == null) {
        return new Rejection(
            prefix.equals("Coupon") ? "ProfileRequired" : "ReferralRejectedByCondition",
            "It is limited per profile, and the session has none.");
      }
      if (isReached(limits.perProfile(), profile, usage, pending)) {
        return new Rejection(
            "ProfileLimitReached",
            "It may be used " + limits.perProfile() + " times by one profile.");
      }
    }
    for (Usage.Key identifier : counters.identifiers()) {
      if (isReached(limits.perIdentifier(), identifier, usage, pending)) {
        return new Rejection(
            reached, "It may be used " + limits.perIdentifier() + " times with one identifier.");
      }
    }
    return null;
  }

  private static boolean isReached(
      @Nullable Integer most, Usage.Key key, Usage usage, Map<Usage.Key, Integer> pending) {
    return most != null && usage.count(key) + pending.getOrDefault(key, 0) >= most;
  }

  private static String subject(Promotion promotion) {
    return promotion.kind().word() + ":" + promotion.code();
  }

  private static String subjectOfCampaign(Promotion promotion) {
    return "campaign:" + promotion.campaign();
  }

  /** Returns the counter of all uses of a promotion. */
  static Usage.Key total(Promotion promotion) {
    Long application = promotion.application();
    return new Usage.Key(
        subject(promotion), Usage.By.ALL, application == null ? 0 : application, "");
  }

  /** Returns how often a session's profile used a promotion; 0 if it has none. */
  static int usesByOwner(Promotion promotion, CustomerSessionV2 session, Usage usage) {
    Usage.Key owner = new Counters(subject(promotion), Limits.NONE, promotion, session).profile();
    return owner == null ? 0 : usage.count(owner);
  }

  /** Returns the profiles of an application that used a promotion. */
  static List<String> users(Promotion promotion, long application, Usage usage) {
    return usage.profiles(subject(promotion), application);
  }

  private static List<Usage.Key> keys(Promotion promotion, CustomerSessionV2 session) {
    List<Usage.Key> keys =
        new ArrayList<>(new Counters(subject(promotion), Limits.NONE, promotion, session).keys());
    keys.addAll(new Counters(subjectOfCampaign(promotion), Limits.NONE, promotion, session).keys());
    return keys;
  }

  /** Returns the uses that effects mean, also where a rule has put them there. */
  private List<Redemption> redemptions(List<Effect> effects, CustomerSessionV2 session) {
    List<Redemption> redemptions = new ArrayList<>();
    Set<List<Object>> seen = new HashSet<>();
    for (Effect effect : effects) {
      Promotion.Kind kind = Effects.accepted(effect);
      if (kind != null) {
        String code = Effects.text(effect, "value");
        Numbered found = find(kind, code, session.getApplicationId());
        if (found != null && seen.add(List.of(kind, code))) {
          redemptions.add(new Redemption(kind, code, keys(found.promotion(), session)));
        }
      }
    }
    return redemptions;
  }

  private static boolean accepts(Effect effect, Redemption redemption) {
    return Effects.accepted(effect) == redemption.kind()
        && Effects.text(effect, "value").equals(redemption.code());
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

  private static List<Effect> rollbacks(List<Effect> effects) {
    return effects.stream().map(Effects::rollback).filter(Objects::nonNull).toList();
  }

  private static boolean namesUnit(Effect effect, List<CartItem> cart) {
    int position = Effects.index(effect, "position");
    int unit = Effects.index(effect, "subPosition");
    return Effects.isForUnit(effect)
        && position >= 0
        && position < cart.size()
        && unit >= 0
        && unit < cart.get(position).getQuantity();
  }

  /** Units of a line are returned in the order of their numbers. */
  private static boolean isReturned(Effect effect, List<CartItem> before, List<CartItem> after) {
    int position = Effects.index(effect, "position");
    int unit = Effects.index(effect, "subPosition");
    return unit >= returned(before.get(position)) && unit < returned(after.get(position));
  }

  private static int returned(CartItem item) {
    return Objects.requireNonNullElse(item.getReturnedQuantity(), 0);
  }

  private static Set<List<Object>> rulesOfUnits(List<Effect> effects) {
    Set<List<Object>> found = new HashSet<>();
    effects.stream().filter(Effects::isForUnit).forEach(effect -> found.add(rule(effect)));
    return found;
  }

  private static List<Object> rule(Effect effect) {
    return List.of(effect.getCampaignId(), effect.getRuleIndex());
  }

  private int decimalPlaces(CustomerSessionV2 session) {
    Application application =
        applications == null ? null : applications.get(session.getApplicationId());
    return application == null ? Application.DEFAULT_DECIMAL_PLACES : application.decimalPlaces();
  }

  private static Effect rejected(
      Promotion.Kind kind, String code, @Nullable Numbered found, Rejection rejection) {
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

  private static Effect effect(Numbered cause, String type, Map<String, Object> props) {
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
