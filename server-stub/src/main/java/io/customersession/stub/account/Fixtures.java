package io.customersession.stub.account;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
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

  private static <K, V> @Nullable Map<K, V> copy(@Nullable Map<K, V> part) {
    return part == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(part));
  }

  /**
   * Collects fixtures in the words of a fixtures file. A method that is called without anything
   * says that the account has none of that.
   */
  public static final class Builder {
    private @Nullable Map<Long, Application> applications;
    private final Map<String, Long> owners = new HashMap<>();
    private final Map<Entity, Map<String, Attribute>> attributes = new EnumMap<>(Entity.class);
    private @Nullable Map<String, AdditionalCost> additionalCosts;
    private @Nullable Map<String, Promotion> coupons;
    private @Nullable Map<String, Promotion> referrals;
    private final Set<String> campaigns = new LinkedHashSet<>();
    private final Map<String, Limits> limits = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Adds applications. Then only their keys will do.
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
     * @throws IllegalArgumentException if a code is there already, names an application that is
     *     not, or anything is out of its range
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
     * @throws IllegalArgumentException if a code is there already, names an application that is
     *     not, or anything is out of its range
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
     * @throws IllegalArgumentException if no coupon or referral belongs to the campaign, or it is
     *     limited already
     */
    public Builder limits(String campaign, Limits most) {
      require(campaigns.contains(campaign), "there is no campaign \"" + campaign + "\" to limit");
      require(
          limits.putIfAbsent(campaign, most) == null,
          "the campaign \"" + campaign + "\" is limited already");
      return this;
    }

    /** Returns the fixtures. */
    public Fixtures build() {
      return new Fixtures(this);
    }

    private void add(Map<String, Promotion> known, Promotion promotion) {
      String subject = "the " + promotion.kind().word() + " \"" + promotion.code() + "\" ";
      Long application = promotion.application();
      require(
          application == null || applications == null || applications.containsKey(application),
          subject + "is for application " + application + ", which is not there");
      require(known.putIfAbsent(promotion.code(), promotion) == null, subject + "is there already");
      campaigns.add(promotion.campaign());
    }

    private static void require(boolean held, String rule) {
      if (!held) {
        throw new IllegalArgumentException(rule);
      }
    }
  }
}
