package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.customersession.stub.session.ResponseVersion;
import org.junit.jupiter.api.Test;

/** The responses to updates, dry ones included. */
class SessionResponsesTest extends SessionScenario {
  @Test
  void dry_respondsInFullAndStoresNothing() {
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
  void responseContent_selectsThePartsOfAResponse() {
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
}
