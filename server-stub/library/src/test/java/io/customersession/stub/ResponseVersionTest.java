package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.customersession.contract.json.ApiVersion;
import io.customersession.contract.stub.journal.RecordedExchange;
import io.customersession.stub.account.Fixtures;
import io.customersession.stub.account.Limits;
import io.customersession.stub.account.Promotion;
import io.customersession.stub.session.ResponseVersion;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which properties responses carry, by the caller, by settings and by the control header. */
class ResponseVersionTest {
  private static final String JAVA = "OpenAPI-Generator/26.02/java";
  private static final String SESSION =
      "{\"profileId\":\"p\",\"couponCodes\":[\"c\"],\"experimentVariantAllocations\":[{\"experimentID\":1,\"variantID\":2}],"
          + "\"cartItems\":[{\"sku\":\"a\",\"quantity\":2,\"price\":3}]}";

  private static final Fixtures ACCOUNT =
      Fixtures.builder()
          .coupons(
              Promotion.coupon("c").amount("1").campaign("Spring").limits(Limits.NONE.total(9)))
          .build();

  private CustomerSessionStub stub = Stubs.builder().fixtures(ACCOUNT).start();
  private Api api = new Api(stub);

  @AfterEach
  void stop() {
    stub.close();
  }

  private void use(CustomerSessionStub other) {
    stub.close();
    stub = other;
    api = new Api(stub);
  }

  private RecordedExchange last() {
    List<RecordedExchange> exchanges = stub.journal().exchanges();
    return exchanges.get(exchanges.size() - 1);
  }

