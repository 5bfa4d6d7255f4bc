package io.customersession.stub.account;

import io.customersession.contract.stub.violation.ExpectedViolation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an account is set up with. A part that is not given leaves everything free, as without
 * fixtures; a part that is given, even if empty, is complete: what is not in it is not valid.
 * Immutable.
 */
public final class Fixtures {
  /** An account where everything is free. */
  public static final Fixtures NONE = builder().build();

  private final @Nullable Map<Long, Application> applications;
  private final Map<Entity, Map<String, Attribute>> attributes;
  private final @Nullable Map<String, AdditionalCost> additionalCosts;
  private final @Nullable Map<String, Promotion> coupons;
  private final @Nullable Map<String, Promotion> referrals;
  private final Map<String, Limits> limits;
  private final List<ExpectedViolation> expectedViolations;

  private Fixtures(Builder builder) {
    applications = copy(builder.applications);
    attributes = new EnumMap<>(Entity.class);
    builder.attributes.forEach(
        (entity, definitions) ->
            attributes.put(entity, Collections.unmodifiableMap(new LinkedHashMap<>(definitions))));
    additionalCosts = copy(builder.additionalCosts);
    coupons = copy(builder.coupons);
    referrals = copy(builder.referrals);
    limits = Collections.unmodifiableMap(new LinkedHashMap<>(builder.limits));
    expectedViolations = List.copyOf(builder.expectedViolations);
  }

  /** Returns a builder for fixtures. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the applications by their internal ids, or null if any key belongs to application 1.
   */
  public @Nullable Map<Long, Application> applications() {
    return applications;
  }

  /** Returns the definitions of attributes by their names, or null if any attribute is valid. */
  public @Nullable Map<String, Attribute> attributes(Entity entity) {
    return attributes.get(entity);
  }

  /** Returns the definitions of additional costs by their names, or null if any is valid. */
  public @Nullable Map<String, AdditionalCost> additionalCosts() {
    return additionalCosts;
  }

  /** Returns the coupons by their codes, or null if codes have no meaning. */
  public @Nullable Map<String, Promotion> coupons() {
    return coupons;
  }

  /** Returns the referrals by their codes, or null if codes have no meaning. */
  public @Nullable Map<String, Promotion> referrals() {
    return referrals;
  }

  /** Returns how often all codes of a campaign together may be used, by the campaign's name. */
  public Map<String, Limits> limits() {
    return limits;
  }

  /** Returns the violations that callers of this account are known to cause. */
  public List<ExpectedViolation> expectedViolations() {
    return expectedViolations;
  }

