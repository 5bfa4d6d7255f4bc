package io.customersession.stub.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static io.customersession.stub.wiremock.CustomerSessionExtension.customerSessionApi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.customersession.contract.stub.fault.FaultPlan;
import io.customersession.contract.stub.fault.FaultRule;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.stub.violation.ContractViolation;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.world.World;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CustomerSessionExtensionTest {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final String OPEN = "{\"customerSession\":{\"profileId\":\"p\"}}";
  private static final String CLOSE = "{\"customerSession\":{\"state\":\"closed\"}}";

  private final CustomerSessionExtension extension = new CustomerSessionExtension();
  private final WireMockServer wireMock =
      started(new WireMockServer(wireMockConfig().dynamicPort().extensions(extension)));

  @AfterEach
  void stop() {
    wireMock.stop();
  }

  private static WireMockServer started(WireMockServer server) {
    server.start();
    return server;
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(wireMock.baseUrl() + path))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "ApiKey-v1 test")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> update(String id, String body) throws Exception {
    return send("PUT", "/v2/customer_sessions/" + id, body);
  }

  private HttpResponse<String> look(String id) throws Exception {
    return send("GET", "/v2/customer_sessions/" + id, "");
  }

  @Test
  void api_inWireMock_remembersSessions() throws Exception {
    assertThat(look("s").statusCode()).isEqualTo(404);
    assertThat(update("s", OPEN).statusCode()).isEqualTo(200);
    assertThat(update("s", CLOSE).body()).contains("\"state\":\"closed\"");

    HttpResponse<String> found = look("s");

    assertThat(found.statusCode()).isEqualTo(200);
    assertThat(found.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(found.body()).contains("\"integrationId\":\"s\"", "\"state\":\"closed\"");
    assertThat(update("s", OPEN).statusCode()).isEqualTo(400);
  }

  @Test
  void api_oddIdsAndQueries_arriveAsSent() throws Exception {
    assertThat(update("a%2Fb%20c?dry=true", OPEN).statusCode()).isEqualTo(200);
    assertThat(look("a%2Fb%20c").statusCode()).isEqualTo(404);
    assertThat(update("a%2Fb%20c?dry=false", OPEN).statusCode()).isEqualTo(200);
    assertThat(look("a%2Fb%20c").body()).contains("\"integrationId\":\"a/b c\"");
  }

  @Test
  void api_wrongMethod_isRefusedByTheStub() throws Exception {
    HttpResponse<String> refused = send("DELETE", "/v2/customer_sessions/s", "");

    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.headers().firstValue("Allow")).hasValue("GET, HEAD, PUT");
  }

  @Test
  void operation_thatIsKnownOnly_isRefusedByTheStub() throws Exception {
    HttpResponse<String> refused = send("GET", "/v1/customer_profiles/p/inventory", "");

    assertThat(refused.statusCode()).isEqualTo(501);
    assertThat(refused.body()).contains("getCustomerInventory");
    assertThat(extension.violations())
        .extracting(ContractViolation::kind)
        .containsExactly(ContractRule.UNSERVED_OPERATION);
  }

  @Test
  void answer_withoutABody_hasNone() throws Exception {
    update("s", OPEN);

    HttpResponse<String> head = send("HEAD", "/v2/customer_sessions/s", "");
    HttpResponse<String> deleted = send("DELETE", "/v1/customer_data/p", "");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(head.body()).isEmpty();
    assertThat(deleted.statusCode()).isEqualTo(204);
    assertThat(deleted.headers().firstValue("Content-Type")).isEmpty();
  }

  @Test
  void mapping_ofThePartner_goesBeforeTheApi() throws Exception {
    update("s", OPEN);
    wireMock.stubFor(
        get(urlPathEqualTo("/v2/customer_sessions/s"))
            .atPriority(1_000_000)
            .willReturn(okJson("{\"mine\":true}")));
    wireMock.stubFor(get(urlPathEqualTo("/orders")).willReturn(okJson("[]")));

    assertThat(look("s").body()).isEqualTo("{\"mine\":true}");
    assertThat(look("t").statusCode()).isEqualTo(404);
    assertThat(send("GET", "/orders", "").body()).isEqualTo("[]");
    assertThat(update("s", CLOSE).body()).contains("\"state\":\"closed\"");
  }

  @Test
  void journal_ofWireMock_hasTheApisCalls() throws Exception {
    update("s", OPEN);
    update("s", CLOSE);
    look("s");

    wireMock.verify(2, putRequestedFor(urlPathMatching("/v2/customer_sessions/.*")));
    wireMock.verify(
        putRequestedFor(urlPathEqualTo("/v2/customer_sessions/s"))
            .withHeader("Authorization", equalTo("ApiKey-v1 test"))
            .withRequestBody(matchingJsonPath("$.customerSession.state", equalTo("closed"))));
    wireMock.verify(getRequestedFor(urlPathEqualTo("/v2/customer_sessions/s")));
    ServeEvent last = wireMock.getAllServeEvents().get(0);
    assertThat(last.getWasMatched()).isTrue();
    assertThat(last.getStubMapping().getName())
        .isEqualTo("customer session API /v2/customer_sessions/{customerSessionId}");
    assertThat(last.getResponse().getStatus()).isEqualTo(200);
    assertThat(last.getResponse().getBodyAsString()).contains("\"state\":\"closed\"");
  }

  @Test
  void unmatchedRequests_besideTheApi_areTheOthersOnly() throws Exception {
    wireMock.stubFor(get(urlPathEqualTo("/orders/1")).willReturn(okJson("{}")));
    look("s");
    HttpResponse<String> missed = send("GET", "/order/1", "");

    assertThat(missed.statusCode()).isEqualTo(404);
    assertThat(missed.body()).contains("Request was not matched", "/orders/1");
    assertThat(wireMock.findUnmatchedRequests().getRequests())
        .extracting(LoggedRequest::getUrl)
        .containsExactly("/order/1");
    assertThat(
            wireMock
                .findNearMissesForUnmatchedRequests()
                .getNearMisses()
                .get(0)
                .getStubMapping()
                .getRequest()
                .getUrlPath())
        .isEqualTo("/orders/1");
  }

  @Test
  void unmatchedRequest_almostTheApis_isToldTheNearestPath() throws Exception {
    HttpResponse<String> missed = send("GET", "/v2/customer_session/s", "");

    assertThat(missed.statusCode()).isEqualTo(404);
    assertThat(missed.body())
        .contains("Request was not matched", "/v2/customer_sessions/{customerSessionId}");
  }

  @Test
  void scenario_failsOnce_thenLetsTheStubResponse() throws Exception {
    wireMock.stubFor(
        put(urlPathMatching("/v2/customer_sessions/.*"))
            .inScenario("restart")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(serviceUnavailable())
            .willSetStateTo("up"));
    wireMock.stubFor(
        put(urlPathMatching("/v2/customer_sessions/.*"))
            .inScenario("restart")
            .whenScenarioStateIs("up")
            .willReturn(customerSessionApi().withHeader("X-Restarted", "yes"))
            .willSetStateTo("known"));

    assertThat(update("s", OPEN).statusCode()).isEqualTo(503);
    assertThat(look("s").statusCode()).isEqualTo(404);
    HttpResponse<String> kept = update("s", OPEN);
    assertThat(kept.statusCode()).isEqualTo(200);
    assertThat(kept.headers().firstValue("X-Restarted")).hasValue("yes");
    assertThat(kept.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(look("s").statusCode()).isEqualTo(200);
  }

  @Test
  void delay_ofAMappingThatAsksTheStub_delaysItsResponse() throws Exception {
    wireMock.stubFor(
        put(urlPathMatching("/v2/customer_sessions/.*"))
            .willReturn(customerSessionApi().withFixedDelay(150)));
    long before = System.nanoTime();

    assertThat(update("s", OPEN).statusCode()).isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(149));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void fault_ofAMappingThatAsksTheStub_losesTheResponseOfADoneCall(Fault fault) throws Exception {
    StubMapping mapping =
        wireMock.stubFor(
            put(urlPathMatching("/v2/customer_sessions/.*"))
                .willReturn(customerSessionApi().withFault(fault)));

    assertThatThrownBy(() -> update("s", OPEN)).isInstanceOf(IOException.class);

    wireMock.removeStub(mapping);
    assertThat(look("s").statusCode()).isEqualTo(200);
  }

  @Test
  void fault_ofAMappingThatDoesNotAskTheStub_losesTheCall() throws Exception {
    wireMock.stubFor(
        put(urlPathMatching("/v2/customer_sessions/.*"))
            .willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));

    assertThatThrownBy(() -> update("s", OPEN)).isInstanceOf(IOException.class);

    assertThat(look("s").statusCode()).isEqualTo(404);
  }

  @Test
  void faults_ofTheStub_happenInWireMock() throws Exception {
    FaultPlan faults = extension.stub().world().faults();

    faults.add(FaultRule.of(io.customersession.contract.stub.fault.Fault.drop()).times(1));
    assertThatThrownBy(() -> update("s", OPEN)).isInstanceOf(IOException.class);
    assertThat(look("s").statusCode()).isEqualTo(404);

    faults.add(FaultRule.of(io.customersession.contract.stub.fault.Fault.dropAfter()).times(1));
    assertThatThrownBy(() -> update("s", OPEN)).isInstanceOf(IOException.class);
    assertThat(look("s").statusCode()).isEqualTo(200);

    faults.add(FaultRule.of(io.customersession.contract.stub.fault.Fault.truncate()).times(1));
    assertThatThrownBy(() -> update("s", CLOSE)).isInstanceOf(IOException.class);
    assertThat(look("s").body()).contains("\"state\":\"closed\"");

    faults.add(FaultRule.of(io.customersession.contract.stub.fault.Fault.malformed()).times(1));
    HttpResponse<String> malformed = look("s");
    assertThat(malformed.statusCode()).isEqualTo(200);
    assertThat(malformed.body()).startsWith("{").doesNotEndWith("}}");

    assertThat(
            send("GET", "/v2/customer_sessions/s", "", "X-Stub-Fault", "status=503").statusCode())
        .isEqualTo(503);
    assertThat(update("stub-fault-conflict", OPEN).statusCode()).isEqualTo(409);
  }

  @Test
  void delay_ofTheStub_delaysTheResponse() throws Exception {
    long before = System.nanoTime();

    assertThat(
            send("PUT", "/v2/customer_sessions/s", OPEN, "X-Stub-Fault", "delay=150ms")
                .statusCode())
        .isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(149));
  }

  @Test
  void adminSide_inWireMock_tellsTheStubWhatToDo() throws Exception {
    String fault = "{\"fault\":\"status=503\",\"times\":1}";
    assertThat(send("POST", "/__stub/worlds/main/faults", fault).statusCode()).isEqualTo(201);
    assertThat(update("s", OPEN).statusCode()).isEqualTo(503);
    assertThat(update("s", OPEN).statusCode()).isEqualTo(200);
    assertThat(send("GET", "/__stub/openapi.yaml", "").headers().firstValue("Content-Type"))
        .hasValue("application/yaml");
  }

  @Test
  void mapping_givenAsJson_namesTheStub() throws Exception {
    String mapping =
        """
        {
          "request": {"method": "GET", "urlPathPattern": "/v2/customer_sessions/.*"},
          "response": {"transformers": ["customer-session-stub"], "headers": {"X-Mine": "1"}}
        }""";
    assertThat(send("POST", "/__admin/mappings", mapping).statusCode()).isEqualTo(201);

    HttpResponse<String> missed = look("s");

    assertThat(missed.statusCode()).isEqualTo(404);
    assertThat(missed.headers().firstValue("X-Mine")).hasValue("1");
    assertThat(missed.body()).contains("message");
  }

  @Test
  void reset_whicheverWay_forgetsSessionsAndKeepsTheApi() throws Exception {
    Runnable[] ways = {
      wireMock::resetAll, wireMock::resetToDefaultMappings, wireMock::resetMappings
    };
    for (Runnable way : ways) {
      assertThat(update("s", OPEN).statusCode()).isEqualTo(200);
      way.run();
      assertThat(look("s").statusCode()).isEqualTo(404);
      assertThat(extension.stub().journal().exchanges()).hasSize(1);
    }
  }

  @Test
  void violations_ofTheContract_areReadableInJavaAndOverHttp() throws Exception {
    update("s", "{\"customerSession\":{\"state\":\"shipped\"}}");

    assertThat(extension.violations())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.operation()).isEqualTo("updateCustomerSessionV2");
              assertThat(violation.location()).isEqualTo("/customerSession/state");
            });
    HttpResponse<String> listed = violations("");
    assertThat(listed.statusCode()).isEqualTo(200);
    JsonObject only =
        JsonParser.parseString(listed.body())
            .getAsJsonObject()
            .getAsJsonArray("violations")
            .get(0)
            .getAsJsonObject();
    assertThat(only.get("operation").getAsString()).isEqualTo("updateCustomerSessionV2");
    assertThat(only.get("path").getAsString()).isEqualTo("/v2/customer_sessions/s");
    assertThat(only.get("location").getAsString()).isEqualTo("/customerSession/state");
    assertThat(only.get("refused").getAsBoolean()).isTrue();
    assertThat(only.get("sent").getAsString()).isEqualTo("\"shipped\"");
  }

  @Test
  void violations_ofAnotherWorld_areListedByItsName() throws Exception {
    send(
        "PUT",
        "/v2/customer_sessions/s",
        "{\"customerSession\":{\"colour\":1}}",
        World.HEADER,
        "a");

    assertThat(violations("").body())
        .isEqualToIgnoringWhitespace(
            "{\"errors\":0,\"warnings\":0,\"violations\":[],\"expected\":[]}");
    assertThat(violations("?world=a").body()).contains("/customerSession/colour");
    assertThat(violations("?world=b").statusCode()).isEqualTo(404);
    assertThat(extension.stub().worlds().names()).containsExactly("main", "a");
  }

  private HttpResponse<String> violations(String query) throws Exception {
    return send("GET", "/__admin" + CustomerSessionExtension.VIOLATIONS + query, "");
  }

  @Test
  void adminApi_ofTheStub_isServedToo() throws Exception {
    HttpResponse<String> seeded =
        send(
            "POST",
            "/__stub/worlds/main/faults",
            "{\"fault\":\"status=503\",\"operation\":\"getCustomerSession\"}");

    assertThat(seeded.statusCode()).as(seeded.body()).isEqualTo(201);
    assertThat(look("s").statusCode()).isEqualTo(503);
    assertThat(send("GET", "/__stub/worlds", "").body()).contains("main");
    assertThat(send("GET", "/__stubs", "").body()).contains("Request was not matched");
  }

  @Test
  void world_namedByAHeader_isSeenThereOnly() throws Exception {
    send("PUT", "/v2/customer_sessions/s", OPEN, World.HEADER, "a");

    assertThat(look("s").statusCode()).isEqualTo(404);
    assertThat(extension.stub().world("a").journal().exchanges()).hasSize(1);
  }

  @Test
  void templating_ofEverything_leavesTheStubsBodiesAlone() throws Exception {
    WireMockServer templating =
        started(
            new WireMockServer(
                wireMockConfig()
                    .dynamicPort()
                    .globalTemplating(true)
                    .extensions(
                        new CustomerSessionExtension(CustomerSessionStub.builder().strict(true)))));
    try {
      HttpResponse<String> kept =
          HTTP.send(
              HttpRequest.newBuilder(URI.create(templating.baseUrl() + "/v2/customer_sessions/s"))
                  .header("Authorization", "ApiKey-v1 test")
                  .header("Content-Type", "application/json")
                  .PUT(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"customerSession\":{\"profileId\":\"{{request.method}}\"}}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(kept.body()).contains("\"profileId\":\"{{request.method}}\"");
    } finally {
      templating.stop();
    }
  }

  @Test
  void extension_namedByItsClass_serves() throws Exception {
    WireMockServer byName =
        started(
            new WireMockServer(
                wireMockConfig()
                    .dynamicPort()
                    .extensions(CustomerSessionExtension.class.getName())));
    try {
      HttpResponse<String> health =
          HTTP.send(
              HttpRequest.newBuilder(URI.create(byName.url("/v1/status/health"))).build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(health.statusCode()).isEqualTo(200);
    } finally {
      byName.stop();
    }
  }

  @Test
  void mappings_savedToFiles_areThereOnceAfterARestart(@TempDir Path files) throws Exception {
    Files.createDirectories(files.resolve("mappings"));
    List<StubMapping> kept = null;
    for (int run = 0; run < 2; run++) {
      WireMockServer onFiles =
          started(
              new WireMockServer(
                  wireMockConfig()
                      .dynamicPort()
                      .withRootDirectory(files.toString())
                      .extensions(new CustomerSessionExtension())));
      try {
        List<StubMapping> mappings = onFiles.getStubMappings();
        assertThat(mappings)
            .extracting(StubMapping::getName)
            .contains("customer session API /v1/status/health")
            .doesNotHaveDuplicates();
        assertThat(kept == null ? mappings : kept).hasSameSizeAs(mappings);
        kept = mappings;
        onFiles.saveMappings();
      } finally {
        onFiles.stop();
      }
    }
  }
}
