package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid bodies: every violation is named, nothing is stored, and the response is never a 500. */
class BadBodiesTest extends BadInputScenario {
  static Stream<Arguments> wrongSessions() {
    return Stream.of(
        // What is wrong with the session, and every place that must be named.
        Arguments.of("{\"state\":\"lost\"}", List.of("/state")),
        Arguments.of("{\"state\":7}", List.of("/state")),
        Arguments.of(
            "{\"profileId\":false,\"identifiers\":\"x\"}", List.of("/profileId", "/identifiers")),
        Arguments.of("{\"cartItems\":{}}", List.of("/cartItems")),
        Arguments.of(
            "{\"cartItems\":[null,1,{}]}",
            List.of("/cartItems/0", "/cartItems/1", "/cartItems/2/sku", "/cartItems/2/quantity")),
        Arguments.of(
            "{\"cartItems\":[{\"sku\":\"\",\"quantity\":0,\"price\":-1}]}",
            List.of("/cartItems/0/sku", "/cartItems/0/quantity", "/cartItems/0/price")),
        Arguments.of(
            "{\"cartItems\":[{\"sku\":1,\"quantity\":1.5},{\"quantity\":\"2\",\"sku\":\"a\"}]}",
            List.of("/cartItems/0/sku", "/cartItems/0/quantity", "/cartItems/1/quantity")),
        Arguments.of(
            "{\"cartItems\":[{\"sku\":\"a\",\"quantity\":99999999999}]}",
            List.of("/cartItems/0/quantity")),
        Arguments.of(
            "{\"cartItems\":[{\"sku\":\"a\",\"quantity\":1,\"price\":1e999999999}]}",
            List.of("/cartItems/0/price")),
        Arguments.of(
            "{\"cartItems\":[{\"sku\":\"a\",\"quantity\":6000},{\"sku\":\"b\",\"quantity\":4001}]}",
            List.of("/cartItems")),
        Arguments.of(
            "{\"cartItems\":[{\"sku\":\"a\",\"quantity\":1,\"name\":null}]}",
            List.of("/cartItems/0/name")),
        Arguments.of(
            "{\"identifiers\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\"]}", List.of("/identifiers")),
        Arguments.of("{\"attributes\":[]}", List.of("/attributes")),
        Arguments.of("{\"profileId\":\"a\",\"profileId\":\"b\"}", List.of("/profileId")),
        Arguments.of("{\"attributes\":{\"a/b~c\":1,\"a/b~c\":2}}", List.of("/attributes/a~1b~0c")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongSessions")
  void session_thatBreaksRules_namesEveryPlaceInBothViews(String session, List<String> places) {
    String before = api.getV2("s").body();

    Api.Response v2 = api.putV2("s", session).expect(400);
    assertThat(v2.message()).isEqualTo("The submitted data was invalid");
    assertThat(v2.places())
        .containsExactlyElementsOf(places.stream().map("/customerSession"::concat).toList());
    assertThat(api.putV1("s", session).expect(400).places()).containsExactlyElementsOf(places);
    assertThat(api.getV2("s").body()).isEqualTo(before);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"1e0", "1.0", "1E1", "10e-1"})
  void integer_writtenAsAnythingElse_isRefused(String quantity) {
    assertThat(
            api.putV1("s", "{\"cartItems\":[{\"sku\":\"a\",\"quantity\":" + quantity + "}]}")
                .expect(400)
                .places())
        .containsExactly("/cartItems/0/quantity");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "2030-01-31T12:00:00ZZ",
        "2030-01-31T12:00:00%2B01:00%2B0100",
        "2030-01-31T12:00:00.Z",
        "2030-01-31T12:00Z",
        "2030-02-30T12:00:00Z",
        "2030-01-31T12:00:00"
      })
  void dateTime_ofAnotherShape_isRefused(String now) {
    assertThat(
            api.send(
                    "PUT",
                    "/v2/customer_sessions/s?dry=true&now=" + now,
                    "{\"customerSession\":{}}")
                .expect(400)
                .places())
        .containsExactly("now");
  }

  @Test
  void itemsOfAWrongType_countForTheLimitsOfTheirList() {
    assertThat(api.putV1("s", "{\"identifiers\":[1,2,3,4,5,6]}").expect(400).places())
        .containsExactly(
            "/identifiers/0",
            "/identifiers/1",
            "/identifiers/2",
            "/identifiers/3",
            "/identifiers/4",
            "/identifiers/5",
            "/identifiers");
    assertThat(api.returnItems("s", "[5]").expect(400).places())
        .containsExactly("/return/returnedCartItems/0");
  }

  @Test
  void unknownKey_givenTwice_isRefused() {
    assertThat(api.putV1("s", "{\"zz\":1,\"zz\":2}").expect(400).places()).containsExactly("/zz");
  }

  @Test
  void limits_ofV2Only_areChecked() {
    assertThat(
            api.putV2(
                    "s",
                    "{\"couponCodes\":[\""
                        + "c".repeat(101)
                        + "\"],\"referralCode\":\""
                        + "r".repeat(101)
                        + "\",\"loyaltyCards\":[\"1\",\"2\"],\"storeIntegrationId\":\"\",\"additionalCosts\":{\"ship\":{},\"x\":{\"price\":-0.01}}}")
                .expect(400)
                .places())
        .containsExactly(
            "/customerSession/couponCodes/0",
            "/customerSession/referralCode",
            "/customerSession/loyaltyCards",
            "/customerSession/storeIntegrationId",
            "/customerSession/additionalCosts/ship/price",
            "/customerSession/additionalCosts/x/price");
    assertThat(
            api.putV2(
                    "s",
                    "{\"cartItems\":["
                        + "{\"sku\":\"a\",\"quantity\":1},".repeat(1000)
                        + "{\"sku\":\"a\",\"quantity\":1}]}")
                .expect(400)
                .places())
        .containsExactly("/customerSession/cartItems");
    api.putV2(
            "full",
            "{\"cartItems\":["
                + "{\"sku\":\"a\",\"quantity\":10},".repeat(999)
                + "{\"sku\":\"a\",\"quantity\":10}]}")
        .expect(200);
  }

  @Test
  void enum_unknownValue_listsTheAllowedOnesAsTheVendorDoes() {
    String details =
        api.putV1("s", "{\"state\":\"lost\"}")
            .errors()
            .get(0)
            .getAsJsonObject()
            .get("details")
            .getAsString();
    assertThat(details)
        .isEqualTo(
            "state must be one of the following: "
                + String.join(
                    ", ", Document.states().stream().map(state -> "\"" + state + "\"").toList()));
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "",
        " ",
        "nonsense",
        "{",
        "{\"customerSession\":{}",
        "{\"customerSession\":{}} x",
        "{\"customerSession\":{}}{}",
        "{'customerSession':{}}",
        "{\"customerSession\":{\"profileId\":NaN}}",
        "{\"customerSession\":{\"total\":Infinity}}",
        "{\"customerSession\":{\"attributes\":{\"a\":01}}}",
        "{\"customerSession\":{\"profileId\":\"\\x\"}}",
        "{\"customerSession\":{},}",
        "{\"customerSession\":{\"profileId\":\"\\ud800\"}}",
        "{\"customerSession\":{\"profileId\":\"a\nb\"}}",
        "// comment\n{}",
        "\uFEFF{\"customerSession\":{}}"
      })
  void body_thatIsNoJson_isRefusedWithALine(String body) throws IOException {
    try (RawHttp connection = new RawHttp(stub)) {
      Api.Response response =
          connection
              .request(
                  "PUT /v2/customer_sessions/s",
                  "Content-Type: application/json\r\n",
                  body.getBytes(StandardCharsets.UTF_8))
              .response();
      assertThat(response.status()).as(response.body()).isEqualTo(400);
      assertThat(response.message()).isEqualTo("The submitted data was invalid");
      assertThat(response.errors().toString()).contains("\"line\":");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"null", "[]", "7", "\"text\"", "true", "{}", "{\"customerSession\":null}"})
  void body_ofAnotherType_isRefusedWithAPointer(String body) {
    Api.Response response = api.send("PUT", "/v2/customer_sessions/s", body).expect(400);
    assertThat(response.errors()).hasSize(1);
    assertThat(response.places().get(0)).isIn("", "/customerSession");
  }

