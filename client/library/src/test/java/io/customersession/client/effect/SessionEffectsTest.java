package io.customersession.client.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.customersession.client.CustomerSessions;
import io.customersession.client.SessionChange;
import io.customersession.client.SessionChangeV1;
import io.customersession.client.model.CartItem;
import io.customersession.client.model.CustomerSession;
import io.customersession.client.model.Effect;
import io.customersession.client.model.IntegrationState;
import io.customersession.client.model.IntegrationStateV2;
import io.customersession.client.model.ReturnedCartItem;
import io.customersession.client.model.SessionWithEffects;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.account.Fixtures;
import io.customersession.stub.account.Promotion;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.CartPrice;

/** Discounts, rejected coupons and prices on v2 and v1, from a stub with coupons. */
class SessionEffectsTest {
  private static final CartItem MUGS =
      CartItem.builder().sku("mug").quantity(2).price(new BigDecimal("10.50")).build();
  private static final Fixtures ACCOUNT =
      Fixtures.builder()
          .coupons(
              Promotion.coupon("TEN").percent("10").label("Ten percent"),
              Promotion.coupon("MUG").amount("1.50").sku("mug").label("Mugs"),
              Promotion.coupon("ALL").amount("500").label("Everything"))
          .build();

  private CustomerSessionStub stub;
  private CustomerSessions sessions;

  @BeforeEach
  void start() {
    stub = CustomerSessionStub.builder().fixtures(ACCOUNT).start();
    sessions = CustomerSessions.builder().baseUrl(stub.url()).apiKey("secret").build();
  }

  @AfterEach
  void stop() {
    sessions.close();
    stub.close();
  }

  private static SessionChange cart(String... coupons) {
    return SessionChange.builder().cartItems(List.of(MUGS)).couponCodes(List.of(coupons)).build();
  }

  @Test
  void update_withCoupons_hasDiscountsRejectionsAndThePrice() {
    IntegrationStateV2 response = sessions.update("s1", cart("TEN", "NONE"));
    SessionEffects effects = SessionEffects.of(response);

    assertThat(effects.discounts())
        .containsExactly(new Discount("Ten percent", new BigDecimal("2.10"), null, null));
    assertThat(effects.discounts().get(0).position()).isEmpty();
    assertThat(effects.discounts().get(0)).hasToString("2.10 (Ten percent)");
    assertThat(effects.totalDiscount()).isEqualTo("2.10");
    assertThat(effects.discountedTotal()).contains(new BigDecimal("18.90"));
    RejectedCoupon rejected = effects.rejectedCoupons().get(0);
    assertThat(effects.rejectedCoupons()).hasSize(1);
    assertThat(rejected.code()).isEqualTo("NONE");
    assertThat(rejected.reason()).isEqualTo("CouponNotFound");
    assertThat(rejected.details()).isPresent();
    assertThat(rejected).hasToString("CouponNotFound");
  }

  @Test
  void update_withADiscountOfUnits_namesEachUnit() {
    SessionEffects effects = SessionEffects.of(sessions.update("s1", cart("MUG")));

    assertThat(effects.discounts())
        .containsExactly(
            new Discount("Mugs", new BigDecimal("1.50"), 0, 0),
            new Discount("Mugs", new BigDecimal("1.50"), 0, 1));
    assertThat(effects.discounts().get(1).position()).hasValue(0);
    assertThat(effects.discounts().get(1).unit()).hasValue(1);
    assertThat(effects.discountedTotal()).contains(new BigDecimal("18.00"));
  }

  @Test
  void get_afterClosing_hasTheSameEffects() {
    sessions.update("s1", cart("TEN", "MUG"));
    SessionEffects closed = SessionEffects.of(sessions.close("s1"));
    SessionWithEffects read = sessions.get("s1");

    assertThat(SessionEffects.of(read).discounts()).hasSize(3).isEqualTo(closed.discounts());
    assertThat(SessionEffects.of(read).discountedTotal()).isEqualTo(closed.discountedTotal());
  }