  /**
   * Returns the names of the properties that the document dates, with their versions, but not names
   * that another schema has without a date.
   */
  private static Map<String, String> dated() throws Exception {
    Map<String, String> dated = new LinkedHashMap<>();
    Set<String> undated = new TreeSet<>();
    List<String> lines =
        Files.readAllLines(Path.of("../../openapi/contract/customer-session.yaml"));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).matches(" {8}[a-zA-Z]+:")) {
        String property = lines.get(i).strip().replace(":", "");
        String since = null;
        for (int j = i + 1; j < lines.size() && lines.get(j).startsWith(" ".repeat(10)); j++) {
          if (lines.get(j).startsWith(" ".repeat(10) + "x-since: ")) {
            since = lines.get(j).replaceAll("[^0-9.]", "");
          }
        }
        if (since == null) {
          undated.add(property);
        } else {
          dated.put(property, since);
        }
      }
    }
    dated.keySet().removeAll(undated);
    return dated;
  }

  /** Returns the names in a response, at any depth, but not those of free-form objects. */
  private static Set<String> names(JsonElement element) {
    Set<String> names = new TreeSet<>();
    if (element instanceof JsonArray array) {
      array.forEach(item -> names.addAll(names(item)));
    } else if (element instanceof JsonObject object) {
      object
          .entrySet()
          .forEach(
              member -> {
                names.add(member.getKey());
                if (!Set.of("props", "attributes", "meta").contains(member.getKey())) {
                  names.addAll(names(member.getValue()));
                }
              });
    }
    return names;
  }

  /** Calls every operation that returns something, and returns the names in all responses. */
  private Set<String> namesInAllResponses() {
    Set<String> names = new TreeSet<>();
    String every =
        "[\"customerSession\",\"customerProfile\",\"coupons\",\"triggeredCampaigns\",\"referral\",\"loyalty\",\"event\","
            + "\"previousReturns\"]";
    String path = "/v2/customer_sessions/s";
    names.addAll(
        send(
            "PUT",
            path,
            "{\"customerSession\":" + SESSION + ",\"responseContent\":" + every + "}"));
    names.addAll(send("PUT", "/v1/customer_sessions/s", "{}"));
    names.addAll(send("GET", "/v1/customer_sessions/s", null));
    names.addAll(
        send(
            "PUT",
            path,
            "{\"customerSession\":{\"state\":\"closed\"},\"responseContent\":[\"awardedGiveaways\","
                + "\"ruleFailureReasons\",\"achievements\",\"unlockedRewards\",\"campaignEligibility\"]}"));
    String returned =
        "{\"return\":{\"returnedCartItems\":[{\"position\":0,\"quantity\":1}]},\"responseContent\":"
            + every
            + "}";
    names.addAll(send("POST", path + "/returns", returned));
    names.addAll(send("POST", path + "/returns", returned));
    names.addAll(send("GET", path, null));
    send("PUT", "/v2/customer_sessions/t", "{\"customerSession\":{\"state\":\"closed\"}}");
    names.addAll(send("PUT", "/v2/customer_sessions/t/reopen", null));
    names.addAll(
        send(
            "PUT",
            "/v2/customer_profiles/p",
            "{\"responseContent\":[\"customerProfile\",\"triggeredCampaigns\",\"loyalty\",\"event\",\"awardedGiveaways\","
                + "\"ruleFailureReasons\",\"achievements\"]}"));
    api.asManager();
    names.addAll(send("GET", "/v1/applications/1/sessions", null));
    names.addAll(send("GET", "/v1/applications/1/sessions/1", null));
    return names;
  }

  private Set<String> send(String method, String path, String body) {
    return names(api.send(method, path, body).expect(200).json());
  }

  @ParameterizedTest
  @ValueSource(strings = {"26.02", "26.03", "26.08", "26.11", "26.13"})
  void responses_toJava_haveNothingNewerThanItsVersion(String version) throws Exception {
    api.header("User-Agent", "OpenAPI-Generator/" + version + "/java");

    Set<String> names = namesInAllResponses();

    ApiVersion caller = ApiVersion.of(version);
    assertThat(dated()).containsEntry("cartItemAdditionalCostTotal", "26.11");
    dated()
        .forEach(
            (property, since) -> {
              if (ApiVersion.of(since).compareTo(caller) > 0) {
                assertThat(names).doesNotContain(property);
              }
            });
    assertThat(names.contains("experimentVariantAllocations")).isEqualTo(!version.equals("26.02"));
    assertThat(names.contains("reevaluateOnReturn")).isEqualTo(!version.equals("26.02"));
    assertThat(names.contains("achievements")).isEqualTo(version.equals("26.13"));
    assertThat(names).contains("sku", "programs");
    assertThat(names.contains("cartItemAdditionalCostTotal"))
        .isEqualTo(caller.compareTo(ApiVersion.of("26.11")) >= 0);
    assertThat(last().responseVersion()).isEqualTo(version);
    assertThat(last().responseVersionReason()).isEqualTo("User-Agent: Java 25.26 and later");
  }

  @ParameterizedTest
  @CsvSource({
    "OpenAPI-Generator/26.13.0/go, User-Agent: Go",
    "OpenAPI-Generator/12.0.0/python, User-Agent: Python",
    "OpenAPI-Generator/26.17.0/ruby, User-Agent: Ruby",
    "OpenAPI-Generator/14.1.0/java, User-Agent: Java up to 25.18",
    "node, User-Agent: TypeScript",
    "curl/8, User-Agent of no known SDK"
  })
  void responses_toTolerantCallers_haveEverything(String userAgent, String reason) {
    api.header("User-Agent", userAgent);

    assertThat(namesInAllResponses())
        .contains(
            "experimentVariantAllocations",
            "cartItemAdditionalCostTotal",
            "reevaluateOnReturn",
            "achievements",
            "programs");
    assertThat(last().responseVersion()).isEqualTo("latest");
    assertThat(last().responseVersionReason()).isEqualTo(reason);
  }

  @Test
  void responses_ofAFixedVersion_areTheSameForEveryCaller() {
    use(Stubs.builder().responseVersion(ResponseVersion.of("26.03")).start());
    for (String userAgent : List.of(JAVA, "OpenAPI-Generator/26.13.0/go", "curl/8")) {
      assertThat(api.header("User-Agent", userAgent).putV2("s", SESSION).session().keySet())
          .contains("experimentVariantAllocations")
          .doesNotContain("cartItemAdditionalCostTotal");
      assertThat(last().responseVersion()).isEqualTo("26.03");
      assertThat(last().responseVersionReason()).isEqualTo("setting");
    }
  }

  @Test
  void controlHeader_winsOverSettingAndCaller() {
    use(Stubs.builder().responseVersion(ResponseVersion.of("26.03")).start());
    api.header("User-Agent", JAVA).header("X-Stub-Behaviour", "response-version=latest");
    assertThat(api.putV2("s", SESSION).session().keySet()).contains("cartItemAdditionalCostTotal");
    assertThat(last().responseVersionReason()).isEqualTo("header X-Stub-Behaviour");

    api.header("X-Stub-Behaviour", "strict=true, response-version=auto");
    assertThat(api.putV2("s", SESSION).session().keySet())
        .doesNotContain("experimentVariantAllocations");
    assertThat(last().responseVersion()).isEqualTo("26.02");
    assertThat(last().responseVersionReason()).isEqualTo("User-Agent: Java 25.26 and later");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "common", "v26_05", "26", "26.2", "26.02.0", "LATEST", "-1.00", "26,02"})
  void aWrongVersion_isRefusedWithTheValuesThatAreRight(String value) {
    String rule = "must be auto, latest or a version of the official SDKs such as 26.02";
    assertThatThrownBy(() -> ResponseVersion.of(value)).hasMessage(rule);
    if (!value.contains(",")) {
      api.header("X-Stub-Behaviour", "response-version=" + value);
      assertThat(api.putV2("s", "{}").expect(400).message())
          .isEqualTo("X-Stub-Behaviour: response-version " + rule + ", not " + quoted(value));
      assertThat(last().responseVersion()).isNull();
      api.header("X-Stub-Behaviour", null).getV2("s").expect(404);
    }
  }

  /** Numbers are not quoted. */
  private static String quoted(String value) {
    return value.matches("-?[0-9.]+") ? value : "\"" + value + "\"";
  }

  @Test
  void controlApi_showsTheVersionOfEachResponse() throws Exception {
    api.header("User-Agent", JAVA).putV2("s", "{}").expect(200);

    JsonObject exchange =
        JsonParser.parseString(get(stub.url() + "/__stub/worlds/main/journal"))
            .getAsJsonObject()
            .getAsJsonArray("exchanges")
            .get(0)
            .getAsJsonObject();

    assertThat(exchange.get("responseVersion").getAsString()).isEqualTo("26.02");
    assertThat(exchange.get("responseVersionReason").getAsString())
        .isEqualTo("User-Agent: Java 25.26 and later");
    assertThat(get(stub.url() + "/__stub/worlds/main/settings"))
        .contains("\"responseVersion\":\"auto\"");
  }

  @Test
  void severalUserAgents_areOfNoKnownSdk() throws Exception {
    HttpRequest request =
        request(stub.url() + "/v2/customer_sessions/s")
            .header("User-Agent", JAVA)
            .header("User-Agent", "OpenAPI-Generator/26.13.0/go")
            .PUT(HttpRequest.BodyPublishers.ofString("{\"customerSession\":{}}"))
            .build();

    assertThat(
            HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body())
        .contains("cartItemAdditionalCostTotal");
    assertThat(last().responseVersionReason()).isEqualTo("User-Agent of no known SDK");
  }

  @Test
  void aRequestUnderTheSameKey_getsTheFirstResponse_whoeverSendsIt() throws Exception {
    String first = putWithKey(JAVA);

    assertThat(first).doesNotContain("cartItemAdditionalCostTotal");
    assertThat(putWithKey("OpenAPI-Generator/26.13.0/go")).isEqualTo(first);
  }

  private String putWithKey(String userAgent) throws Exception {
    HttpRequest request =
        request(stub.url() + "/v2/customer_sessions/s")
            .header("User-Agent", userAgent)
            .header("Idempotency-Key", "k")
            .PUT(HttpRequest.BodyPublishers.ofString("{\"customerSession\":{}}"))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Test
  void aUserAgentOf300Kilobytes_getsAResponse() throws Exception {
    api.header("User-Agent", JAVA + "/".repeat(300_000)).putV2("s", "{}").expect(200);

    assertThat(last().responseVersionReason()).isEqualTo("User-Agent of no known SDK");
  }

  private static HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Authorization", "ApiKey-v1 test")
        .header("Content-Type", "application/json");
  }

  private static String get(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(request(url).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
