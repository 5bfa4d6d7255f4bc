package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts of responses that show promotions. */
class PromotionResponsesTest extends PromotionScenario {
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
  void codes_withoutFixtures_causeNothing() {
    try (CustomerSessionStub free = Stubs.start()) {
      Api.Response response =
          new Api(free).putV2("s", "{" + coupons("TEN") + ",\"referralCode\":\"FRIEND\"}");

      assertThat(effects(response.expect(200))).isEmpty();
    }
  }
}