  @Test
  void nesting_over255_isRefused() {
    String fine = "[".repeat(250) + "]".repeat(250);
    String deep = "[".repeat(300) + "]".repeat(300);
    api.putV2("deep", "{\"attributes\":{\"a\":" + fine + "}}").expect(200);
    assertThat(
            api.putV2("deep", "{\"attributes\":{\"a\":" + deep + "}}")
                .expect(400)
                .errors()
                .toString())
        .contains("nested deeper than 255 levels");
  }

  @Test
  void syntaxError_behindOtherViolations_hidesNoneOfThem() {
    Api.Response response =
        api.send(
                "PUT",
                "/v2/customer_sessions/s?dry=maybe",
                "{\"customerSession\":{\"state\":\"lost\",\n\"cartItems\":[{]}}")
            .expect(400);
    assertThat(response.places()).containsExactly("dry", "/customerSession/state", "2");
  }

  @Test
  void utf8_malformed_isRefused() throws IOException {
    byte[] body = "{\"customerSession\":\n{\"profileId\":\"x\"}}".getBytes(StandardCharsets.UTF_8);
    body[body.length - 4] = (byte) 0xC3;
    try (RawHttp connection = new RawHttp(stub)) {
      Api.Response response =
          connection
              .request("PUT /v2/customer_sessions/s", "Content-Type: application/json\r\n", body)
              .response();
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.places()).containsExactly("2");
    }
  }

  @Test
  void body_gzip_isAnUnsupportedMediaType() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write("{\"customerSession\":{}}".getBytes(StandardCharsets.UTF_8));
    }
    try (RawHttp connection = new RawHttp(stub)) {
      Api.Response response =
          connection
              .request(
                  "PUT /v2/customer_sessions/s",
                  "Content-Type: application/json\r\nContent-Encoding: gzip\r\n",
                  zipped.toByteArray())
              .response();
      assertThat(response.status()).isEqualTo(415);
    }
  }

  @Test
  void strict_unknownAndReadOnlyFields_areRefused() {
    try (CustomerSessionStub strict = Stubs.builder().strict(true).start()) {
      Api own = new Api(strict);
      assertThat(
              own.putV2(
                      "s",
                      "{\"zz\":1,\"cartItems\":[{\"sku\":\"a\",\"quantity\":1,\"position\":0,\"prices\":{}}]}")
                  .expect(400)
                  .places())
          .containsExactly(
              "/customerSession/zz",
              "/customerSession/cartItems/0/position",
              "/customerSession/cartItems/0/prices");
      own.getV2("s").expect(404);
    }
    api.putV2(
            "lenient",
            "{\"zz\":1,\"cartItems\":[{\"sku\":\"a\",\"quantity\":1,\"position\":9,\"prices\":{}}]}")
        .expect(200);
  }
}
