package io.customersession.stub.account;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A coupon or a referral: a code, when and for whom it is valid, and what it gives.
 *
 * @param kind whether it is a coupon or a referral
 * @param code the code, 1 to 100 characters
 * @param application the only application that it is valid in, or null for all
 * @param campaign the name of the campaign it belongs to
 * @param label what its discount is called
 * @param percent the percentage off the price, more than 0 and at most 100, or null
 * @param amount the amount off, more than 0, in the application's currency, or null
 * @param sku the only items that it takes something off, or null
 * @param category the category of the only items that it takes something off, or null; without both
 *     it is taken off the cart
 * @param starts when it becomes valid, or null if it always was
 * @param expires the time from which it is no longer valid, or null if it does not expire
 * @param recipient the integration id of the only profile that may use it, or null
 * @param advocate of a referral, the integration id of the profile that refers
 * @param limits how often it may be used
 */
public record Promotion(
    Kind kind,
    String code,
    @Nullable Long application,
    String campaign,
    String label,
    @Nullable BigDecimal percent,
    @Nullable BigDecimal amount,
    @Nullable String sku,
    @Nullable String category,
    @Nullable OffsetDateTime starts,
    @Nullable OffsetDateTime expires,
    @Nullable String recipient,
    String advocate,
    Limits limits) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final int LONGEST_CODE = 100;

  /** Coupon or referral. */
  public enum Kind {
    /** A coupon. */
    COUPON("coupon"),
    /** A referral. */
    REFERRAL("referral");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** Returns the word for one of them. */
    public String word() {
      return word;
    }
  }

  /**
   * Makes a promotion.
   *
   * @throws IllegalArgumentException if anything is out of its range, or excludes something else
   */
  public Promotion {
    String subject = "the " + kind.word() + " \"" + code + "\" ";
    for (Object value :
        new @Nullable Object[] {
          code, campaign, label, percent, amount, sku, category, recipient, advocate
        }) {
      FixtureValue.require("a " + kind.word(), value);
    }
    require(
        !code.isEmpty() && code.length() <= LONGEST_CODE,
        subject + "must have 1 to 100 characters");
    require(percent == null || amount == null, subject + "cannot give a percentage and an amount");
    require(
        percent == null || (percent.signum() > 0 && percent.compareTo(HUNDRED) <= 0),
        subject + "must give over 0 and at most 100 percent");
    require(amount == null || amount.signum() > 0, subject + "must give an amount over 0");
    require(sku == null || category == null, subject + "cannot be for a sku and a category");
    require(
        (sku == null && category == null) || percent != null || amount != null,
        subject + "is for some items, but gives neither a percentage nor an amount");
    require(
        starts == null || expires == null || starts.isBefore(expires),
        subject + "must start before it expires");
    require(kind != Kind.REFERRAL || !advocate.isEmpty(), subject + "must name its advocate");
    require(!label.isEmpty(), subject + "must have a label that is not empty");
    Objects.requireNonNull(limits, "limits");
  }

  /** Returns a builder for a coupon. */
  public static Builder coupon(String code) {
    return new Builder(Kind.COUPON, code);
  }

  /** Returns a builder for a referral. */
  public static Builder referral(String code) {
    return new Builder(Kind.REFERRAL, code);
  }

  /** Returns whether it takes something off items rather than off the cart. */
  public boolean isForItems() {
    return sku != null || category != null;
  }

  /** Returns whether it is valid in an application. */
  public boolean isValidIn(long otherApplication) {
    return application == null || application == otherApplication;
  }

  private static void require(boolean held, String rule) {
    if (!held) {
      throw new IllegalArgumentException(rule);
    }
  }

  /** Collects what a coupon or a referral is, in the words of a fixtures file. */
  public static final class Builder {
    private final Kind kind;
    private final String code;
    private @Nullable Long application;
    private @Nullable String campaign;
    private @Nullable String label;
    private @Nullable BigDecimal percent;
    private @Nullable BigDecimal amount;
    private @Nullable String sku;
    private @Nullable String category;
    private @Nullable OffsetDateTime starts;
    private @Nullable OffsetDateTime expires;
    private @Nullable String recipient;
    private String advocate = "";
    private Limits limits = Limits.NONE;

    private Builder(Kind kind, String code) {
      this.kind = kind;
      this.code = code;
    }

    /** Restricts the promotion to one application. Default: all applications. */
    public Builder application(long id) {
      application = id;
      return this;
    }

    /** Sets the name of the campaign that it belongs to; one of its own, called like the code. */
    public Builder campaign(String name) {
      campaign = name;
      return this;
    }

    /** Sets the name of its discount. Default: the code. */
    public Builder label(String text) {
      label = text;
      return this;
    }

    /** Sets the percentage off the price, more than 0 and at most 100. */
    public Builder percent(String decimal) {
      percent = new BigDecimal(decimal);
      return this;
    }

    /** Sets the amount off the cart, or off each unit of the items; more than 0. */
    public Builder amount(String decimal) {
      amount = new BigDecimal(decimal);
      return this;
    }

    /** Sets that it takes something off units of one sku only. */
    public Builder sku(String only) {
      sku = only;
      return this;
    }

    /** Sets that it takes something off units of one category only. */
    public Builder category(String only) {
      category = only;
      return this;
    }

    /** Sets from when on it is valid. */
    public Builder starts(OffsetDateTime at) {
      starts = at;
      return this;
    }

    /** Sets the time from which it is no longer valid. */
    public Builder expires(OffsetDateTime at) {
      expires = at;
      return this;
    }

    /** Sets the integration id of the only profile that may use it. */
    public Builder recipient(String profile) {
      recipient = profile;
      return this;
    }

    /** Sets the integration id of the profile that refers; it cannot use its own referral. */
    public Builder advocate(String profile) {
      advocate = profile;
      return this;
    }

    /** Sets the limits of its use. Default: unlimited. */
    public Builder limits(Limits max) {
      limits = max;
      return this;
    }

    Promotion build() {
      return new Promotion(
          kind,
          code,
          application,
          campaign == null ? code : campaign,
          label == null ? code : label,
          percent,
          amount,
          sku,
          category,
          starts,
          expires,
          recipient,
          advocate,
          limits);
    }
  }
}
