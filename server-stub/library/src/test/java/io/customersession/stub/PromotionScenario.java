package io.customersession.stub;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.customersession.stub.account.Application;
import io.customersession.stub.account.Fixtures;
import io.customersession.stub.account.Limits;
import io.customersession.stub.account.Promotion;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A stub whose account has coupons and referrals, and short forms to read its responses. */
abstract class PromotionScenario extends FixturesScenario {
  static final Fixtures ACCOUNT =
      Fixtures.builder()
          .applications(
              Application.of(1).currency("EUR").apiKeys("shop").managementKeys("office"),
              Application.of(2).currency("JPY").apiKeys("tea"),
              Application.of(3).currency("KWD").apiKeys("oil"))
          .coupons(
              Promotion.coupon("TEN").percent("10").label("Ten off").campaign("Spring"),
              Promotion.coupon("TEN2").percent("10").label("Ten more"),
              Promotion.coupon("FIVE").amount("5.00"),
              Promotion.coupon("THIRD").percent("33.333"),
              Promotion.coupon("ALL").percent("100"),
              Promotion.coupon("MUG2").amount("2").sku("mug").label("Mugs"),
              Promotion.coupon("CUPS10").percent("10").category("cups"),
              Promotion.coupon("NOTHING"),
              Promotion.coupon("TEA-ONLY").application(2).amount("1"),
              Promotion.coupon("SOON").starts(OffsetDateTime.parse("2030-01-01T00:00:00Z")),
              Promotion.coupon("OLD").expires(OffsetDateTime.parse("2020-01-01T00:00:00Z")),
              Promotion.coupon("JANE").recipient("jane"),
              Promotion.coupon("ONCE").amount("1").limits(Limits.NONE.total(1)),
              Promotion.coupon("ONCE-EACH").amount("1").limits(Limits.NONE.perProfile(1)),
              Promotion.coupon("ONCE-HERE").amount("1").limits(Limits.NONE.perIdentifier(1)),
              Promotion.coupon("A-FEW").amount("1").limits(new Limits(9, 9, 9)),
              Promotion.coupon("A").application(1).amount("1").campaign("Budget"),
              Promotion.coupon("B").amount("1").campaign("Budget"))
          .referrals(
              Promotion.referral("FRIEND").advocate("jane").amount("3").label("Friends"),
              Promotion.referral("FRIEND-OLD")
                  .advocate("jane")
                  .expires(OffsetDateTime.parse("2020-01-01T00:00:00Z")),
              Promotion.referral("FOR-BOB")
                  .advocate("jane")
                  .recipient("bob")
                  .limits(Limits.NONE.total(1)))
          .limits("Budget", Limits.NONE.total(1))
          .build();

  static final String MUGS =
      "\"cartItems\":[{\"sku\":\"pot\",\"category\":\"pots\",\"price\":80,\"quantity\":1},"
          + "{\"sku\":\"mug\",\"category\":\"cups\",\"price\":10,\"quantity\":2}]";

  PromotionScenario() {
    super(ACCOUNT);
  }

  static String coupons(String... codes) {
    return "\"couponCodes\":[\"" + String.join("\",\"", codes) + "\"]";
  }

  static String cart(String price, int quantity) {
    return "\"cartItems\":[{\"sku\":\"a\",\"price\":" + price + ",\"quantity\":" + quantity + "}]";
  }

  /** Returns effects as their types and the values of their properties, without the details. */
  static List<String> effects(Api.Response response) {
    return effects(response.json().getAsJsonArray("effects"));
  }

  static List<String> effects(JsonArray effects) {
    List<String> shown = new ArrayList<>();
    effects.forEach(
        element -> {
          JsonObject effect = element.getAsJsonObject();
          StringBuilder text = new StringBuilder(effect.get("effectType").getAsString());
          for (Map.Entry<String, com.google.gson.JsonElement> prop :
              effect.getAsJsonObject("props").entrySet()) {
            if (!prop.getKey().equals("details")) {
              text.append(' ').append(prop.getValue().getAsString());
            }
          }
          shown.add(text.toString());
        });
    return shown;
  }

  String discounts(String id) {
    return api.getV1(id).expect(200).json().getAsJsonObject("discounts").toString();
  }

  int used(String code) {
    JsonArray coupons =
        api.send(
                "PUT",
                "/v2/customer_sessions/probe?dry=true",
                "{\"customerSession\":{" + coupons(code) + "},\"responseContent\":[\"coupons\"]}")
            .expect(200)
            .json()
            .getAsJsonArray("coupons");
    return coupons.get(0).getAsJsonObject().get("usageCounter").getAsInt();
  }
}
