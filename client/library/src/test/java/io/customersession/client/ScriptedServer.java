package io.customersession.client;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Makes a WireMock server send given responses one after the other, whatever the request. */
final class ScriptedServer {
  private final WireMockExtension server;
  private int count;

  ScriptedServer(WireMockExtension server) {
    this.server = server;
  }

  /** Returns settings for a server on the loopback interface that does not compress on its own. */
  static WireMockConfiguration loopback() {
    return wireMockConfig().dynamicPort().bindAddress("127.0.0.1").gzipDisabled(true);
  }

  void next(ResponseDefinitionBuilder response) {
    server.stubFor(
        any(anyUrl())
            .inScenario("responses")
            .whenScenarioStateIs(count == 0 ? Scenario.STARTED : "after " + count)
            .willReturn(response)
            .willSetStateTo("after " + ++count));
  }

  /** Returns the requests received so far, oldest first. */
  List<LoggedRequest> requests() {
    List<LoggedRequest> requests = new ArrayList<>();
    for (ServeEvent event : server.getAllServeEvents()) {
      requests.add(event.getRequest());
    }
    Collections.reverse(requests);
    return requests;
  }
}