  @Test
  void discount_ofEverything_leavesNothingToPay() {
    SessionEffects effects = SessionEffects.of(sessions.update("s1", cart("ALL")));

    assertThat(effects.discountedTotal().orElseThrow()).isEqualByComparingTo("0");
  }

  @Test
  void cart_withoutCoupons_costsItsTotal() {
    SessionChange change = SessionChange.builder().cartItems(List.of(MUGS)).build();
    SessionEffects effects = SessionEffects.of(sessions.update("s1", change));

    assertThat(effects.discounts()).isEmpty();
    assertThat(effects.rejectedCoupons()).isEmpty();
    assertThat(effects.totalDiscount()).isZero();
    assertThat(effects.discountedTotal()).contains(new BigDecimal("21.00"));
  }

  @Test
  void price_afterAReturnOrCancelling_isUnknown() {
    sessions.update("s1", cart("MUG"));
    sessions.close("s1");
    ReturnedCartItem mug = ReturnedCartItem.builder().sku("mug").quantity(1).build();
    SessionEffects returned = SessionEffects.of(sessions.returnItems("s1", List.of(mug)));
    SessionEffects read = SessionEffects.of(sessions.get("s1"));
    SessionEffects cancelled = SessionEffects.of(sessions.cancel("s1"));

    assertThat(returned.discounts()).isEmpty();
    assertThat(returned.discountedTotal()).isEmpty();
    assertThat(read.discounts())
        .containsExactly(new Discount("Mugs", new BigDecimal("1.50"), 0, 1));
    assertThat(read.discountedTotal()).isEmpty();
    assertThat(cancelled.discountedTotal()).isEmpty();
  }

  @Test
  void v1_withACoupon_hasDiscountsAndThePrice() {
    SessionChangeV1 change =
        SessionChangeV1.builder().cartItems(List.of(MUGS)).coupon("TEN").build();
    IntegrationState response = sessions.v1().update("s1", change);
    CustomerSession read = sessions.v1().get("s1");

    for (SessionEffects effects : List.of(SessionEffects.of(response), SessionEffects.of(read))) {
      assertThat(effects.discounts())
          .containsExactly(new Discount("Ten percent", new BigDecimal("2.10"), null, null));
      assertThat(effects.discountedTotal()).contains(new BigDecimal("18.90"));
      assertThat(effects.rejectedCoupons()).isEmpty();
    }
  }

  @Test
  void v1_withAnUnknownCoupon_hasTheRejection() {
    SessionChangeV1 change =
        SessionChangeV1.builder().cartItems(List.of(MUGS)).coupon("NONE").build();
    SessionEffects effects = SessionEffects.of(sessions.v1().update("s1", change));

    assertThat(effects.rejectedCoupons())
        .extracting(RejectedCoupon::code, RejectedCoupon::reason)
        .containsExactly(tuple("NONE", "CouponNotFound"));
    assertThat(effects.discountedTotal()).contains(new BigDecimal("21.00"));
  }

  @Test
  void effects_ofOtherKindsOrShapes_areIgnored() {
    Effect.Builder effect =
        Effect.builder().campaignId(1L).rulesetId(1L).ruleIndex(0).ruleName("r");
    Effect unknown = effect.effectType("awardGiveaway").props(Map.of("value", "x")).build();
    Effect noAmount = effect.effectType("setDiscount").props(Map.of("value", "x")).build();
    Effect noProps = effect.effectType("rejectCoupon").props(Map.of()).build();
    SessionEffects effects =
        SessionEffects.of(
            SessionWithEffects.builder().effects(List.of(unknown, noAmount, noProps)).build());

    assertThat(effects.discounts()).isEmpty();
    assertThat(effects.discountedTotal()).isEmpty();
    assertThat(effects.rejectedCoupons()).containsExactly(new RejectedCoupon("", "", null));
  }

  @Test
  void exampleOfTheReadme_returnsWhatTheCustomerPays() {
    CartPrice price = new CartPrice(sessions);

    assertThat(price.update("s1", List.of(MUGS), List.of("TEN", "NONE"))).isEqualTo("18.90");
    assertThat(price.update("s1", List.of(MUGS), List.of("MUG"))).isEqualTo("18.00");
  }
}
