package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid queries and session ids. */
class BadTargetsTest extends BadInputScenario {
  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dry=maybe                  | dry
          dry=                       | dry
          dry=tRUE                   | dry
          dry=true&dry=true          | dry
          now=yesterday&dry=true     | now
          now=2030-01-01&dry=true    | now
          dry=%FF                    | dry
          """)
  void query_wrong_isNamedAsAParameter(String query, String parameter) throws IOException {
    try (RawHttp connection = new RawHttp(stub)) {
      Api.Response response =
          connection
              .request(
                  "PUT /v2/customer_sessions/s?" + query,
                  "Content-Type: application/json\r\n",
                  "{\"customerSession\":{}}".getBytes(StandardCharsets.UTF_8))
              .response();
      assertThat(response.status()).as(response.body()).isEqualTo(400);
      assertThat(response.places()).containsExactly(parameter);
    }
  }

  @Test
  void query_unknownParameter_isNotedOnly() {
    stub.reset();
    api.send("PUT", "/v2/customer_sessions/s?colour=red", "{\"customerSession\":{}}").expect(200);
    assertThat(stub.violations())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.location()).isEqualTo("colour");
              assertThat(violation.refused()).isFalse();
              assertThat(violation.operation()).isEqualTo("updateCustomerSessionV2");
            });
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "Order 1/ä+?#%;=",
        "a/b",
        "a;b=c",
        "100%",
        "#1",
        "..",
        ".",
        "漢字 😀",
        "a+b",
        "~'()*!",
        "%2F"
      })
  void id_ofAnyCharacters_isOneSegment(String id) {
    api.putV2(id, "{}").expect(200);
    assertThat(api.getV2(id).expect(200).session().get("integrationId").getAsString())
        .isEqualTo(id);
    assertThat(api.getV1(id).expect(200).session().get("integrationId").getAsString())
        .isEqualTo(id);
    api.putV2(id, "{\"state\":\"closed\"}").expect(200);
    api.reopen(id).expect(200);
  }

  @Test
  void id_withABareSemicolon_isNotCutThere() throws IOException {
    try (RawHttp connection = new RawHttp(stub)) {
      connection.request(
          "PUT /v2/customer_sessions/x;y=1",
          "Content-Type: application/json\r\n",
          "{\"customerSession\":{}}".getBytes(StandardCharsets.UTF_8));
      assertThat(connection.response().session().get("integrationId").getAsString())
          .isEqualTo("x;y=1");
    }
  }

  @Test
  void id_length_isBoundedInCharacters() {
    String longest = "ä".repeat(1000);
    api.putV2(longest, "{}").expect(200);
    api.getV2(longest).expect(200);
    assertThat(api.putV2(longest + "x", "{}").expect(400).places())
        .containsExactly("customerSessionId");
    assertThat(api.getV2(longest + "x").expect(400).places()).containsExactly("customerSessionId");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"%FF", "%C3", "%ED%A0%80"})
  void id_noUtf8_isRefused(String id) throws IOException {
    try (RawHttp connection = new RawHttp(stub)) {
      Api.Response response =
          connection.request("GET /v2/customer_sessions/" + id, "", null).response();
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.places()).containsExactly("customerSessionId");
    }
  }

  @Test
  void id_empty_isAnUnknownPath() {
    api.send("PUT", "/v2/customer_sessions/", "{}").expect(404);
    api.send("GET", "/v2/customer_sessions//reopen", null).expect(404);
  }
}
