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

/** What a WireMock server answers, one after the other, whatever it is asked. */
final class Answers {
  private final WireMockExtension server;
  private int count;

  Answers(WireMockExtension server) {
    this.server = server;
  }

  /** Leaves compression to the answers, and nobody else can reach it. */
  static WireMockConfiguration loopback() {
    return wireMockConfig().dynamicPort().bindAddress("127.0.0.1").gzipDisabled(true);
  }

  void next(ResponseDefinitionBuilder answer) {
    server.stubFor(
        any(anyUrl())
            .inScenario("answers")
            .whenScenarioStateIs(count == 0 ? Scenario.STARTED : "after " + count)
            .willReturn(answer)
            .willSetStateTo("after " + ++count));
  }

  /** Returns what was asked so far, first things first. */
  List<LoggedRequest> requests() {
    List<LoggedRequest> requests = new ArrayList<>();
    for (ServeEvent event : server.getAllServeEvents()) {
      requests.add(event.getRequest());
    }
    Collections.reverse(requests);
    return requests;
  }
}
