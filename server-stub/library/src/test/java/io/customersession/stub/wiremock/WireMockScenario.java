package io.customersession.stub.wiremock;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

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
