package io.customersession.stub.bench;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonSchema;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathTemplate;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;

/**
 * The stub's sessions as mappings of WireMock: one session at a time, which is created, closed and
 * canceled along a scenario. Requests are checked by a JSON schema; responses are fixed texts.
 */
final class WireMockSessions {
  private static final String ANY_SESSION = Shop.PATH + "{customerSessionId}";
  private static final String SCENARIO = "session";
  private static final String CLOSED = "closed";
  private static final String CANCELED = "cancelled";

  private WireMockSessions() {}

  /** Creates the extension, which fails tests on requests that no mapping matches. */
  static WireMockExtension extension(boolean resetOnEachTest) {
    return WireMockExtension.newInstance()
        .options(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort())
        .failOnUnmatchedRequests(true)
        .resetOnEachTest(resetOnEachTest)
        .build();
  }

  static void addMappings(WireMockExtension server) {
    server.stubFor(update(STARTED, "open"));
    server.stubFor(change("open", CLOSED));
    server.stubFor(change(CLOSED, CANCELED));
    for (String state : new String[] {CLOSED, CANCELED}) {
      server.stubFor(
          get(urlPathTemplate(ANY_SESSION))
              .inScenario(SCENARIO)
              .whenScenarioStateIs(state)
              .willReturn(session(state)));
    }
  }

  static void seedPaidOrder(WireMockExtension server) {
    server.setScenarioState(SCENARIO, CLOSED);
  }

  static void verifyPayment(WireMockExtension server, String order) {
    server.verify(2, putRequestedFor(urlPathEqualTo(Shop.PATH + order)));
    verifyChange(server, order, CLOSED);
  }

  static void verifyCancellation(WireMockExtension server, String order) {
    server.verify(1, putRequestedFor(urlPathEqualTo(Shop.PATH + order)));
    verifyChange(server, order, CANCELED);
  }

  private static void verifyChange(WireMockExtension server, String order, String state) {
    server.verify(
        1,
        putRequestedFor(urlPathEqualTo(Shop.PATH + order))
            .withRequestBody(matchingJsonPath("$.customerSession.state", equalTo(state))));
  }

  private static MappingBuilder change(String from, String to) {
    return update(from, to)
        .withRequestBody(matchingJsonPath("$.customerSession.state", equalTo(to)));
  }

  private static MappingBuilder update(String from, String to) {
    return put(urlPathTemplate(ANY_SESSION))
        .withRequestBody(matchingJsonSchema(WireMockPeer.SCHEMA))
        .inScenario(SCENARIO)
        .whenScenarioStateIs(from)
        .willSetStateTo(to)
        .willReturn(session(to));
  }

  private static ResponseDefinitionBuilder session(String state) {
    return aResponse()
        .withHeader("Content-Type", "application/json")
        .withBody(Payload.session().replace("\"state\":\"open\"", "\"state\":\"" + state + "\""));
  }
}