  private static <K, V> @Nullable Map<K, V> copy(@Nullable Map<K, V> part) {
    return part == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(part));
  }

  /**
   * Collects fixtures in the words of a fixtures file, in any order. A method that is called
   * without anything says that the account has none of that.
   */
  public static final class Builder {
    private @Nullable Map<Long, Application> applications;
    private final Map<String, Long> owners = new HashMap<>();
    private final Map<Entity, Map<String, Attribute>> attributes = new EnumMap<>(Entity.class);
    private @Nullable Map<String, AdditionalCost> additionalCosts;
    private @Nullable Map<String, Promotion> coupons;
    private @Nullable Map<String, Promotion> referrals;
    private final Map<String, Limits> limits = new LinkedHashMap<>();
    private final List<ExpectedViolation> expectedViolations = new ArrayList<>();

    private Builder() {}

    /**
     * Adds applications. Only their keys are accepted then.
     *
     * @throws IllegalArgumentException if an id or an API key is there already, or anything is out
     *     of its range
     */
    public Builder applications(Application.Builder... added) {
      applications = applications == null ? new LinkedHashMap<>() : applications;
      for (Application.Builder each : added) {
        Application application = each.build();
        require(
            !applications.containsKey(application.id()),
            "the application " + application.id() + " is there already");
        for (String key : application.apiKeys()) {
          require(
              !owners.containsKey(key),
              "an API key of application " + application.id() + " belongs to another one already");
          owners.put(key, application.id());
        }
        applications.put(application.id(), application);
      }
      return this;
    }

    /**
     * Defines attributes of an entity. Then no others are valid there.
     *
     * @throws IllegalArgumentException if one is defined already
     */
    public Builder attributes(Entity entity, Attribute... added) {
      Map<String, Attribute> known =
          attributes.computeIfAbsent(entity, none -> new LinkedHashMap<>());
      for (Attribute attribute : added) {
        require(
            known.putIfAbsent(attribute.name(), attribute) == null,
            "the attribute \"" + attribute.name() + "\" is defined already");
      }
      return this;
    }

    /**
     * Defines additional costs. Then no others are valid.
     *
     * @throws IllegalArgumentException if one is defined already
     */
    public Builder additionalCosts(AdditionalCost... added) {
      additionalCosts = additionalCosts == null ? new LinkedHashMap<>() : additionalCosts;
      for (AdditionalCost cost : added) {
        require(
            additionalCosts.putIfAbsent(cost.name(), cost) == null,
            "the additional cost \"" + cost.name() + "\" is defined already");
      }
      return this;
    }

    /**
     * Adds coupons. Then all other codes are rejected.
     *
     * @throws IllegalArgumentException if a code is there already, or anything is out of its range
     */
    public Builder coupons(Promotion.Builder... added) {
      coupons = coupons == null ? new LinkedHashMap<>() : coupons;
      for (Promotion.Builder each : added) {
        add(coupons, each.build());
      }
      return this;
    }

    /**
     * Adds referrals. Then all other codes are rejected.
     *
     * @throws IllegalArgumentException if a code is there already, or anything is out of its range
     */
    public Builder referrals(Promotion.Builder... added) {
      referrals = referrals == null ? new LinkedHashMap<>() : referrals;
      for (Promotion.Builder each : added) {
        add(referrals, each.build());
      }
      return this;
    }

    /**
     * Limits how often all codes of a campaign together may be used.
     *
     * @throws IllegalArgumentException if the campaign is limited already
     */
    public Builder limits(String campaign, Limits max) {
      require(
          limits.putIfAbsent(campaign, max) == null,
          "the campaign \"" + campaign + "\" is limited already");
      return this;
    }

    /**
     * Adds violations that callers of this account are known to cause. They are counted apart from
     * other violations and fail no test.
     *
     * @throws IllegalArgumentException if one is there already
     */
    public Builder expectedViolations(ExpectedViolation... added) {
      for (ExpectedViolation each : added) {
        require(!expectedViolations.contains(each), "\"" + each + "\" is there already");
        expectedViolations.add(each);
      }
      return this;
    }

    /**
     * Returns the fixtures.
     *
     * @throws IllegalArgumentException if a coupon or referral is for an application that is not
     *     there, or gives an amount finer than the currency of an application that it is valid in;
     *     or if no coupon or referral belongs to a campaign that is limited
     */
    public Fixtures build() {
      promotions().forEach(this::requireFitting);
      limits.keySet().forEach(this::requireCampaign);
      return new Fixtures(this);
    }

    /** Checks that a promotion and the applications fit together. */
    void requireFitting(Promotion promotion) {
      String subject = "the " + promotion.kind().word() + " \"" + promotion.code() + "\" ";
      Long only = promotion.application();
      require(
          only == null || applications == null || applications.containsKey(only),
          subject + "is for application " + only + ", which is not there");
      BigDecimal amount = promotion.amount();
      if (amount == null) {
        return;
      }
      int places = amount.stripTrailingZeros().scale();
      if (applications == null) {
        require(
            places <= Application.DEFAULT_DECIMAL_PLACES,
            subject + "gives " + amount + ", but amounts have 2 decimal places at most");
        return;
      }
      for (Application application : applications.values()) {
        require(
            !promotion.isValidIn(application.id()) || places <= application.decimalPlaces(),
            subject
                + "gives "
                + amount
                + ", which is finer than the currency of application "
                + application.id()
                + ", "
                + application.currency());
      }
    }

    /** Checks that a campaign has a coupon or a referral. */
    void requireCampaign(String campaign) {
      require(
          promotions().anyMatch(promotion -> promotion.campaign().equals(campaign)),
          "there is no campaign \"" + campaign + "\" to limit");
    }

    private Stream<Promotion> promotions() {
      return Stream.of(coupons, referrals)
          .filter(Objects::nonNull)
          .flatMap(known -> known.values().stream());
    }

    private static void add(Map<String, Promotion> known, Promotion promotion) {
      require(
          known.putIfAbsent(promotion.code(), promotion) == null,
          "the " + promotion.kind().word() + " \"" + promotion.code() + "\" is there already");
    }

    private static void require(boolean held, String rule) {
      if (!held) {
        throw new IllegalArgumentException(rule);
      }
    }
  }
}
