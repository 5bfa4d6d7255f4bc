package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.stub.account.Application;
import io.customersession.stub.account.Fixtures;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and signatures that the account accepts. */
class AuthenticationTest extends AccountScenario {
  @Test
  void sessionsAndProfiles_belongToTheKeysApplication() {
    Api tea = with("ApiKey-v1", "tea");
    api.putV2("s", "{\"profileId\":\"p\"}").expect(200);

    tea.getV2("s").expect(404);
    tea.send("DELETE", "/v1/customer_data/p", null).expect(404);
    assertThat(tea.putV2("s", "{\"profileId\":\"p\"}").session().get("firstSession").getAsBoolean())
        .isTrue();
    assertThat(tea.getV2("s").session().get("applicationId").getAsInt()).isEqualTo(2);
    assertThat(api.getV2("s").session().get("applicationId").getAsInt()).isEqualTo(1);
    tea.send("DELETE", "/v1/customer_data/p", null).expect(204);
    tea.getV2("s").expect(404);
    api.getV2("s").expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ApiKey-v1 office", "ApiKey-v1 ", "Basic shop", "shop", "ApiKey-v1 SHOP"})
  void wrongKey_isRefusedBeforeAnythingElse(String authorization) {
    Api wrong = new Api(stub).header("Authorization", authorization);

    wrong.header("Content-Type", "text/plain").putV2("s", "no json").expect(401);
    wrong.header("Content-Type", null).getV2("none").expect(401);
  }

  @Test
  void managementSide_isClosedByAKeyOfEitherKind() {
    String sessions = "/v1/applications/7/sessions";
    try (CustomerSessionStub byApiKey = Stubs.builder().apiKey("shop", 7).start();
        CustomerSessionStub byBoth =
            Stubs.builder().apiKey("shop", 7).managementKey("office", 7).start();
        CustomerSessionStub byManagementKey = Stubs.builder().managementKey("office", 7).start()) {
      Api api = new Api(byApiKey).header("Authorization", "ManagementKey-v1 whatever");
      api.send("GET", sessions, null).expect(401);
      api.header("Authorization", "ManagementKey-v1 shop").send("GET", sessions, null).expect(401);

      api = new Api(byBoth).header("Authorization", "ManagementKey-v1 whatever");
      api.send("GET", sessions, null).expect(401);
      api.header("Authorization", "ManagementKey-v1 office")
          .send("GET", sessions, null)
          .expect(200);
      api.send("GET", "/v1/applications/1/sessions", null).expect(404);

      api = new Api(byManagementKey).header("Authorization", "ApiKey-v1 whatever");
      api.getV2("s").expect(401);
      api.header("Authorization", "ManagementKey-v1 whatever");
      api.send("GET", sessions, null).expect(401);
    }
    assertThatThrownBy(() -> Stubs.builder().managementKey("a b", 1))
        .hasMessage("a key must be of visible ASCII characters");
    assertThatThrownBy(() -> Stubs.builder().managementKey("secret", 0))
        .hasMessage("the application of a key must be 1 or more, not 0");
  }

  @Test
  void management_needsAManagementKeyOfTheApplication() {
    String sessions = "/v1/applications/%d/sessions";
    api.putV2("s", "{}").expect(200);

    with("ManagementKey-v1", "office").send("GET", sessions.formatted(1), null).expect(200);
    with("Bearer", "office").send("GET", sessions.formatted(1), null).expect(200);
    with("ManagementKey-v1", "both").send("GET", sessions.formatted(2), null).expect(200);
    with("ManagementKey-v1", "both").send("GET", "/v1/applications/1/sessions/1", null).expect(200);
    with("ManagementKey-v1", "office").send("GET", sessions.formatted(2), null).expect(404);
    with("ManagementKey-v1", "both").send("GET", sessions.formatted(3), null).expect(404);
    with("ManagementKey-v1", "shop").send("GET", sessions.formatted(1), null).expect(401);
    with("ApiKey-v1", "shop").send("GET", sessions.formatted(1), null).expect(401);
    with("ApiKey-v1", "office").send("GET", sessions.formatted(1), null).expect(401);
    with("ManagementKey-v1", "office").getV2("s").expect(401);
  }

  private static String signature(String body) {
    try {
      Mac mac = Mac.getInstance("HmacMD5");
      mac.init(new SecretKeySpec(HexFormat.of().parseHex(HMAC_KEY), "HmacMD5"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Api signed(String header) {
    return new Api(stub).header("Authorization", null).header("Content-Signature", header);
  }

  @Test
  void signature_overTheExactBytes_isAcceptedInV1() {
    String body = "{ \"profileId\" : \"Jürgen\" }";

    Api.Response response = signed("signer=1; signature=" + signature(body)).putV1("s", body);

    response.expect(200);
    assertThat(response.session().get("profileId").getAsString()).isEqualTo("Jürgen");
    assertThat(response.session().get("applicationId").getAsInt()).isEqualTo(1);
    signed("signer=1; signature=" + signature("")).getV1("s").expect(200);
    signed("signer=1;signature=" + signature("").toUpperCase(java.util.Locale.ROOT))
        .send("DELETE", "/v1/customer_data/J%C3%BCrgen", null)
        .expect(204);
  }

  @Test
  void signature_overOtherBytes_isRefusedWithTheKnownText() {
    Api.Response refused =
        signed("signer=1; signature=" + signature("{}")).putV1("s", "{ }").expect(400);

    assertThat(refused.message()).isEqualTo("HMAC signature mismatch.");
    assertThat(refused.json().keySet()).containsExactly("message");
    api.getV1("s").expect(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "signer=1",
        "signer=2; signature=00",
        "signer=9; signature=00",
        "signature=00",
        "x"
      })
  void signature_thatNobodyCanHaveMade_isAWrongKey(String header) {
    signed(header).putV1("s", "{}").expect(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "signer=1; signature=",
        "signer=1; signature=0",
        "signer=1; signature=zz",
        "signer=1; signature=00",
        "signer=1; signature=%s00",
        "signer=1; signature=%s; more"
      })
  void signature_ofAnApplicationThatSigns_isAWrongOneWhateverItsForm(String header) {
    Api.Response refused =
        signed(header.formatted(signature("{}").toLowerCase(java.util.Locale.ROOT)))
            .putV1("s", "{}")
            .expect(400);

    assertThat(refused.message()).isEqualTo("HMAC signature mismatch.");
    api.getV1("s").expect(404);
  }

  @Test
  void apiKey_besideFixtures_isOneMoreOfAnApplicationThere() {
    CustomerSessionStub.Builder settings =
        Stubs.builder().fixtures(ACCOUNT).apiKey("more", 2).apiKey("shop", 1);
    try (CustomerSessionStub both = settings.start()) {
      for (String key : java.util.List.of("shop", "more", "tea")) {
        Api.Response response =
            new Api(both).header("Authorization", "ApiKey-v1 " + key).putV2("s", "{}").expect(200);
        assertThat(response.session().get("applicationId").getAsInt())
            .isEqualTo(key.equals("shop") ? 1 : 2);
      }
    }
  }

  @Test
  void apiKey_thatContradictsFixtures_stopsTheStart() {
    assertThatThrownBy(() -> Stubs.builder().fixtures(ACCOUNT).apiKey("more", 7).start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an API key is for application 7, which the fixtures do not have");
    assertThatThrownBy(() -> Stubs.builder().apiKey("tea", 1).fixtures(ACCOUNT).embed())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an API key is for application 1, but belongs to application 2");
  }

  @Test
  void apiKey_thatIsNone_isRefused() {
    CustomerSessionStub.Builder settings = Stubs.builder().apiKey("known", 1);
    for (String key : java.util.List.of("", " ", "a b", "a ", "ä", "a\tb")) {
      assertThatThrownBy(() -> settings.apiKey(key, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a key must be of visible ASCII characters");
    }
    assertThatThrownBy(() -> settings.apiKey("other", 0)).hasMessageContaining("1 or more, not 0");
    assertThatThrownBy(() -> settings.apiKey("known", 2).embed())
        .hasMessageContaining("belongs to application 1");
    assertThatThrownBy(() -> Fixtures.builder().applications(Application.of(1).apiKeys("a b")))
        .hasMessageContaining("characters other than visible ASCII");
  }

  @Test
  void signature_inV2_isNoKey() {
    signed("signer=1; signature=" + signature("{\"customerSession\":{}}"))
        .putV2("s", "{}")
        .expect(401);
  }

  @Test
  void signature_besideAKey_doesNotCount() {
    api.header("Content-Signature", "signer=1; signature=00").putV1("s", "{}").expect(200);
    with("ApiKey-v1", "wrong")
        .header("Content-Signature", "signer=1; signature=" + signature("{}"))
        .putV1("s", "{}")
        .expect(401);
  }

  @Test
  void signature_withoutKeysSetUp_isAsGoodAsAnyKey() {
    try (CustomerSessionStub free = Stubs.start()) {
      new Api(free)
          .header("Authorization", null)
          .header("Content-Signature", "signer=7; signature=00ff")
          .putV1("s", "{}")
          .expect(200);
    }
  }
}
