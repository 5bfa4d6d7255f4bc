package io.customersession.stub.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.stub.violation.ContractViolation;
import io.customersession.stub.CustomerSessionStub;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomerSessionExtensionTest extends WireMockScenario {
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
  void events_areOne_andSayWhenToAskAgain() throws Exception {
    HttpResponse<String> events = send("GET", "/__stub/worlds/main/events", "");

    assertThat(events.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    assertThat(events.body())
        .startsWith("retry: 1500\n\nevent: world\ndata: {\"name\":\"main\"")
        .endsWith("}\n\n");
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
  void response_withoutABody_hasNone() throws Exception {
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
  void unmatchedRequest_almostTheApis_namesTheNearestPath() throws Exception {
    HttpResponse<String> missed = send("GET", "/v2/customer_session/s", "");

    assertThat(missed.statusCode()).isEqualTo(404);
    assertThat(missed.body())
        .contains("Request was not matched", "/v2/customer_sessions/{customerSessionId}");
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
