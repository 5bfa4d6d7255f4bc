package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.customersession.stub.account.AdditionalCost;
import io.customersession.stub.account.Application;
import io.customersession.stub.account.Attribute;
import io.customersession.stub.account.AttributeType;
import io.customersession.stub.account.Entity;
import io.customersession.stub.account.Fixtures;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an account that is set up lets in: keys, signatures, attributes, additional costs. */
class AccountTest {
  private static final String HMAC_KEY = "6d75672d73686f70";
  private static final Fixtures ACCOUNT =
      Fixtures.builder()
          .applications(
              Application.of(1).apiKeys("shop").managementKeys("office", "both").hmacKey(HMAC_KEY),
              Application.of(2).apiKeys("tea").managementKeys("both"))
          .attributes(
              Entity.SESSION,
              Attribute.of("Name", AttributeType.STRING),
              Attribute.of("channel", AttributeType.STRING, "web", "app"),
              Attribute.of("weight", AttributeType.NUMBER, 1, 2.5),
              Attribute.of("gift", AttributeType.BOOLEAN),
              Attribute.of("paidAt", AttributeType.TIME),
              Attribute.of("sizes", AttributeType.STRINGS, "S", "M"))
          .attributes(Entity.CART_ITEM, Attribute.of("colour", AttributeType.STRING))
          .attributes(Entity.PROFILE, Attribute.of("points", AttributeType.NUMBER))
          .additionalCosts(
              AdditionalCost.of("shipping"),
              AdditionalCost.of("fee", Entity.SESSION),
              AdditionalCost.of("wrapping", Entity.CART_ITEM))
          .build();

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

  private Api with(String scheme, String key) {
    return new Api(stub).header("Authorization", scheme + " " + key);
  }

  private static void assertOnlyError(
      Api.Response refused, String title, String details, String pointer) {
    refused.expect(400);
    assertThat(refused.message()).isEqualTo("The submitted data was invalid");
    assertThat(refused.errors()).hasSize(1);
    JsonObject error = refused.errors().get(0).getAsJsonObject();
    assertThat(error.get("title").getAsString()).isEqualTo(title);
    assertThat(error.get("details").getAsString()).isEqualTo(details);
    assertThat(refused.places()).containsExactly(pointer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"X\":1}; Unknown; The attribute \"X\" is not defined on CustomerSession entities.; X",
        "{\"a/b\":1}; Unknown; The attribute \"a/b\" is not defined on CustomerSession entities.; a~1b",
        "{\"X\":null}; Unknown; The attribute \"X\" is not defined on CustomerSession entities.; X",
        "{\"Name\":false}; Invalid type; Value of \"Name\" attribute (false) is not a string; Name",
        "{\"weight\":\"1\"}; Invalid type; Value of \"weight\" attribute (\"1\") is not a number; weight",
        "{\"gift\":1}; Invalid type; Value of \"gift\" attribute (1) is not a boolean; gift",
        "{\"paidAt\":\"noon\"}; Invalid type; Value of \"paidAt\" attribute (\"noon\") is not a time; paidAt",
        "{\"sizes\":\"S\"}; Invalid type; Value of \"sizes\" attribute (\"S\") is not a list of strings; sizes",
        "{\"sizes\":[\"S\",1,null]}; Invalid type; Value of \"sizes\" attribute ([\"S\",1,null]) is not a list of strings; sizes",
        "{\"Name\":{\"a\":[\"<\"]}}; Invalid type; Value of \"Name\" attribute ({\"a\":[\"<\"]}) is not a string; Name",
        "{\"gift\":\"a \\\"b\\\"\"}; Invalid type; Value of \"gift\" attribute (\"a \\\"b\\\"\") is not a boolean; gift",
        "{\"paidAt\":\"2026-01-01T00:00Z\"}; Invalid type; Value of \"paidAt\" attribute (\"2026-01-01T00:00Z\") is not a time; paidAt",
        "{\"sizes\":[1]}; Invalid type; Value of \"sizes\" attribute ([1]) is not a list of strings; sizes",
        "{\"channel\":\"fax\"}; enum; channel must be one of the following: \"web\", \"app\"; channel",
        "{\"weight\":2}; enum; weight must be one of the following: 1, 2.5; weight",
        "{\"sizes\":[\"S\",\"L\"]}; enum; sizes must be one of the following: \"S\", \"M\"; sizes"
      })
  void session_attributeThatIsNotValid_isRefusedWithTitleDetailsAndPointer(
      String attributes, String title, String details, String name) {
    String session = "{\"attributes\":" + attributes + "}";

    assertOnlyError(api.putV1("s", session), title, details, "/attributes/" + name);
    assertOnlyError(api.putV2("s", session), title, details, "/customerSession/attributes/" + name);
    api.getV2("s").expect(404);
  }

