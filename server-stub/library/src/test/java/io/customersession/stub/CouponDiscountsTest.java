package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The discounts that coupons give. */
class CouponDiscountsTest extends PromotionScenario {
  @Test
  void coupon_offTheCart_isAcceptedAndGivesADiscount() {
    Api.Response response = api.putV2("s", "{" + coupons("TEN") + "," + MUGS + "}").expect(200);

    assertThat(effects(response)).containsExactly("acceptCoupon TEN", "setDiscount Ten off 10.00");
    assertThat(discounts("s")).isEqualTo("{\"Ten off\":10.00}");
    assertThat(response.session().get("total").getAsInt()).isEqualTo(100);
    assertThat(effects(api.getV2("s"))).isEqualTo(effects(response));
  }

  @Test
  void coupon_offItems_givesADiscountForEachUnit() {
    Api.Response response = api.putV2("s", "{" + coupons("MUG2") + "," + MUGS + "}").expect(200);

    assertThat(effects(response))
        .containsExactly(
            "acceptCoupon MUG2",
            "setDiscountPerItem Mugs 2.00 1 0",
            "setDiscountPerItem Mugs 2.00 1 1");
    assertThat(discounts("s")).isEqualTo("{\"Mugs\":4.00}");
  }

  @Test
  void coupon_offACategory_givesAPercentageOfEachUnit() {
    Api.Response response = api.putV2("s", "{" + coupons("CUPS10") + "," + MUGS + "}").expect(200);

    assertThat(effects(response))
        .containsExactly(
            "acceptCoupon CUPS10",
            "setDiscountPerItem CUPS10 1.00 1 0",
            "setDiscountPerItem CUPS10 1.00 1 1");
  }

  @Test
  void percentages_cascade() {
    Api.Response response =
        api.putV2("s", "{" + coupons("TEN", "TEN2") + "," + MUGS + "}").expect(200);

    assertThat(effects(response))
        .containsExactly(
            "acceptCoupon TEN",
            "setDiscount Ten off 10.00",
            "acceptCoupon TEN2",
            "setDiscount Ten more 9.00");
  }

  @Test
  void percentages_ofUnits_cascadeUnitByUnit() {
    Api.Response response =
        api.putV2("s", "{" + coupons("MUG2", "CUPS10") + "," + MUGS + "}").expect(200);

    assertThat(effects(response))
        .contains("setDiscountPerItem CUPS10 0.80 1 0", "setDiscountPerItem CUPS10 0.80 1 1");
  }

  /** Of what is left of the cart: 100 - 4 = 96. */
  @Test
  void percentage_offTheCart_afterDiscountsOfUnits_isOfWhatTheyLeft() {
    Api.Response response =
        api.putV2("s", "{" + coupons("MUG2", "TEN") + "," + MUGS + "}").expect(200);

    assertThat(effects(response)).endsWith("acceptCoupon TEN", "setDiscount Ten off 9.60");
  }

  /** Of the unit's own price: what is off the cart is not spread over its units. */
  @Test
  void percentage_offUnits_afterADiscountOffTheCart_isOfTheirPrices() {
    Api.Response response =
        api.putV2("s", "{" + coupons("TEN", "CUPS10") + "," + MUGS + "}").expect(200);

    assertThat(effects(response))
        .containsExactly(
            "acceptCoupon TEN",
            "setDiscount Ten off 10.00",
            "acceptCoupon CUPS10",
            "setDiscountPerItem CUPS10 1.00 1 0",
            "setDiscountPerItem CUPS10 1.00 1 1");
  }

  @Test
  void discountsOfUnits_afterADiscountOffTheCart_endWhereTheCartDoes() {
    Api.Response response =
        api.putV2("s", "{" + coupons("ALL", "MUG2") + "," + MUGS + "}").expect(200);

    assertThat(effects(response))
        .containsExactly("acceptCoupon ALL", "setDiscount ALL 100.00", "acceptCoupon MUG2");
  }

  @Test
  void labels_ofSeveralCodes_areSummedUp() {
    api.putV2("s", "{" + coupons("FIVE", "MUG2", "TEN") + "," + MUGS + "}").expect(200);

    // 100 - 5 - 4 = 91, of which a tenth.
    assertThat(discounts("s")).isEqualTo("{\"FIVE\":5.00,\"Mugs\":4.00,\"Ten off\":9.10}");
  }

  /** Half up, to the currency's decimal places. */
  @ParameterizedTest
  @CsvSource({
    "shop, 10.05, 1, TEN, 1.01",
    "shop, 10.04, 1, TEN, 1.00",
    "shop, 100, 1, THIRD, 33.33",
    "shop, 0.005, 1, ALL, ''",
    "shop, 0.015, 1, ALL, 0.01",
    "shop, 3, 1, FIVE, 3.00",
    "tea, 125, 1, TEN, 13",
    "tea, 100, 1, THIRD, 33",
    "oil, 1, 1, THIRD, 0.333",
    "oil, 0.0125, 1, ALL, 0.012"
  })
  void discount_isRoundedToTheCurrency_andNeverMoreThanThePrice(
      String key, String price, int quantity, String code, String discount) {
    api.header("Authorization", "ApiKey-v1 " + key);

    Api.Response response =
        api.putV2("s", "{" + coupons(code) + "," + cart(price, quantity) + "}").expect(200);

    JsonArray effects = response.json().getAsJsonArray("effects");
    assertThat(effects(response).get(0)).isEqualTo("acceptCoupon " + code);
    if (discount.isEmpty()) {
      assertThat(effects).hasSize(1);
    } else {
      assertThat(
              effects.get(1).getAsJsonObject().getAsJsonObject("props").get("value").getAsString())
          .isEqualTo(discount);
    }
  }

  @Test
  void additionalCosts_areNotDiscounted() {
    Api.Response response =
        api.putV2(
            "s",
            "{"
                + coupons("ALL")
                + ","
                + cart("10", 1)
                + ",\"additionalCosts\":{\"x\":{\"price\":5}}}");

    assertThat(effects(response)).contains("setDiscount ALL 10.00");
    assertThat(response.session().get("total").getAsInt()).isEqualTo(15);
  }
}
