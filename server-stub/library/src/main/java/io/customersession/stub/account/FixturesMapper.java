package io.customersession.stub.account;

import io.customersession.contract.stub.violation.ExpectedViolation;
import io.customersession.contract.violation.JsonPointer;
import io.customersession.stub.account.internal.AccountFixture;
import io.customersession.stub.account.internal.AdditionalCostFixture;
import io.customersession.stub.account.internal.ApplicationFixture;
import io.customersession.stub.account.internal.AttributeFixture;
import io.customersession.stub.account.internal.AttributesFixture;
import io.customersession.stub.account.internal.CostEntityFixture;
import io.customersession.stub.account.internal.CouponFixture;
import io.customersession.stub.account.internal.LimitsFixture;
import io.customersession.stub.account.internal.ReferralFixture;
import io.customersession.stub.account.internal.ValueTypeFixture;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Maps an account of a fixtures file, which keeps its schema, to fixtures. What else is wrong with
 * an item, as the builders say, is reported with its location.
 */
final class FixturesMapper {
  private final Fixtures.Builder fixtures = Fixtures.builder();
  private final BiConsumer<JsonPointer, String> problems;

  /**
   * Creates a mapper.
   *
   * @param problems receives the location and a description of each problem
   */
  FixturesMapper(BiConsumer<JsonPointer, String> problems) {
    this.problems = problems;
  }

  /** Returns the fixtures of an account; they are complete only if there is no problem. */
  Fixtures.Builder map(AccountFixture account) {
    // An item can refer to those of earlier sections only, so that a problem has a location.
    section(
        account.getApplications(),
        "applications",
        fixtures::applications,
        application -> fixtures.applications(application(application)));
    AttributesFixture attributes = account.getAttributes();
    if (attributes != null) {
      attributes(Entity.SESSION, attributes.getSession(), "session");
      attributes(Entity.CART_ITEM, attributes.getCartItem(), "cartItem");
      attributes(Entity.PROFILE, attributes.getProfile(), "profile");
    }
    section(
        account.getAdditionalCosts(),
        "additionalCosts",
        fixtures::additionalCosts,
        cost -> fixtures.additionalCosts(additionalCost(cost)));
    section(
        account.getCoupons(),
        "coupons",
        fixtures::coupons,
        coupon -> {
          Promotion.Builder promotion = coupon(coupon);
          fixtures.coupons(promotion);
          fixtures.requireFitting(promotion.build());
        });
    section(
        account.getReferrals(),
        "referrals",
        fixtures::referrals,
        referral -> {
          Promotion.Builder promotion = referral(referral);
          fixtures.referrals(promotion);
          fixtures.requireFitting(promotion.build());
        });
    section(
        account.getLimits(),
        "limits",
        () -> {},
        limits -> {
          fixtures.limits(
              limits.getCampaign(),
              new Limits(limits.getTotal(), limits.getPerProfile(), limits.getPerIdentifier()));
          fixtures.requireCampaign(limits.getCampaign());
        });
    section(
        account.getExpectedViolations(),
        "expectedViolations",
        () -> {},
        expected ->
            fixtures.expectedViolations(
                ExpectedViolation.of(expected.getRule(), expected.getLocation())));
    return fixtures;
  }

  private void attributes(
      Entity entity, @Nullable List<AttributeFixture> definitions, String name) {
    section(
        definitions,
        JsonPointer.of("attributes", name),
        () -> fixtures.attributes(entity),
        definition -> fixtures.attributes(entity, attribute(definition)));
  }

  private <T> void section(@Nullable List<T> items, String name, Runnable begin, Consumer<T> add) {
    section(items, JsonPointer.of(name), begin, add);
  }

  private <T> void section(
      @Nullable List<T> items, JsonPointer pointer, Runnable begin, Consumer<T> add) {
    if (items == null) {
      return;
    }
    begin.run();
    int index = 0;
    for (T item : items) {
      try {
        add.accept(item);
      } catch (IllegalArgumentException e) {
        problems.accept(pointer.append(index), String.valueOf(e.getMessage()));
      }
      index++;
    }
  }

  private static Application.Builder application(ApplicationFixture from) {
    Application.Builder application = Application.of(from.getId());
    set(from.getName(), application::name);
    set(from.getCurrency(), application::currency);
    set(from.getApiKeys(), keys -> application.apiKeys(keys.toArray(String[]::new)));
    set(from.getManagementKeys(), keys -> application.managementKeys(keys.toArray(String[]::new)));
    set(from.getHmacKey(), application::hmacKey);
    return application;
  }

  private static Attribute attribute(AttributeFixture from) {
    List<Object> allowed = from.getAllowed();
    return new Attribute(
        from.getName(), type(from.getType()), allowed == null ? List.of() : allowed);
  }

  private static AttributeType type(ValueTypeFixture type) {
    return switch (type) {
      case STRING -> AttributeType.STRING;
      case NUMBER -> AttributeType.NUMBER;
      case BOOLEAN -> AttributeType.BOOLEAN;
      case TIME -> AttributeType.TIME;
      case _LIST_STRING_ -> AttributeType.STRINGS;
      case _LIST_NUMBER_ -> AttributeType.NUMBERS;
      case _LIST_TIME_ -> AttributeType.TIMES;
    };
  }

  private static AdditionalCost additionalCost(AdditionalCostFixture from) {
    CostEntityFixture on = from.getOn();
    return on == null
        ? AdditionalCost.of(from.getName())
        : AdditionalCost.of(
            from.getName(),
            switch (on) {
              case SESSION -> Entity.SESSION;
              case CART_ITEM -> Entity.CART_ITEM;
            });
  }

  private static Promotion.Builder coupon(CouponFixture from) {
    Promotion.Builder coupon = Promotion.coupon(from.getCode());
    set(from.getApplication(), coupon::application);
    set(from.getCampaign(), coupon::campaign);
    set(from.getLabel(), coupon::label);
    set(from.getPercent(), percent -> coupon.percent(percent.toString()));
    set(from.getAmount(), amount -> coupon.amount(amount.toString()));
    set(from.getSku(), coupon::sku);
    set(from.getCategory(), coupon::category);
    set(from.getStarts(), coupon::starts);
    set(from.getExpires(), coupon::expires);
    set(from.getRecipient(), coupon::recipient);
    set(from.getLimits(), limits -> coupon.limits(limits(limits)));
    return coupon;
  }

  private static Promotion.Builder referral(ReferralFixture from) {
    Promotion.Builder referral = Promotion.referral(from.getCode()).advocate(from.getAdvocate());
    set(from.getApplication(), referral::application);
    set(from.getCampaign(), referral::campaign);
    set(from.getLabel(), referral::label);
    set(from.getPercent(), percent -> referral.percent(percent.toString()));
    set(from.getAmount(), amount -> referral.amount(amount.toString()));
    set(from.getSku(), referral::sku);
    set(from.getCategory(), referral::category);
    set(from.getStarts(), referral::starts);
    set(from.getExpires(), referral::expires);
    set(from.getRecipient(), referral::recipient);
    set(from.getLimits(), limits -> referral.limits(limits(limits)));
    return referral;
  }

  private static Limits limits(LimitsFixture from) {
    return new Limits(from.getTotal(), from.getPerProfile(), from.getPerIdentifier());
  }

  private static <T> void set(@Nullable T value, Consumer<T> setter) {
    if (value != null) {
      setter.accept(value);
    }
  }
}
