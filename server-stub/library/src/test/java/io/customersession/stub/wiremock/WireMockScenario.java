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

/** A WireMock server with the extension. */
abstract class WireMockScenario {
  static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  static final String OPEN = "{\"customerSession\":{\"profileId\":\"p\"}}";

  static final String CLOSE = "{\"customerSession\":{\"state\":\"closed\"}}";

  final CustomerSessionExtension extension = new CustomerSessionExtension();

  final WireMockServer wireMock =
      started(new WireMockServer(wireMockConfig().dynamicPort().extensions(extension)));

  @AfterEach
  void stop() {
    wireMock.stop();
  }

  static WireMockServer started(WireMockServer server) {
    server.start();
    return server;
  }

  HttpResponse<String> send(String method, String path, String body, String... headers)
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

  HttpResponse<String> update(String id, String body) throws Exception {
    return send("PUT", "/v2/customer_sessions/" + id, body);
  }

  HttpResponse<String> look(String id) throws Exception {
    return send("GET", "/v2/customer_sessions/" + id, "");
  }
}
