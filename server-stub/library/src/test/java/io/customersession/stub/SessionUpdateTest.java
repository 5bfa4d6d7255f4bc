package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.customersession.stub.session.RepeatedMove;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The effect of an update on a session, through either view. */
class SessionUpdateTest extends SessionScenario {
  @Test
  void get_afterV1Update_showsTheSeedInBothViews() {
    api.putV1(
            "s",
            """
            {"profileId":"p","coupon":"C1","referral":"R1","identifiers":["1.2.3.4"],"total":99.90,
             "attributes":{"city":"Berlin"},"cartItems":[{"sku":"a","quantity":2,"price":10.50}]}""")
        .expect(200);

    JsonObject v1 = api.getV1("s").expect(200).session();
    assertThat(v1.keySet())
        .containsExactlyInAnyOrder(
            "integrationId",
            "created",
            "applicationId",
            "profileId",
            "coupon",
            "referral",
            "state",
            "cartItems",
            "identifiers",
            "total",
            "attributes",
            "firstSession",
            "discounts",
            "updated");
    assertThat(v1.get("total").getAsString()).isEqualTo("99.90");
    assertThat(v1.get("coupon").getAsString()).isEqualTo("C1");

    JsonObject v2 = api.getV2("s").expect(200).session();
    assertThat(v2.getAsJsonArray("couponCodes").toString()).isEqualTo("[\"C1\"]");
    assertThat(v2.get("referralCode").getAsString()).isEqualTo("R1");
    assertThat(v2.get("total").getAsString()).isEqualTo("21.00");
    assertThat(v2.get("cartItemTotal").getAsString()).isEqualTo("21.00");
    assertThat(v2.get("additionalCostTotal").getAsString()).isEqualTo("0");
  }

  @Test
  void get_ofAnEmptySession_hasEverythingTheSeedPromises() {
    api.putV2("s", "{}").expect(200);

    JsonObject v1 = api.getV1("s").session();

    assertThat(v1.get("profileId").getAsString()).isEmpty();
    assertThat(v1.get("coupon").getAsString()).isEmpty();
    assertThat(v1.get("referral").getAsString()).isEmpty();
    assertThat(v1.getAsJsonArray("cartItems")).isEmpty();
    assertThat(v1.getAsJsonObject("attributes").size()).isZero();
    assertThat(v1.getAsJsonObject("discounts").size()).isZero();
    assertThat(v1.get("total").getAsString()).isEqualTo("0");
    assertThat(v1.get("firstSession").getAsBoolean()).isTrue();
    assertThat(v1.has("identifiers")).isFalse();
  }

  @Test
  void update_absentOrNullFields_areKept() {
    api.putV2("s", "{\"profileId\":\"p\",\"couponCodes\":[\"A\",\"B\"],\"identifiers\":[\"i\"]}");

    api.putV2("s", "{\"profileId\":null,\"couponCodes\":null,\"state\":null,\"attributes\":null}")
        .expect(200);

    JsonObject session = api.getV2("s").session();
    assertThat(session.get("profileId").getAsString()).isEqualTo("p");
    assertThat(session.getAsJsonArray("couponCodes")).hasSize(2);
    assertThat(session.getAsJsonArray("identifiers")).hasSize(1);
  }

  @Test
  void update_emptyValues_clear() {
    api.putV2(
        "s",
        """
        {"profileId":"p","couponCodes":["A"],"referralCode":"R","identifiers":["i"],"loyaltyCards":["l"],
         "additionalCosts":{"ship":{"price":5}},"cartItems":[{"sku":"a","quantity":1}]}""");

    api.putV2(
            "s",
            """
            {"profileId":"","couponCodes":[],"referralCode":"","identifiers":[],"loyaltyCards":[],
             "additionalCosts":{},"cartItems":[]}""")
        .expect(200);

    JsonObject session = api.getV2("s").session();
    assertThat(session.get("profileId").getAsString()).isEmpty();
    assertThat(session.get("referralCode").getAsString()).isEmpty();
    for (String list : List.of("couponCodes", "identifiers", "loyaltyCards", "cartItems")) {
      assertThat(session.getAsJsonArray(list)).as(list).isEmpty();
    }
    assertThat(session.getAsJsonObject("additionalCosts").size()).isZero();
  }