  @Test
  void attribute_ofALongValue_isShownInPart_withoutHalfACharacter() {
    Api.Response refused =
        api.putV2("s", "{\"attributes\":{\"gift\":\"" + "😀".repeat(200) + "\"}}").expect(400);

    assertThat(refused.errors().get(0).getAsJsonObject().get("details").getAsString())
        .isEqualTo("Value of \"gift\" attribute (\"" + "😀".repeat(99) + "…) is not a boolean");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"Name\":\"\"}",
        "{\"Name\":null}",
        "{\"channel\":\"app\"}",
        "{\"weight\":2.50}",
        "{\"gift\":false,\"paidAt\":\"2026-01-01T00:00:00+02:00\",\"sizes\":[\"M\",\"S\"]}",
        "{\"sizes\":[]}"
      })
  void session_attributesThatAreValid_areTaken(String attributes) {
    api.putV2("s", "{\"attributes\":" + attributes + "}").expect(200);
    api.putV1("s", "{\"attributes\":" + attributes + "}").expect(200);
  }

  @Test
  void cartItem_attributeThatIsNotDefined_isRefusedWithItsPlace() {
    String session =
        "{\"cartItems\":[{\"sku\":\"a\",\"quantity\":1},"
            + "{\"sku\":\"b\",\"quantity\":1,\"attributes\":{\"colour\":\"red\",\"Name\":\"x\"}}]}";
    String details = "The attribute \"Name\" is not defined on CartItem entities.";

    assertOnlyError(
        api.putV2("s", session),
        "Unknown",
        details,
        "/customerSession/cartItems/1/attributes/Name");
    assertOnlyError(api.putV1("s", session), "Unknown", details, "/cartItems/1/attributes/Name");
  }

  @Test
  void profile_attributeThatIsNotValid_isRefused() {
    assertOnlyError(
        api.send("PUT", "/v2/customer_profiles/p", "{\"attributes\":{\"points\":\"many\"}}"),
        "Invalid type",
        "Value of \"points\" attribute (\"many\") is not a number",
        "/attributes/points");
    assertOnlyError(
        api.send("PUT", "/v2/customer_profiles/p", "{\"attributes\":{\"Name\":\"x\"}}"),
        "Unknown",
        "The attribute \"Name\" is not defined on CustomerProfile entities.",
        "/attributes/Name");
    api.send("PUT", "/v2/customer_profiles/p", "{\"attributes\":{\"points\":3}}").expect(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"additionalCosts\":{\"X\":{\"price\":1}}}; X; CustomerSession; /additionalCosts/X",
        "{\"additionalCosts\":{\"wrapping\":{\"price\":1}}}; wrapping; CustomerSession; /additionalCosts/wrapping",
        "{\"cartItems\":[{\"sku\":\"a\",\"quantity\":1,\"additionalCosts\":{\"fee\":{\"price\":1}}}]}; fee; CartItem; /cartItems/0/additionalCosts/fee"
      })
  void additionalCost_notDefinedThere_isRefused(
      String session, String name, String entity, String pointer) {
    assertOnlyError(
        api.putV2("s", session),
        "Unknown",
        "The additional cost \"" + name + "\" is not defined on " + entity + " entities.",
        "/customerSession" + pointer);
  }

  @Test
  void additionalCosts_definedThere_areTaken() {
    api.putV2(
            "s",
            "{\"additionalCosts\":{\"shipping\":{\"price\":1},\"fee\":{\"price\":2}},\"cartItems\":"
                + "[{\"sku\":\"a\",\"quantity\":1,\"additionalCosts\":{\"wrapping\":{\"price\":3},"
                + "\"shipping\":{\"price\":4}}}]}")
        .expect(200);
  }

  @Test
  void settingsAndDocument_brokenTogether_areNamedTogether() {
    Api.Response refused =
        api.putV2("s", "{\"state\":\"lost\",\"attributes\":{\"X\":1},\"cartItems\":[{}]}")
            .expect(400);

    assertThat(refused.places())
        .containsExactly(
            "/customerSession/state",
            "/customerSession/cartItems/0/sku",
            "/customerSession/cartItems/0/quantity",
            "/customerSession/attributes/X");
  }

  @Test
  void attributes_withoutDefinitions_areFree() {
    try (CustomerSessionStub free = Stubs.start()) {
      new Api(free)
          .putV2("s", "{\"attributes\":{\"X\":1},\"additionalCosts\":{\"y\":{\"price\":1}}}")
          .expect(200);
    }
  }

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
        .hasMessage("managementKey must be of visible ASCII characters");
    assertThatThrownBy(() -> Stubs.builder().managementKey("secret", 0))
        .hasMessage("the application of a managementKey must be 1 or more, not 0");
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
        .hasMessage("an API key is for application 1, but the fixtures give it to application 2");
  }

  @Test
  void apiKey_thatIsNone_isRefused() {
    CustomerSessionStub.Builder settings = Stubs.builder().apiKey("known", 1);
    for (String key : java.util.List.of("", " ", "a b", "a ", "ä", "a\tb")) {
      assertThatThrownBy(() -> settings.apiKey(key, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("apiKey must be of visible ASCII characters");
    }
    assertThatThrownBy(() -> settings.apiKey("other", 0)).hasMessageContaining("1 or more, not 0");
    assertThatThrownBy(() -> settings.apiKey("known", 2)).hasMessageContaining("belongs to 1");
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
