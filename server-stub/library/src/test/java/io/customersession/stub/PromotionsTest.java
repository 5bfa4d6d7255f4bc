package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What coupons and referrals do to sessions. */
class PromotionsTest {
  private static final Fixtures ACCOUNT =
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

  private static final String MUGS =
      "\"cartItems\":[{\"sku\":\"pot\",\"category\":\"pots\",\"price\":80,\"quantity\":1},"
          + "{\"sku\":\"mug\",\"category\":\"cups\",\"price\":10,\"quantity\":2}]";

  private static CustomerSessionStub stub;

  private Api api;

  @BeforeAll
  static void start() {
    stub = Stubs.builder().fixtures(ACCOUNT).start();
  }

  @AfterAll
  static void stop() {
    stub.close();
  }

  @BeforeEach
  void reset() {
    stub.reset();
    api = new Api(stub).header("Authorization", "ApiKey-v1 shop");
  }

  private static String coupons(String... codes) {
    return "\"couponCodes\":[\"" + String.join("\",\"", codes) + "\"]";
  }

  private static String cart(String price, int quantity) {
    return "\"cartItems\":[{\"sku\":\"a\",\"price\":" + price + ",\"quantity\":" + quantity + "}]";
  }

  /** Returns effects as their types and the values of their properties, without the details. */
  private static List<String> effects(Api.Response response) {
    return effects(response.json().getAsJsonArray("effects"));
  }