  @Test
  void update_v1Coupon_replacesAllCodes() {
    api.putV2("s", "{\"couponCodes\":[\"A\",\"B\"]}");
    assertThat(api.getV1("s").session().get("coupon").getAsString()).isEqualTo("A");

    api.putV1("s", "{\"coupon\":\"C\"}").expect(200);
    assertThat(api.getV2("s").session().getAsJsonArray("couponCodes").toString())
        .isEqualTo("[\"C\"]");

    api.putV1("s", "{\"coupon\":\"\"}").expect(200);
    assertThat(api.getV2("s").session().getAsJsonArray("couponCodes")).isEmpty();
  }

  @Test
  void update_sessionAttributes_mergeByKeyAndNullRemoves() {
    api.putV2("s", "{\"attributes\":{\"a\":1,\"b\":\"x\",\"deep\":{\"n\":12345678901234567890}}}");
    api.putV2("s", "{\"attributes\":{}}").expect(200);
    api.putV2("s", "{\"attributes\":{\"b\":null,\"c\":[1.10]}}").expect(200);

    assertThat(api.getV2("s").session().get("attributes").toString())
        .isEqualTo("{\"a\":1,\"deep\":{\"n\":12345678901234567890},\"c\":[1.10]}");
  }

  @Test
  void update_cartItems_areReplacedAsAWhole() {
    api.putV2(
        "s",
        "{\"cartItems\":[{\"sku\":\"a\",\"quantity\":1,\"attributes\":{\"k\":1}},{\"sku\":\"b\",\"quantity\":1}]}");
    api.putV2("s", "{\"cartItems\":[{\"sku\":\"a\",\"quantity\":2}]}").expect(200);

    JsonObject item = api.getV2("s").session().getAsJsonArray("cartItems").get(0).getAsJsonObject();
    assertThat(item.has("attributes")).isFalse();
    assertThat(item.get("position").getAsInt()).isZero();
    assertThat(item.get("returnedQuantity").getAsInt()).isZero();
    assertThat(item.get("remainingQuantity").getAsInt()).isEqualTo(2);
  }

  @Test
  void totals_countCostsOncePerUnitAndStayExact() {
    api.putV2(
            "s",
            """
            {"cartItems":[{"sku":"a","quantity":3,"price":0.10,"additionalCosts":{"wrap":{"price":0.05}}},
                          {"sku":"b","quantity":1}],
             "additionalCosts":{"ship":{"price":4.99}}}""")
        .expect(200);

    JsonObject session = api.getV2("s").session();
    assertThat(session.get("cartItemTotal").getAsString()).isEqualTo("0.30");
    assertThat(session.get("additionalCostTotal").getAsString()).isEqualTo("5.14");
    assertThat(session.get("total").getAsString()).isEqualTo("5.44");
    assertThat(session.get("cartItemAdditionalCostTotal").getAsString()).isEqualTo("0.15");
    assertThat(api.getV1("s").session().get("total").getAsString()).isEqualTo("5.44");
  }

  @Test
  void closedSession_legalMove_ignoresAndRecordsAllElse() {
    api.putV2(
        "s", "{\"state\":\"closed\",\"cartItems\":[{\"sku\":\"a\",\"quantity\":1,\"price\":5}]}");
    stub.reset();
    api.putV2(
        "s", "{\"state\":\"closed\",\"cartItems\":[{\"sku\":\"a\",\"quantity\":1,\"price\":5}]}");

    api.putV2("s", "{\"state\":\"cancelled\",\"cartItems\":[],\"couponCodes\":[]}").expect(200);

    JsonObject session = api.getV2("s").session();
    assertThat(session.get("state").getAsString()).isEqualTo("cancelled");
    assertThat(session.getAsJsonArray("cartItems")).hasSize(1);
    assertThat(stub.violations())
        .extracting(violation -> violation.location())
        .contains("/customerSession/cartItems", "/customerSession/couponCodes");
  }

