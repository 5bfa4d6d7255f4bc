package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes are accepted or rejected by their time, recipient and limits. */
class CodeEligibilityTest extends PromotionScenario {
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
}
