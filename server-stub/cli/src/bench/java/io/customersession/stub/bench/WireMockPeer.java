package io.customersession.stub.bench;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonSchema;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathTemplate;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;

/**
 * WireMock as it is fastest: no journal, threads for every connection; it checks requests by a JSON
 * schema and responds with a fixed body.
 */
final class WireMockPeer {
  static final String SCHEMA =
      """
      {"type":"object","required":["customerSession"],"properties":{
        "responseContent":{"type":"array","items":{"type":"string"}},
        "customerSession":{"type":"object","properties":{
          "profileId":{"type":"string"},
          "state":{"enum":["open","closed","partially_returned","cancelled"]},
          "couponCodes":{"type":"array","maxItems":100,"items":{"type":"string","maxLength":100}},
          "identifiers":{"type":"array","maxItems":100,"items":{"type":"string"}},
          "attributes":{"type":"object"},
          "additionalCosts":{"type":"object","additionalProperties":{
            "type":"object","required":["price"],"properties":{"price":{"type":"number"}}}},
          "cartItems":{"type":"array","maxItems":1000,"items":{"type":"object",
            "required":["sku","quantity","price"],"properties":{
              "name":{"type":"string"},"sku":{"type":"string","minLength":1},
              "quantity":{"type":"integer","minimum":1},"price":{"type":"number"},
              "category":{"type":"string"},"weight":{"type":"number"},
              "height":{"type":"number"},"width":{"type":"number"},"length":{"type":"number"},
              "attributes":{"type":"object"}}}}}}}}
      """;

  private WireMockPeer() {}

  public static void main(String[] args) {
    WireMockServer server = start(Integer.parseInt(args[0]));
    System.out.println("listening on " + server.baseUrl());
  }

  static WireMockServer start(int port) {
    WireMockServer server =
        new WireMockServer(
            WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .port(port)
                .disableRequestJournal()
                .containerThreads(64));
    server.start();
    String path = "/v2/customer_sessions/{customerSessionId}";
    var response =
        aResponse().withHeader("Content-Type", "application/json").withBody(Payload.session());
    server.stubFor(
        put(urlPathTemplate(path))
            .withRequestBody(matchingJsonSchema(SCHEMA))
            .atPriority(1)
            .willReturn(response));
    server.stubFor(
        put(urlPathTemplate(path)).atPriority(2).willReturn(aResponse().withStatus(400)));
    server.stubFor(get(urlPathTemplate(path)).willReturn(response));
    return server;
  }
}
