package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.stub.violation.ContractViolation;
import io.customersession.contract.stub.violation.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What SDKs and plug-ins of the modeled API send against the letter of the document, and what the
 * stub accepts all the same. Raw requests, since a client of ours sends none of it.
 */
class LeniencyTest {
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String SESSION = "{\"customerSession\":{\"profileId\":\"ann\"}}";

  private CustomerSessionStub stub;

  @BeforeEach
  void start() {
    stub = Stubs.start();
  }

  @AfterEach
  void stop() {
    stub.close();
  }

  private Api.Response send(String line, String headers, String body) throws IOException {
    try (RawHttp connection = new RawHttp(stub)) {
      return connection
          .request(line, headers, body == null ? null : body.getBytes(StandardCharsets.UTF_8))
          .response();
    }
  }

  private List<ContractRule> kinds() {
    return stub.violations().stream().map(ContractViolation::kind).toList();
  }

  private int sessions() {
    return new Api(stub)
        .asManager()
        .send("GET", "/v1/applications/1/sessions", null)
        .json()
        .getAsJsonArray("data")
        .size();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "t", "T", "TRUE", "true", "True"})
  void dry_inEachSpellingOfTrue_storesNothing(String text) throws IOException {
    assertThat(send("PUT /v2/customer_sessions/s?dry=" + text, JSON, SESSION).status())
        .isEqualTo(200);
    assertThat(send("PUT /v1/customer_sessions/s?dry=" + text, JSON, "{}").status()).isEqualTo(200);

    assertThat(sessions()).isZero();
    assertThat(kinds()).containsExactly(ContractRule.OLD_VERSION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "f", "F", "FALSE", "false", "False"})
  void dry_inEachSpellingOfFalse_stores(String text) throws IOException {
    assertThat(send("PUT /v2/customer_sessions/s?dry=" + text, JSON, SESSION).status())
        .isEqualTo(200);

    assertThat(sessions()).isOne();
    assertThat(kinds()).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PUT /v1/customer_sessions/s              | {}                    | dry
          PUT /v2/customer_sessions/s              | {"customerSession":{}} | dry
          POST /v2/customer_sessions/closed/returns | {"return":{"returnedCartItems":[{"position":0}]}} | dry
          POST /v2/customer_sessions/closed/returns | {"return":{"returnedCartItems":[{"position":0}]}} | runRuleEngine
          PUT /v1/customer_profiles/p              | {}                    | dry
          PUT /v2/customer_profiles/p              | {}                    | dry
          PUT /v2/customer_profiles/p              | {}                    | runRuleEngine
          """)
  void queryBoolean_ofEveryOperation_acceptsTheSameTexts(String line, String body, String name)
      throws IOException {
    new Api(stub)
        .putV2(
            "closed",
            "{\"state\":\"closed\",\"cartItems\":[{\"sku\":\"a\",\"quantity\":2,\"price\":1}]}")
        .expect(200);
    String dry = name.equals("dry") ? "" : "&dry=True";
    for (String text : List.of("1", "True", "t", "TRUE")) {
      Api.Response response = send(line + "?" + name + "=" + text + dry, JSON, body);
      assertThat(response.status()).as(response.body()).isEqualTo(200);
    }
    for (String text : List.of("yes", "2", "tRUE", "", "null", "01", "%20true", "on")) {
      Api.Response response = send(line + "?" + name + "=" + text, JSON, body);
      assertThat(response.status()).as(text).isEqualTo(400);
      assertThat(response.places()).containsExactly(name);
      assertThat(response.errors().toString())
          .contains(
              name
                  + " must be one of 1, t, T, TRUE, true, True (true), 0, f, F, FALSE, false, False"
                  + " (false)");
    }
  }

  @Test
  void partialMatch_acceptsTheSameTexts() throws IOException {
    new Api(stub).putV2("order-1", "{\"profileId\":\"ann\"}").expect(200);
    for (String text : List.of("1", "T", "true")) {
      assertThat(list("integrationId=rder&partialMatch=" + text).json().getAsJsonArray("data"))
          .hasSize(1);
    }
    assertThat(list("integrationId=rder&partialMatch=0").json().getAsJsonArray("data")).isEmpty();
  }

  private Api.Response list(String query) throws IOException {
    try (RawHttp connection = new RawHttp(stub)) {
      return connection
          .send(
              "GET /v1/applications/1/sessions?"
                  + query
                  + " HTTP/1.1\r\nHost: stub\r\nAuthorization: ManagementKey-v1 m\r\n\r\n")
          .response();
    }
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"", "Content-Type:\r\n", "Content-Type:  \r\n"})
  void body_withoutContentType_isReadAsJsonAndRecorded(String header) throws IOException {
    assertThat(send("PUT /v2/customer_sessions/s", header, SESSION).status()).isEqualTo(200);

    assertThat(stub.violations()).hasSize(1);
    ContractViolation violation = stub.violations().get(0);
    assertThat(violation.kind()).isEqualTo(ContractRule.MISSING_MEDIA_TYPE);
    assertThat(violation.severity()).isEqualTo(Severity.WARNING);
    assertThat(violation.refused()).isFalse();
    assertThat(violation.explained())
        .contains("warning missing-media-type: The request has a body, but no Content-Type")
        .contains(
            "#/paths/~1v2~1customer_sessions~1{customerSessionId}/put/requestBody",
            "Content-Type: application/json");
  }

  @Test
  void chunkedBody_withoutContentType_isReadAsJsonAndRecorded() throws IOException {
    try (RawHttp connection = new RawHttp(stub)) {
      connection.send(
          "PUT /v2/customer_sessions/s HTTP/1.1\r\nHost: stub\r\nAuthorization: ApiKey-v1 k\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n"
              + Integer.toHexString(SESSION.length())
              + "\r\n"
              + SESSION
              + "\r\n0\r\n\r\n");
      Api.Response response = connection.response();
      assertThat(response.status()).as(response.body()).isEqualTo(200);
      assertThat(response.session().get("profileId").getAsString()).isEqualTo("ann");
    }
    assertThat(kinds()).containsExactly(ContractRule.MISSING_MEDIA_TYPE);
  }

  @Test
  void missingContentType_matteringLessOrMoreInOneCall_isRecordedSo() throws IOException {
    send("PUT /v2/customer_sessions/s", "X-Stub-Severity: missing-media-type=off\r\n", SESSION);
    assertThat(stub.violations()).isEmpty();

    send("PUT /v2/customer_sessions/s", "X-Stub-Severity: missing-media-type=error\r\n", SESSION);
    assertThat(stub.violations())
        .extracting(ContractViolation::severity)
        .containsExactly(Severity.ERROR);
  }

  @Test
  void noBody_withoutContentType_isNoViolationOfTheType() throws IOException {
    assertThat(send("PUT /v2/customer_sessions/s/reopen", "", null).status()).isEqualTo(404);
    assertThat(send("PUT /v2/customer_sessions/s", "", "").status()).isEqualTo(400);

    assertThat(kinds()).doesNotContain(ContractRule.MISSING_MEDIA_TYPE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=latin1",
        "json"
      })
  void wrongContentType_isStillRefused(String type) throws IOException {
    assertThat(
            send("PUT /v2/customer_sessions/s", "Content-Type: " + type + "\r\n", SESSION).status())
        .isEqualTo(415);
    assertThat(kinds()).containsExactly(ContractRule.MEDIA_TYPE);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "\"position\":3559.339819812177",
        "\"position\":\"x\"",
        "\"position\":null",
        "\"position\":1e999",
        "\"position\":99999999999999999999",
        "\"position\":-1",
        "\"position\":{\"a\":[1,{\"b\":true}]}",
        "\"prices\":\"x\"",
        "\"prices\":{}",
        "\"prices\":[]",
        "\"prices\":{\"a\":{\"price\":\"x\"}}",
        "\"returnedQuantity\":-1",
        "\"returnedQuantity\":true",
        "\"remainingQuantity\":[[[]]]"
      })
  void readOnlyProperty_ofAnyTypeAndValue_isIgnoredAndRecorded(String member) throws IOException {
    String body =
        "{\"customerSession\":{\"cartItems\":[{\"sku\":\"a\",\"quantity\":1,\"price\":5,"
            + member
            + "}]}}";
    Api.Response response = send("PUT /v2/customer_sessions/s", JSON, body);

    assertThat(response.status()).as(response.body()).isEqualTo(200);
    String name = member.split("\"", -1)[1];
    assertThat(stub.violations())
        .extracting(ContractViolation::kind, ContractViolation::location)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                ContractRule.READ_ONLY_PROPERTY, "/customerSession/cartItems/0/" + name));
    Api.Response strict =
        send("PUT /v2/customer_sessions/t", JSON + "X-Stub-Behaviour: strict=true\r\n", body);
    assertThat(strict.status()).isEqualTo(400);
    assertThat(strict.places()).containsExactly("/customerSession/cartItems/0/" + name);
    assertThat(sessions()).isOne();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "prices":{"a":1,"a":2}           | /customerSession/cartItems/0/prices/a
          "prices":[{"a":{"b":1,"b":2}}]   | /customerSession/cartItems/0/prices/0/a/b
          "position":1,"position":2        | /customerSession/cartItems/0/position
          "prices":{"a":nul}               | 1
          "prices":[1,]                    | 1
          "position":01                    | 1
          "position":"\\ud800\\x"          | 1
          """)
  void readOnlyProperty_thatIsNoJsonOrRepeatsAName_isRefused(String member, String place)
      throws IOException {
    Api.Response response =
        send(
            "PUT /v2/customer_sessions/s",
            JSON,
            "{\"customerSession\":{\"cartItems\":[{\"sku\":\"a\",\"quantity\":1,\"price\":5,"
                + member
                + "}]}}");

    assertThat(response.status()).as(response.body()).isEqualTo(400);
    assertThat(response.places()).containsExactly(place);
    assertThat(kinds()).contains(ContractRule.MALFORMED_BODY);
    assertThat(sessions()).isZero();
  }

  @Test
  void readOnlyProperty_nestedTooDeep_isRefused() throws IOException {
    Api.Response response =
        send(
            "PUT /v2/customer_sessions/s",
            JSON,
            "{\"customerSession\":{\"cartItems\":[{\"sku\":\"a\",\"quantity\":1,\"prices\":"
                + "[".repeat(300)
                + "]".repeat(300)
                + "}]}}");

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.errors().toString()).contains("nested deeper than 255 levels");
  }

  @Test
  void queryBooleans_areTheTextsOfTheDocument() {
    List<String> texts = Document.queryBooleans();

    assertThat(texts)
        .containsExactlyElementsOf(
            Arrays.asList("1,t,T,TRUE,true,True,0,f,F,FALSE,false,False".split(",")));
  }
}