  @Test
  void v1PartialReturn_changesTheStateOnly() {
    api.putV2(
        "s", "{\"state\":\"closed\",\"cartItems\":[{\"sku\":\"a\",\"quantity\":3,\"price\":5}]}");

    api.putV1("s", "{\"state\":\"partially_returned\"}").expect(200);
    api.returnItems("s", "[{\"sku\":\"a\"}]").expect(200);

    JsonObject item = api.getV2("s").session().getAsJsonArray("cartItems").get(0).getAsJsonObject();
    assertThat(item.get("returnedQuantity").getAsInt()).isEqualTo(3);
    assertThat(item.get("remainingQuantity").getAsInt()).isZero();
  }

  @Test
  void repeatedMove_accepted_changesNothing() {
    use(Stubs.builder().repeatedMove(RepeatedMove.ACCEPT).start());
    api.putV2("s", "{\"state\":\"closed\"}");
    String before = api.getV2("s").body();

    api.putV2("s", "{\"state\":\"closed\",\"cartItems\":[]}").expect(200);
    api.putV1("s", "{\"state\":\"closed\"}").expect(200);

    assertThat(api.getV2("s").body()).isEqualTo(before);
    api.putV2("s", "{\"state\":\"open\"}").expect(400);
  }

  @Test
  void updateCount_startsAtOneAndCountsStoredChanges() {
    api.putV2("s", "{\"cartItems\":[{\"sku\":\"a\",\"quantity\":2}]}");
    api.putV1("s", "{}");
    api.send("PUT", "/v2/customer_sessions/s?dry=true", "{\"customerSession\":{}}");
    api.putV2("s", "{\"state\":\"closed\"}");
    api.putV2("s", "{\"state\":\"open\"}").expect(400);
    api.reopen("s").expect(200);
    api.putV2("s", "{\"state\":\"closed\"}");
    api.returnItems("s", "[{\"position\":0,\"quantity\":1}]").expect(200);

    assertThat(api.getV2("s").session().get("updateCount").getAsInt()).isEqualTo(6);
  }

  @Test
  void updated_neverGoesBackwards() {
    SettableClock clock = new SettableClock(Instant.parse("2026-05-01T12:00:00.123456789Z"));
    use(Stubs.builder().clock(clock).start());
    api.putV2("s", "{}");
    assertThat(api.getV2("s").session().get("created").getAsString())
        .isEqualTo("2026-05-01T12:00:00.123456Z");

    clock.now = Instant.parse("2026-04-01T00:00:00Z");
    api.putV2("s", "{}");
    assertThat(api.getV2("s").session().get("updated").getAsString())
        .isEqualTo("2026-05-01T12:00:00.123456Z");

    clock.now = Instant.parse("2026-06-01T00:00:00Z");
    api.putV2("s", "{}");
    assertThat(api.getV2("s").session().get("updated").getAsString())
        .isEqualTo("2026-06-01T00:00:00.000000Z");
  }

  @Test
  void unknownFields_areIgnoredEverywhere() {
    Api.Response response =
        api.putV2(
                "s",
                "{\"zz\":1,\"cartItems\":[{\"sku\":\"a\",\"quantity\":1,\"yy\":{},\"product\":{\"name\":\"Mug\",\"xx\":1}}]}")
            .expect(200);

    assertThat(response.body()).doesNotContain("zz").doesNotContain("yy").doesNotContain("xx");
    assertThat(stub.violations())
        .extracting(violation -> violation.location())
        .containsExactly(
            "/customerSession/zz",
            "/customerSession/cartItems/0/yy",
            "/customerSession/cartItems/0/product/xx");
  }

  @Test
  void sessionIds_areScopedToTheirApplication() {
    use(Stubs.builder().apiKey("one", 1).apiKey("two", 2).start());
    api.header("Authorization", "ApiKey-v1 one")
        .putV2("s", "{\"couponCodes\":[\"ONE\"]}")
        .expect(200);

    api.header("Authorization", "ApiKey-v1 two").getV2("s").expect(404);
    JsonObject two = api.putV2("s", "{}").expect(200).session();
    assertThat(two.get("applicationId").getAsLong()).isEqualTo(2);
    assertThat(two.getAsJsonArray("couponCodes")).isEmpty();
  }

  private static final class SettableClock extends Clock {
    private volatile Instant now;

    SettableClock(Instant now) {
      this.now = now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
