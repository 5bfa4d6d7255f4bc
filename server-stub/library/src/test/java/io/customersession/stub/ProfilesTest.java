package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.stub.violation.ContractViolation;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Profiles spring up from sessions, and their figures follow them. */
class ProfilesTest {
  private static final String CART =
      "\"cartItems\":[{\"sku\":\"a\",\"quantity\":2,\"price\":10.00}]";

  private CustomerSessionStub stub;
  private Api api;

  @BeforeEach
  void start() {
    stub = Stubs.start();
    api = new Api(stub);
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  private JsonObject profile(String id) {
    return api.send("PUT", "/v2/customer_profiles/" + id + "?dry=true", "{}")
        .expect(200)
        .json()
        .getAsJsonObject("customerProfile");
  }

  private String figures(String id) {
    JsonObject profile = profile(id);
    return profile.get("closedSessions") + " " + profile.get("totalSales");
  }

  @Test
  void firstSession_trueForTheFirstAndForGuests() {
    assertThat(first(api.putV2("1", "{\"profileId\":\"p\"}"))).isTrue();
    assertThat(first(api.putV2("2", "{\"profileId\":\"p\"}"))).isFalse();
    assertThat(first(api.putV2("1", "{}"))).isTrue();
    assertThat(first(api.putV2("3", "{}"))).isTrue();
    assertThat(first(api.putV2("3", "{\"profileId\":\"p\"}"))).isFalse();
    assertThat(first(api.putV2("3", "{\"profileId\":\"\"}"))).isTrue();
    assertThat(first(api.putV1("4", "{\"profileId\":\"q\"}"))).isTrue();
  }

  private static boolean first(Api.Response response) {
    return response.expect(200).session().get("firstSession").getAsBoolean();
  }

  @Test
  void figures_followCloseReturnReopenAndCancel() {
    api.putV2("s", "{\"profileId\":\"p\"," + CART + "}");
    assertThat(figures("p")).isEqualTo("0 0");
    api.putV2("s", "{\"state\":\"closed\"}");
    assertThat(figures("p")).isEqualTo("1 20.00");
    api.reopen("s").expect(200);
    assertThat(figures("p")).isEqualTo("0 0.00");
    api.putV2("s", "{\"state\":\"closed\"}");
    api.returnItems("s", "[{\"position\":0,\"quantity\":1}]").expect(200);
    assertThat(figures("p")).isEqualTo("1 10.00");
    api.putV2("s", "{\"state\":\"cancelled\"}").expect(200);
    assertThat(figures("p")).isEqualTo("0 0.00");
  }

  @Test
  void lastActivity_isTheNewestStoredChange() {
    api.header("X-Stub-Time", "2030-01-01T00:00:00Z").putV2("s", "{\"profileId\":\"p\"}");
    assertThat(lastActivity()).isEqualTo("2030-01-01T00:00:00.000000Z");
    api.header("X-Stub-Time", "2030-01-02T00:00:00Z").putV2("s", "{\"state\":\"closed\"}");
    assertThat(lastActivity()).isEqualTo("2030-01-02T00:00:00.000000Z");
    api.header("X-Stub-Time", "2030-01-03T00:00:00Z");
    api.send("PUT", "/v2/customer_sessions/s?dry=true", "{\"customerSession\":{}}");
    api.putV2("s", "{\"state\":\"open\"}").expect(400);
    api.header("X-Stub-Time", "2029-01-01T00:00:00Z").reopen("s").expect(200);
    assertThat(lastActivity()).isEqualTo("2030-01-02T00:00:00.000000Z");
    api.header("X-Stub-Time", "2030-01-04T00:00:00Z").putV2("s", "{\"state\":\"cancelled\"}");
    assertThat(lastActivity()).isEqualTo("2030-01-04T00:00:00.000000Z");
  }

  private String lastActivity() {
    api.header("X-Stub-Time", null);
    return profile("p").get("lastActivity").getAsString();
  }

  @Test
  void firstSession_isFalseForALaterOne_alsoWhenTheFirstWasCancelled() {
    api.putV2("1", "{\"profileId\":\"p\",\"state\":\"closed\"}");
    api.putV2("1", "{\"state\":\"cancelled\"}").expect(200);

    assertThat(first(api.putV2("2", "{\"profileId\":\"p\"}"))).isFalse();
    assertThat(first(api.getV2("1"))).isTrue();
  }

  @Test
  void v1Answer_ofAGuest_hasAProfileAllTheSame() {
    JsonObject response = api.putV1("s", "{}").expect(200).json();

    assertThat(response.keySet()).contains("session", "profile", "event");
    assertThat(response.getAsJsonObject("profile").get("integrationId").getAsString()).isEmpty();
    assertThat(response.getAsJsonObject("event").getAsJsonArray("effects")).isEmpty();
  }

  @Test
  void attributes_mergeByKey() {
    api.send("PUT", "/v2/customer_profiles/p", "{\"attributes\":{\"a\":1,\"b\":2.50}}").expect(200);
    api.send("PUT", "/v2/customer_profiles/p", "{\"attributes\":{\"a\":null}}").expect(200);

    assertThat(profile("p").get("attributes").toString()).isEqualTo("{\"b\":2.50}");
  }

  @Test
  void updateV1_storesAttributesAndRespondsWithTheState() {
    JsonObject state =
        api.send("PUT", "/v1/customer_profiles/p", "{\"attributes\":{\"a\":1,\"b\":2}}")
            .expect(200)
            .json();

    assertThat(state.keySet()).containsExactly("session", "profile", "event");
    assertThat(state.getAsJsonObject("profile").get("attributes").toString())
        .isEqualTo("{\"a\":1,\"b\":2}");
    assertThat(state.getAsJsonObject("session").get("integrationId").getAsString()).isEmpty();
    assertThat(state.getAsJsonObject("session").get("profileId").getAsString()).isEqualTo("p");
    assertThat(state.getAsJsonObject("session").get("firstSession").getAsBoolean()).isTrue();
    assertThat(state.getAsJsonObject("event").get("type").getAsString())
        .isEqualTo("talon_profile_updated");
    api.send("PUT", "/v1/customer_profiles/p", "{\"attributes\":{\"a\":null}}").expect(200);
    assertThat(profile("p").get("attributes").toString()).isEqualTo("{\"b\":2}");
    assertThat(stub.violations())
        .extracting(ContractViolation::kind)
        .containsOnly(ContractRule.OLD_VERSION);
  }

  @Test
  void updateV1_dry_storesNothing() {
    api.send("PUT", "/v1/customer_profiles/p?dry=true", "{\"attributes\":{\"a\":1}}").expect(200);

    api.send("DELETE", "/v1/customer_data/p", null).expect(404);
  }

  @Test
  void updateV1_ofAProfileWithSessions_showsThemInItsFigures() {
    api.putV2("s", "{\"profileId\":\"p\",\"state\":\"closed\"," + CART + "}").expect(200);

    JsonObject state = api.send("PUT", "/v1/customer_profiles/p", "{}").expect(200).json();

    assertThat(state.getAsJsonObject("profile").get("closedSessions").getAsInt()).isOne();
    assertThat(state.getAsJsonObject("session").get("firstSession").getAsBoolean()).isFalse();
  }

  @Test
  void updateV1_withWrongInput_isRefused() {
    assertThat(
            api.send("PUT", "/v1/customer_profiles/p", "{\"attributes\":[]}").expect(400).places())
        .containsExactly("/attributes");
    api.header("Authorization", null).send("PUT", "/v1/customer_profiles/p", "{}").expect(401);
    api.header("Content-Signature", "signer=1; signature=00112233445566778899aabbccddeeff")
        .send("PUT", "/v1/customer_profiles/p", "{}")
        .expect(200);
  }

  @Test
  void audiences_areJoinedAndLeft() {
    api.send(
            "PUT",
            "/v2/customer_profiles/p",
            "{\"audiencesChanges\":{\"adds\":[3,1],\"deletes\":[]}}")
        .expect(200);
    api.send(
            "PUT",
            "/v2/customer_profiles/p",
            "{\"audiencesChanges\":{\"adds\":[],\"deletes\":[3]}}")
        .expect(200);

    assertThat(profile("p").getAsJsonArray("audienceMemberships")).hasSize(1);
  }

  @Test
  void deleteCustomerData_erasesProfileAndSessions() {
    api.putV2("1", "{\"profileId\":\"p\"}");
    api.putV2("2", "{\"profileId\":\"p\",\"state\":\"closed\"}");
    api.putV2("3", "{\"profileId\":\"q\"}");

    Api.Response erased = api.send("DELETE", "/v1/customer_data/p", null).expect(204);

    assertThat(erased.body()).isEmpty();
    for (String id : List.of("1", "2")) {
      api.getV2(id).expect(404);
    }
    api.getV2("3").expect(200);
    api.send("DELETE", "/v1/customer_data/p", null).expect(404);
    assertThat(figures("p")).isEqualTo("0 0");
    assertThat(first(api.putV2("1", "{\"profileId\":\"p\"}"))).isTrue();
  }
}