  private static List<String> effects(JsonArray effects) {
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

  private String discounts(String id) {
    return api.getV1(id).expect(200).json().getAsJsonObject("discounts").toString();
  }

  private int used(String code) {
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

  @ParameterizedTest
  @CsvSource({
    "NONE, jane, CouponNotFound",
    "ten, jane, CouponNotFound",
    "TEA-ONLY, jane, CouponNotFound",
    "SOON, jane, CouponStartDateInFuture",
    "OLD, jane, CouponExpired",
    "JANE, bob, CouponRecipientDoesNotMatch",
    "JANE, '', CouponRecipientDoesNotMatch",
    "ONCE-EACH, '', ProfileRequired"
  })
  void coupon_notValid_isRejectedWithTheReason(String code, String profile, String reason) {
    Api.Response response =
        api.putV2("s", "{\"profileId\":\"" + profile + "\"," + coupons(code) + "," + MUGS + "}");

    assertThat(effects(response.expect(200)))
        .containsExactly("rejectCoupon " + code + " " + reason);
    assertThat(discounts("s")).isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource({
    "FRIEND, bob, acceptReferral FRIEND",
    "FRIEND, jane, rejectReferral FRIEND ReferralRecipientIdSameAsAdvocate",
    "NONE, bob, rejectReferral NONE ReferralNotFound",
    "FRIEND-OLD, bob, rejectReferral FRIEND-OLD ReferralExpired",
    "FOR-BOB, ann, rejectReferral FOR-BOB ReferralRecipientDoesNotMatch",
    "FOR-BOB, bob, acceptReferral FOR-BOB"
  })
  void referral_isAcceptedOrRejectedWithTheReason(String code, String profile, String effect) {
    Api.Response response =
        api.putV2(
            "s",
            "{\"profileId\":\"" + profile + "\",\"referralCode\":\"" + code + "\"," + MUGS + "}");

    assertThat(effects(response.expect(200)).get(0)).isEqualTo(effect);
    if (effect.equals("acceptReferral FRIEND")) {
      assertThat(discounts("s")).isEqualTo("{\"Friends\":3.00}");
    }
  }

  @Test
  void coupon_atItsMoments_countsFromItsStartAndNoLongerAtItsEnd() {
    String path = "/v2/customer_sessions/s?dry=true&now=";
    String body = "{\"customerSession\":{" + coupons("SOON") + "}}";

    assertThat(effects(api.send("PUT", path + "2029-12-31T23:59:59Z", body)))
        .containsExactly("rejectCoupon SOON CouponStartDateInFuture");
    assertThat(effects(api.send("PUT", path + "2030-01-01T00:00:00Z", body)))
        .containsExactly("acceptCoupon SOON");
  }

  @Test
  void limit_countsWhenASessionCloses_andNoSooner() {
    api.putV2("open", "{" + coupons("ONCE") + "," + MUGS + "}").expect(200);
    assertThat(used("ONCE")).isZero();

    api.putV2("s", "{" + coupons("ONCE") + "," + MUGS + ",\"state\":\"closed\"}").expect(200);
    assertThat(used("ONCE")).isEqualTo(1);

    Api.Response late = api.putV2("open", "{\"state\":\"closed\"}").expect(200);
    assertThat(effects(late)).containsExactly("rejectCoupon ONCE CouponLimitReached");
    assertThat(discounts("open")).isEqualTo("{}");
    assertThat(used("ONCE")).isEqualTo(1);

    String other =
        "{\"customerSession\":{" + coupons("ONCE") + "},\"responseContent\":[\"event\"]}";
    assertThat(api.send("PUT", "/v2/customer_sessions/other", other).expect(200).body())
        .as("the event has a reason that every SDK knows")
        .contains("\"reason\":\"CampaignLimitReached\"");
  }

  @Test
  void limit_inADryCall_isNotCounted() {
    api.send(
            "PUT",
            "/v2/customer_sessions/s?dry=true",
            "{\"customerSession\":{" + coupons("ONCE") + ",\"state\":\"closed\"}}")
        .expect(200);

    assertThat(used("ONCE")).isZero();
  }

  @Test
  void limit_perProfile_countsForEachProfile() {
    api.putV2("1", "{\"profileId\":\"ann\"," + coupons("ONCE-EACH") + ",\"state\":\"closed\"}");

    assertThat(effects(api.putV2("2", "{\"profileId\":\"ann\"," + coupons("ONCE-EACH") + "}")))
        .containsExactly("rejectCoupon ONCE-EACH ProfileLimitReached");
    assertThat(effects(api.putV2("3", "{\"profileId\":\"bob\"," + coupons("ONCE-EACH") + "}")))
        .contains("acceptCoupon ONCE-EACH");
  }

  @Test
  void limit_perIdentifier_countsForEachIdentifier() {
    String used =
        "{\"identifiers\":[\"x\",\"y\"]," + coupons("ONCE-HERE") + ",\"state\":\"closed\"}";
    api.putV2("1", used).expect(200);

    assertThat(
            effects(api.putV2("2", "{\"identifiers\":[\"z\",\"y\"]," + coupons("ONCE-HERE") + "}")))
        .containsExactly("rejectCoupon ONCE-HERE CouponLimitReached");
    assertThat(effects(api.putV2("3", "{\"identifiers\":[\"z\"]," + coupons("ONCE-HERE") + "}")))
        .contains("acceptCoupon ONCE-HERE");
  }

  @Test
  void limit_ofACampaign_countsOverItsCodes_alsoWithinOneSession() {
    Api.Response both = api.putV2("s", "{" + coupons("A", "B") + "," + MUGS + "}").expect(200);

    assertThat(effects(both))
        .containsExactly(
            "acceptCoupon A", "setDiscount A 1.00", "rejectCoupon B CampaignLimitReached");
  }

  @Test
  void limit_ofACampaign_countsOverItsCodes_whateverTheirApplications() {
    api.putV2("s", "{" + coupons("A") + "," + MUGS + ",\"state\":\"closed\"}").expect(200);

    Api.Response later = api.putV2("t", "{" + coupons("B") + "," + MUGS + "}").expect(200);

    assertThat(effects(later)).containsExactly("rejectCoupon B CampaignLimitReached");
  }

  @Test
  void limit_reachedByManyAtOnce_isNotOverrun() {
    List<CompletableFuture<Api.Response>> closing = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String id = "s" + i;
      closing.add(
          CompletableFuture.supplyAsync(
              () -> api.putV2(id, "{" + coupons("ONCE") + ",\"state\":\"closed\"}")));
    }

    long accepted =
        closing.stream()
            .map(CompletableFuture::join)
            .filter(response -> effects(response).contains("acceptCoupon ONCE"))
            .count();
    assertThat(accepted).isEqualTo(1);
    assertThat(used("ONCE")).isEqualTo(1);
  }

  @Test
  void cancelling_takesBackDiscountsAndUses() {
    api.putV2("s", "{" + coupons("ONCE", "MUG2") + "," + MUGS + ",\"state\":\"closed\"}");

    Api.Response cancelled = api.putV2("s", "{\"state\":\"cancelled\"}").expect(200);

    assertThat(effects(cancelled))
        .containsExactly(
            "rollbackCoupon ONCE",
            "rollbackDiscount ONCE 1.00",
            "rollbackCoupon MUG2",
            "rollbackDiscount Mugs 2.00 1 0",
            "rollbackDiscount Mugs 2.00 1 1");
    assertThat(used("ONCE")).isZero();
    assertThat(used("MUG2")).isZero();
    assertThat(discounts("s")).isEqualTo("{}");
    assertThat(effects(api.getV2("s"))).isEmpty();
  }

  @Test
  void cancellingAnOpenSession_takesNothingBack() {
    api.putV2("s", "{" + coupons("ONCE") + "," + MUGS + "}").expect(200);

    assertThat(effects(api.putV2("s", "{\"state\":\"cancelled\"}").expect(200))).isEmpty();
    assertThat(discounts("s")).isEqualTo("{}");
  }

  @Test
  void reopening_takesBack_andTheNextUpdateEvaluatesAgain() {
    api.putV2("s", "{" + coupons("ONCE") + "," + MUGS + ",\"state\":\"closed\"}").expect(200);

    assertThat(effects(api.reopen("s").expect(200)))
        .containsExactly("rollbackCoupon ONCE", "rollbackDiscount ONCE 1.00");
    assertThat(used("ONCE")).isZero();
    assertThat(effects(api.getV2("s"))).isEmpty();
    assertThat(effects(api.putV2("s", "{\"state\":\"closed\"}").expect(200)))
        .containsExactly("acceptCoupon ONCE", "setDiscount ONCE 1.00");
    assertThat(used("ONCE")).isEqualTo(1);
  }

  @Test
  void returning_takesBackTheUnits_andACodeWithItsLastUnit() {
    api.putV2("s", "{" + coupons("MUG2", "TEN") + "," + MUGS + ",\"state\":\"closed\"}")
        .expect(200);
    assertThat(discounts("s")).isEqualTo("{\"Mugs\":4.00,\"Ten off\":9.60}");

    assertThat(effects(api.returnItems("s", "[{\"sku\":\"mug\",\"quantity\":1}]").expect(200)))
        .containsExactly("rollbackDiscount Mugs 2.00 1 0");
    assertThat(used("MUG2")).isEqualTo(1);
    assertThat(discounts("s")).isEqualTo("{\"Mugs\":2.00,\"Ten off\":9.60}");

    assertThat(effects(api.returnItems("s", "[{\"sku\":\"mug\"}]").expect(200)))
        .containsExactlyInAnyOrder("rollbackDiscount Mugs 2.00 1 1", "rollbackCoupon MUG2");
    assertThat(used("MUG2")).isZero();
    assertThat(used("TEN")).isEqualTo(1);

    assertThat(effects(api.returnItems("s", "[{\"sku\":\"pot\"}]").expect(200)))
        .containsExactly("rollbackCoupon TEN", "rollbackDiscount Ten off 9.60");
    assertThat(used("TEN")).isZero();
    assertThat(discounts("s")).isEqualTo("{}");
  }

  @Test
  void cancellingAfterAReturn_takesBackOnlyWhatIsLeft() {
    api.putV2("s", "{" + coupons("MUG2") + "," + MUGS + ",\"state\":\"closed\"}").expect(200);
    api.returnItems("s", "[{\"sku\":\"mug\",\"quantity\":1}]").expect(200);

    assertThat(effects(api.putV2("s", "{\"state\":\"cancelled\"}").expect(200)))
        .containsExactly("rollbackCoupon MUG2", "rollbackDiscount Mugs 2.00 1 1");
    assertThat(used("MUG2")).isZero();
  }

  @Test
  void v1_hasPositionalEffects_theCouponAndTheReasonsOfRejections() {
    JsonObject accepted =
        api.putV1("s", "{\"coupon\":\"MUG2\",\"referral\":\"NONE\"," + MUGS + "}")
            .expect(200)
            .json();

    assertThat(accepted.getAsJsonObject("event").get("effects").toString())
        .isEqualTo(
            "[[12,12,0,[\"acceptCoupon\",\"MUG2\"]]".replace("12", campaign("MUG2"))
                + ",[12,12,0,[\"setDiscountPerItem\",\"Mugs\",2.00,1,0]]"
                    .replace("12", campaign("MUG2"))
                + ",[12,12,0,[\"setDiscountPerItem\",\"Mugs\",2.00,1,1]]"
                    .replace("12", campaign("MUG2"))
                + ",[0,0,0,[\"rejectReferral\",\"NONE\",\"ReferralNotFound\","
                + "\"The code is not known in this application.\"]]]");
    assertThat(accepted.getAsJsonObject("coupon").get("value").getAsString()).isEqualTo("MUG2");
    assertThat(
            accepted
                .getAsJsonObject("event")
                .getAsJsonObject("meta")
                .getAsJsonObject("referralRejectionReason")
                .get("reason")
                .getAsString())
        .isEqualTo("ReferralNotFound");
    assertThat(accepted.getAsJsonObject("session").get("discounts").toString())
        .isEqualTo("{\"Mugs\":4.00}");
  }

  /** Campaigns are counted in the order in which the account's codes first name them. */
  private static String campaign(String code) {
    return String.valueOf(List.of("TEN", "TEN2", "FIVE", "THIRD", "ALL", "MUG2").indexOf(code) + 1);
  }

  @Test
  void responseContent_isHonoured() {
    Api.Response response =
        api.send(
            "PUT",
            "/v2/customer_sessions/s",
            "{\"customerSession\":{\"profileId\":\"bob\",\"referralCode\":\"FRIEND\","
                + coupons("TEN", "OLD", "NONE")
                + ","
                + MUGS
                + ",\"state\":\"closed\"},\"responseContent\":[\"coupons\",\"referral\",\"event\","
                + "\"customerProfile\",\"triggeredCampaigns\",\"ruleFailureReasons\","
                + "\"previousReturns\"]}");

    JsonObject json = response.expect(200).json();
    assertThat(json.keySet())
        .containsExactlyInAnyOrder(
            "effects",
            "createdCoupons",
            "createdReferrals",
            "coupons",
            "referral",
            "event",
            "customerProfile",
            "triggeredCampaigns",
            "ruleFailureReasons",
            "previousReturns");
    assertThat(json.getAsJsonArray("coupons").asList())
        .extracting(coupon -> coupon.getAsJsonObject().get("value").getAsString())
        .containsExactly("TEN", "OLD");
    assertThat(
            json.getAsJsonArray("coupons").get(0).getAsJsonObject().get("usageCounter").getAsInt())
        .isEqualTo(1);
    assertThat(json.getAsJsonArray("coupons").asList())
        .extracting(coupon -> coupon.getAsJsonObject().get("profileRedemptionCount").getAsInt())
        .containsExactly(1, 0);
    assertThat(json.getAsJsonObject("referral").get("referredCustomers").toString())
        .isEqualTo("[\"bob\"]");
    JsonArray positional = json.getAsJsonObject("event").getAsJsonArray("effects");
    assertThat(positional).hasSameSizeAs(json.getAsJsonArray("effects"));
    assertThat(positional.get(0).toString())
        .startsWith("[" + campaign("TEN") + "," + campaign("TEN") + ",0,[\"acceptCoupon\",\"TEN\"");
    assertThat(json.getAsJsonObject("event").getAsJsonObject("meta").toString())
        .contains("\"couponRejectionReason\":{\"campaignId\":");
    assertThat(json.getAsJsonArray("triggeredCampaigns").asList())
        .extracting(campaign -> campaign.getAsJsonObject().get("name").getAsString())
        .containsExactly("Spring", "FRIEND");
    assertThat(json.getAsJsonArray("ruleFailureReasons").asList())
        .extracting(reason -> reason.getAsJsonObject().get("couponValue").getAsString())
        .containsExactly("OLD");
    assertThat(json.getAsJsonObject("customerProfile").get("closedSessions").getAsInt())
        .isEqualTo(1);
  }

  /**
   * What is asked for is there, and nothing else beside the three lists; loyalty is always empty.
   */
  @ParameterizedTest
  @CsvSource({
    "customerSession, customerSession",
    "customerProfile, customerProfile",
    "coupons, coupons",
    "triggeredCampaigns, triggeredCampaigns",
    "referral, referral",
    "loyalty, loyalty",
    "event, event",
    "awardedGiveaways, awardedGiveaways",
    "ruleFailureReasons, ruleFailureReasons",
    "previousReturns, previousReturns",
    "campaignEligibility, ''"
  })
  void responseContent_ofOneValue_isHonoured(String asked, String part) {
    String session =
        "{\"profileId\":\"bob\",\"referralCode\":\"FRIEND\","
            + coupons("TEN", "OLD")
            + ","
            + MUGS
            + ",\"state\":\"closed\"}";

    assertThat(
            partsOf(
                api.send(
                    "PUT",
                    "/v2/customer_sessions/s",
                    "{\"customerSession\":"
                        + session
                        + ",\"responseContent\":[\""
                        + asked
                        + "\"]}")))
        .isEqualTo(part);
  }

  @ParameterizedTest
  @CsvSource({
    "customerSession, customerSession",
    "customerProfile, customerProfile",
    "coupons, coupons",
    "triggeredCampaigns, triggeredCampaigns",
    "referral, referral",
    "loyalty, loyalty",
    "event, event",
    "previousReturns, previousReturns"
  })
  void responseContent_ofOneValue_isHonouredForReturns(String asked, String part) {
    api.putV2(
            "s",
            "{\"profileId\":\"bob\",\"referralCode\":\"FRIEND\"," + MUGS + ",\"state\":\"closed\"}")
        .expect(200);

    Api.Response response =
        api.send(
            "POST",
            "/v2/customer_sessions/s/returns",
            "{\"return\":{\"returnedCartItems\":[{\"sku\":\"mug\"}]},\"responseContent\":[\""
                + asked
                + "\"]}");
    assertThat(response.json().has("return")).isTrue();
    assertThat(partsOf(response)).isEqualTo(part);
  }

  private static String partsOf(Api.Response response) {
    java.util.Set<String> parts = new java.util.TreeSet<>(response.expect(200).json().keySet());
    assertThat(parts).contains("effects", "createdCoupons", "createdReferrals");
    parts.removeAll(java.util.Set.of("effects", "createdCoupons", "createdReferrals", "return"));
    return String.join(" ", parts);
  }

  @Test
  void triggeredCampaign_isWhatTheNewestClientsRequire() {
    JsonObject campaign =
        api.send(
                "PUT",
                "/v2/customer_sessions/s",
                "{\"customerSession\":{"
                    + coupons("TEN")
                    + ","
                    + MUGS
                    + "},\"responseContent\":[\"triggeredCampaigns\"]}")
            .expect(200)
            .json()
            .getAsJsonArray("triggeredCampaigns")
            .get(0)
            .getAsJsonObject();

    assertThat(campaign.get("frontendState").getAsString()).isEqualTo("running");
    assertThat(campaign.get("storesImported").getAsBoolean()).isFalse();
    assertThat(campaign.get("type").getAsString()).isEqualTo("advanced");
  }

  @Test
  void referredCustomers_areThoseOfTheApplication() {
    String closed =
        "{\"profileId\":\"%s\",\"referralCode\":\"FRIEND\"," + MUGS + ",\"state\":\"closed\"}";
    api.putV2("s", closed.formatted("bob")).expect(200);
    api.header("Authorization", "ApiKey-v1 tea").putV2("s", closed.formatted("ann")).expect(200);

    JsonObject referral =
        api.send(
                "PUT",
                "/v2/customer_sessions/t?dry=true",
                "{\"customerSession\":{\"referralCode\":\"FRIEND\"},\"responseContent\":[\"referral\"]}")
            .expect(200)
            .json()
            .getAsJsonObject("referral");

    assertThat(referral.get("referredCustomers").toString()).isEqualTo("[\"ann\"]");
    assertThat(referral.get("usageCounter").getAsInt()).isEqualTo(2);
  }

  @Test
  void evaluableCampaignIds_inADryCall_leaveOutOtherCampaigns() {
    String body =
        "{\"customerSession\":{\"evaluableCampaignIds\":[1],"
            + coupons("TEN", "FIVE")
            + ","
            + MUGS
            + "}}";

    assertThat(effects(api.send("PUT", "/v2/customer_sessions/s?dry=true", body).expect(200)))
        .containsExactly(
            "acceptCoupon TEN",
            "setDiscount Ten off 10.00",
            "rejectCoupon FIVE CouponPartOfNotRunningCampaign");
    assertThat(effects(api.send("PUT", "/v2/customer_sessions/s", body).expect(200)))
        .contains("acceptCoupon FIVE");
  }

  @Test
  void management_sumsUpDiscounts_ofOneSessionOnly() {
    api.putV2("1", "{" + coupons("TEN", "FIVE") + "," + MUGS + "}").expect(200);
    api.putV2("2", "{}").expect(200);
    api.header("Authorization", "ManagementKey-v1 office");

    JsonObject one = api.send("GET", "/v1/applications/1/sessions/1", null).expect(200).json();
    assertThat(one.get("totalDiscounts").getAsString()).isEqualTo("15.00");
    assertThat(one.get("discounts").toString()).isEqualTo("{\"Ten off\":10.00,\"FIVE\":5.00}");
    JsonArray all =
        api.send("GET", "/v1/applications/1/sessions", null).json().getAsJsonArray("data");
    assertThat(all.get(0).getAsJsonObject().get("totalDiscounts").getAsInt()).isZero();
  }

  @Test
  void erasingACustomer_forgetsWhatTheyUsed_notWhatWasUsedInAll() {
    String closed = "{\"profileId\":\"ann\"," + coupons("ONCE-EACH") + ",\"state\":\"closed\"}";
    api.putV2("1", closed).expect(200);
    api.send("DELETE", "/v1/customer_data/ann", null).expect(204);

    assertThat(effects(api.putV2("2", closed).expect(200))).contains("acceptCoupon ONCE-EACH");
    assertThat(used("ONCE-EACH")).isEqualTo(2);
  }

  @Test
  void erasingACustomer_forgetsTheirIdentifiers_unlessOthersUsedThemToo() {
    String closed =
        "{\"profileId\":\"%s\",\"identifiers\":[%s]," + coupons("A-FEW") + ",\"state\":\"closed\"}";
    api.putV2("1", closed.formatted("ann", "\"hers\",\"shared\"")).expect(200);
    api.putV2("2", closed.formatted("bob", "\"shared\"")).expect(200);
    api.putV2("3", "{\"profileId\":\"ann\"," + coupons("A-FEW") + "}").expect(200);
    assertThat(stub.world().snapshot().counters().toString()).contains("value=hers");

    api.send("DELETE", "/v1/customer_data/ann", null).expect(204);

    assertThat(stub.world().snapshot().toString())
        .doesNotContain("hers")
        .doesNotContain("ann")
        .contains("value=shared]=1")
        .contains("value=bob]=1");
    assertThat(used("A-FEW")).isEqualTo(2);
  }

  @Test
  void snapshot_keepsUses() {
    io.customersession.stub.session.WorldState.Snapshot before = stub.world().snapshot();
    api.putV2("1", "{" + coupons("ONCE") + ",\"state\":\"closed\"}").expect(200);
    assertThat(used("ONCE")).isEqualTo(1);

    stub.world().restore(before);

    assertThat(used("ONCE")).isZero();
  }

  @Test
  void worlds_countForThemselves() {
    api.putV2("1", "{" + coupons("ONCE") + ",\"state\":\"closed\"}").expect(200);

    api.header("X-Stub-World", "other");

    assertThat(used("ONCE")).isZero();
  }

  @Test
  void codes_withoutFixtures_causeNothing() {
    try (CustomerSessionStub free = Stubs.start()) {
      Api.Response response =
          new Api(free).putV2("s", "{" + coupons("TEN") + ",\"referralCode\":\"FRIEND\"}");

      assertThat(effects(response.expect(200))).isEmpty();
    }
  }

  @Test
  void effectRule_addsAndReplaces_andAllElseFollows() {
    io.customersession.stub.promotion.EffectRule rule =
        draft -> {
          List<io.customersession.stub.model.Effect> effects = new ArrayList<>(draft.effects());
          effects.removeIf(effect -> effect.getEffectType().equals("rejectCoupon"));
          effects.add(
              io.customersession.stub.model.Effect.builder()
                  .campaignId(99L)
                  .rulesetId(99L)
                  .ruleIndex(0)
                  .ruleName("partner")
                  .effectType("setDiscount")
                  .props(
                      Map.of(
                          "name", "Partner", "value", draft.session().getCartItems().size() * 1.5))
                  .build());
          return effects;
        };
    try (CustomerSessionStub ruled = Stubs.builder().fixtures(ACCOUNT).effectRule(rule).start()) {
      api = new Api(ruled).header("Authorization", "ApiKey-v1 shop");

      Api.Response response = api.putV2("s", "{" + coupons("FIVE", "NONE") + "," + MUGS + "}");

      assertThat(effects(response.expect(200))).contains("acceptCoupon FIVE").hasSize(3);
      assertThat(discounts("s")).isEqualTo("{\"FIVE\":5.00,\"Partner\":3.0}");
    }
  }

  private static io.customersession.stub.model.Effect discount(
      String type, Map<String, Object> props) {
    return io.customersession.stub.model.Effect.builder()
        .campaignId(99L)
        .rulesetId(99L)
        .ruleIndex(0)
        .ruleName("partner")
        .effectType(type)
        .props(props)
        .build();
  }

  /** A rule that gives a discount for a unit without saying, or wrongly saying, for which. */
  @ParameterizedTest
  @CsvSource({"-1, -1", "0, 1", "7, 0"})
  void effectRule_whoseDiscountNamesNoUnitOfTheCart_losesItWithTheLastUnit(int position, int unit) {
    Map<String, Object> props = new java.util.LinkedHashMap<>(Map.of("name", "Partner"));
    props.put("value", 1.5);
    if (position >= 0) {
      props.put("position", position);
      props.put("subPosition", unit);
    }
    io.customersession.stub.promotion.EffectRule rule =
        draft ->
            draft.operation() == io.customersession.stub.api.ApiOperation.UPDATE_CUSTOMER_SESSION_V2
                ? List.of(discount("setDiscountPerItem", props))
                : draft.effects();
    String place = position < 0 ? "" : " " + position + " " + unit;
    try (CustomerSessionStub ruled = Stubs.builder().fixtures(ACCOUNT).effectRule(rule).start()) {
      api = new Api(ruled).header("Authorization", "ApiKey-v1 shop");
      api.putV2("s", "{" + MUGS + ",\"state\":\"closed\"}").expect(200);

      assertThat(effects(api.returnItems("s", "[{\"sku\":\"mug\"}]").expect(200))).isEmpty();
      assertThat(discounts("s")).isEqualTo("{\"Partner\":1.5}");
      assertThat(effects(api.returnItems("s", "[{\"sku\":\"pot\"}]").expect(200)))
          .containsExactly("rollbackDiscount Partner 1.5" + place);
      assertThat(discounts("s")).isEqualTo("{}");
    }
  }

  @Test
  void effectRule_whenASessionIsCancelled_changesWhatIsShown_notWhatIsTakenBack() {
    io.customersession.stub.promotion.EffectRule rule =
        draft ->
            draft.session().getState() == io.customersession.stub.model.SessionState.CANCELLED
                ? List.of(discount("setDiscount", Map.of("name", "Late", "value", 1)))
                : draft.effects();
    try (CustomerSessionStub ruled = Stubs.builder().fixtures(ACCOUNT).effectRule(rule).start()) {
      api = new Api(ruled).header("Authorization", "ApiKey-v1 shop");
      api.putV2("s", "{" + coupons("ONCE") + "," + MUGS + ",\"state\":\"closed\"}").expect(200);

      Api.Response cancelled = api.putV2("s", "{\"state\":\"cancelled\"}").expect(200);

      assertThat(effects(cancelled)).hasSize(1).first().asString().startsWith("setDiscount");
      assertThat(discounts("s")).isEqualTo("{}");
      assertThat(used("ONCE")).isZero();
    }
  }

  @Test
  void effectRule_thatThrows_isAnsweredWith500_andNothingIsStored() {
    io.customersession.stub.promotion.EffectRule rule =
        draft -> {
          throw new IllegalStateException("not today");
        };
    try (CustomerSessionStub ruled = Stubs.builder().fixtures(ACCOUNT).effectRule(rule).start()) {
      api = new Api(ruled).header("Authorization", "ApiKey-v1 shop");
      String before = ruled.world().snapshot().toString();

      api.putV2("s", "{\"profileId\":\"p\"," + coupons("ONCE") + "}").expect(500);

      assertThat(ruled.world().snapshot()).hasToString(before);
    }
  }
}
