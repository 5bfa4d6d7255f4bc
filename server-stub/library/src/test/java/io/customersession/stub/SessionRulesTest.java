package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.customersession.stub.lifecycle.TransitionRule;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.session.ParallelUpdates;
import io.customersession.stub.session.RepeatedMove;
import io.customersession.stub.session.ResponseVersion;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an update does to a session, whichever view it comes through. */
class SessionRulesTest {
  private CustomerSessionStub stub;
  private Api api;

  @BeforeEach
  void start() {
    use(Stubs.start());
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  private void use(CustomerSessionStub other) {
    if (stub != null) {
      stub.close();
    }
    stub = other;
    api = new Api(stub);
  }

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
  void dry_answersInFullAndStoresNothing() {
    api.send(
            "PUT",
            "/v2/customer_sessions/s?dry=true",
            "{\"customerSession\":{\"profileId\":\"p\",\"cartItems\":[{\"sku\":\"a\",\"quantity\":1,\"price\":3}]},"
                + "\"responseContent\":[\"customerSession\",\"customerProfile\",\"event\"]}")
        .expect(200);
    api.getV2("s").expect(404);
    api.send("DELETE", "/v1/customer_data/p", null).expect(404);

    api.putV2("s", "{\"profileId\":\"p\"}");
    String before = api.getV2("s").body();
    JsonObject response =
        api.send(
                "PUT",
                "/v2/customer_sessions/s?dry=true",
                "{\"customerSession\":{\"state\":\"closed\"},\"responseContent\":[\"customerSession\",\"customerProfile\"]}")
            .expect(200)
            .json();
    assertThat(response.getAsJsonObject("customerSession").get("state").getAsString())
        .isEqualTo("closed");
    assertThat(response.getAsJsonObject("customerProfile").get("closedSessions").getAsInt())
        .isEqualTo(1);
    assertThat(api.getV2("s").body()).isEqualTo(before);
    api.send("PUT", "/v1/customer_sessions/s?dry=true", "{\"state\":\"closed\"}").expect(200);
    assertThat(api.getV2("s").body()).isEqualTo(before);
  }

  @Test
  void now_withoutDryOrInThePast_isRefusedWithBothReasons() {
    Api.Response response =
        api.send(
                "PUT",
                "/v2/customer_sessions/s?now=2001-01-01T00:00:00Z",
                "{\"customerSession\":{}}")
            .expect(400);
    assertThat(response.places()).containsExactly("now", "now");

    JsonObject session =
        api.send(
                "PUT",
                "/v2/customer_sessions/s?dry=true&now=2099-01-01T00:00:00%2B02:00",
                "{\"customerSession\":{}}")
            .expect(200)
            .session();
    assertThat(session.get("updated").getAsString()).isEqualTo("2098-12-31T22:00:00.000000Z");
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
  void responseContent_decidesWhatAnResponseCarries() {
    String body = "{\"customerSession\":{\"profileId\":\"p\"}%s}";
    assertThat(put(body.formatted("")).keySet())
        .containsExactlyInAnyOrder(
            "effects", "createdCoupons", "createdReferrals", "customerSession");
    assertThat(put(body.formatted(",\"responseContent\":[]")).keySet()).contains("customerSession");
    assertThat(put(body.formatted(",\"responseContent\":[\"event\"]")).keySet())
        .containsExactlyInAnyOrder("effects", "createdCoupons", "createdReferrals", "event");
    assertThat(
            put(body.formatted(
                    ",\"responseContent\":[\"customerProfile\",\"coupons\",\"triggeredCampaigns\",\"previousReturns\","
                        + "\"awardedGiveaways\",\"ruleFailureReasons\",\"loyalty\",\"referral\",\"campaignEligibility\","
                        + "\"achievements\",\"unlockedRewards\"]"))
                .keySet())
        .contains("customerProfile", "coupons", "triggeredCampaigns", "previousReturns")
        .contains("achievements")
        .doesNotContain("customerSession");
    assertThat(
            api.send(
                    "PUT",
                    "/v2/customer_sessions/s",
                    body.formatted(",\"responseContent\":[\"event\",\"nonsense\"]"))
                .expect(400)
                .places())
        .containsExactly("/responseContent/1");
  }

  private JsonObject put(String body) {
    return api.send("PUT", "/v2/customer_sessions/s", body).expect(200).json();
  }

  @Test
  void events_carryTheTypeThatTheDocumentGivesTheEdge() {
    assertThat(event("{}")).isEqualTo("talon_session_created");
    assertThat(event("{}")).isEqualTo("talon_session_updated");
    assertThat(event("{\"state\":\"closed\"}")).isEqualTo("talon_session_closed");
    assertThat(event("{\"state\":\"cancelled\"}")).isEqualTo("talon_session_revoked");
  }

  private String event(String session) {
    return put("{\"customerSession\":" + session + ",\"responseContent\":[\"event\"]}")
        .getAsJsonObject("event")
        .get("type")
        .getAsString();
  }

  @Test
  void responseVersion_addsThePropertiesOfItsTime() {
    String session =
        "{\"experimentVariantAllocations\":[{\"experimentID\":1,\"variantID\":2}],\"cartItems\":[]}";
    use(Stubs.builder().responseVersion(ResponseVersion.of("26.02")).start());
    assertThat(api.putV2("s", session).session().keySet())
        .doesNotContain("experimentVariantAllocations", "cartItemAdditionalCostTotal");
    use(Stubs.builder().responseVersion(ResponseVersion.of("26.03")).start());
    assertThat(api.putV2("s", session).session().keySet())
        .contains("experimentVariantAllocations")
        .doesNotContain("cartItemAdditionalCostTotal");
    use(Stubs.builder().responseVersion(ResponseVersion.of("26.11")).start());
    assertThat(api.putV2("s", session).session().keySet())
        .contains("experimentVariantAllocations", "cartItemAdditionalCostTotal");
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
  void transitionRule_refuses_withItsReasonAndNothingStored() {
    TransitionRule couponNeedsIdentifier =
        move ->
            move.to() == SessionState.CLOSED
                    && !move.after().getCouponCodes().isEmpty()
                    && move.after().getIdentifiers().isEmpty()
                ? Optional.of("A session with a coupon needs an identifier to be closed.")
                : Optional.empty();
    use(Stubs.builder().transitionRule(couponNeedsIdentifier).start());
    api.putV2("s", "{\"couponCodes\":[\"C\"]}").expect(200);
    String before = api.getV2("s").body();

    Api.Response refused = api.putV2("s", "{\"state\":\"closed\",\"cartItems\":[]}").expect(400);

    assertThat(refused.message())
        .isEqualTo("Cannot move session to state \"closed\" from state \"open\"");
    JsonObject entry = refused.errors().get(0).getAsJsonObject();
    assertThat(entry.get("details").getAsString())
        .isEqualTo("A session with a coupon needs an identifier to be closed.");
    assertThat(refused.places()).containsExactly("/customerSession/state");
    assertThat(api.getV2("s").body()).isEqualTo(before);
    api.putV2("s", "{\"state\":\"closed\",\"identifiers\":[\"i\"]}").expect(200);
  }

  @Test
  void transitionRule_seesUpdatesAndCreationsToo() {
    use(
        Stubs.builder()
            .transitionRule(
                move ->
                    move.before() == null && move.after().getIntegrationId().startsWith("x")
                        ? Optional.of("no x")
                        : Optional.empty())
            .transitionRule(
                move ->
                    move.from() == move.to() && move.after().getIdentifiers().size() > 1
                        ? Optional.of("one identifier only")
                        : Optional.empty())
            .start());

    assertThat(api.putV2("x", "{}").expect(400).message())
        .isEqualTo("Cannot create session in state \"open\"");
    api.getV2("x").expect(404);
    api.putV2("s", "{}").expect(200);
    assertThat(api.putV1("s", "{\"identifiers\":[\"a\",\"b\"]}").expect(400).message())
        .isEqualTo("Cannot update session in state \"open\"");
  }

  @Test
  void maxSessions_reached_refusesOneMoreAndKeepsTheRest() {
    use(Stubs.builder().maxSessions(2).start());
    api.putV2("1", "{}").expect(200);
    api.putV2("2", "{}").expect(200);

    assertThat(api.putV2("3", "{}").expect(507).json().get("StatusCode").getAsInt()).isEqualTo(507);
    api.getV2("3").expect(404);
    api.putV2("2", "{\"state\":\"closed\"}").expect(200);
    api.send("PUT", "/v2/customer_sessions/3?dry=true", "{\"customerSession\":{}}").expect(200);
    stub.reset();
    api.putV2("3", "{}").expect(200);
  }

  @Test
  void maxProfiles_reached_refusesOneMoreAndChangesNothing() {
    use(Stubs.builder().maxProfiles(1).maxSessions(2).start());
    api.putV2("1", "{\"profileId\":\"p\"}").expect(200);
    String before = api.getV2("1").body();

    api.putV2("2", "{\"profileId\":\"q\"}").expect(507);
    api.putV2("1", "{\"profileId\":\"q\"}").expect(507);
    api.send("PUT", "/v2/customer_profiles/q", "{}").expect(507);

    api.getV2("2").expect(404);
    assertThat(api.getV2("1").body()).isEqualTo(before);
    api.putV2("2", "{\"profileId\":\"p\"}").expect(200);
    api.send("DELETE", "/v1/customer_data/p", null).expect(204);
    api.putV2("2", "{\"profileId\":\"q\"}").expect(200);
  }

  @Test
  void parallelUpdates_refuse_answers409WhileAnotherRuns() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    use(
        Stubs.builder()
            .parallelUpdates(ParallelUpdates.REFUSE)
            .transitionRule(
                move -> {
                  if (move.to() == SessionState.CLOSED) {
                    inside.countDown();
                    try {
                      go.await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                  }
                  return Optional.empty();
                })
            .start());
    api.putV2("s", "{}").expect(200);
    Api other = new Api(stub);
    Thread slow = new Thread(() -> other.putV2("s", "{\"state\":\"closed\"}").expect(200));
    slow.start();
    assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();

    Api.Response conflict = api.putV2("s", "{}").expect(409);
    api.putV2("another", "{}").expect(200);
    go.countDown();
    slow.join();

    assertThat(conflict.message())
        .isEqualTo("Too many requests are updating this session at the same time");
    assertThat(conflict.json().get("StatusCode").getAsInt()).isEqualTo(409);
    assertThat(api.getV2("s").session().get("state").getAsString()).isEqualTo("closed");
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
