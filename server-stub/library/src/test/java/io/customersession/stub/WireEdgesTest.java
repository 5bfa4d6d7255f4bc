package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real networks, proxies and careless clients put on the wire. */
class WireEdgesTest {
  private static final byte[] EMPTY_SESSION =
      "{\"customerSession\":{}}".getBytes(StandardCharsets.UTF_8);
  private static CustomerSessionStub stub;

  @BeforeAll
  static void start() {
    stub = Stubs.builder().maxBodySize(1_000_000).start();
  }

  @AfterAll
  static void stop() {
    stub.close();
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"my_stub:8080", "", "a b", "[::1]:80", "%zz"})
  void host_ofAnyForm_isAnswered(String host) throws IOException {
    try (RawHttp connection = new RawHttp(stub)) {
      connection.send(
          "GET /v1/status/health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
      assertThat(connection.response().status()).isEqualTo(200);
    }
  }

  @Test
  void id_inRawUtf8_isReadAsUtf8() throws IOException {
    try (RawHttp connection = new RawHttp(stub)) {
      connection.request(
          "PUT /v2/customer_sessions/r\u00e4w",
          "Content-Type: application/json\r\n",
          EMPTY_SESSION);
      assertThat(connection.response().session().get("integrationId").getAsString())
          .isEqualTo("r\u00e4w");
    }
  }

  @Test
  void response_ofAnySize_hasItsLength() throws IOException {
    String items =
        IntStream.range(0, 500)
            .mapToObj(i -> "{\"sku\":\"sku-" + i + "\",\"quantity\":1}")
            .collect(Collectors.joining(",", "[", "]"));
    new Api(stub).putV2("large", "{\"cartItems\":" + items + "}").expect(200);
    try (RawHttp connection = new RawHttp(stub)) {
      Api.Response got = connection.request("GET /v2/customer_sessions/large", "", null).response();
      assertThat(got.headers()).doesNotContainKey("transfer-encoding");
      assertThat(got.session().getAsJsonArray("cartItems")).hasSize(500);
      Api.Response head =
          connection.request("HEAD /v2/customer_sessions/large", "", null).response(false);
      assertThat(head.headers().get("content-length"))
          .isEqualTo(got.headers().get("content-length"));
      assertThat(head.headers().get("content-type")).isEqualTo("application/json");
    }
  }

  @Test
  void bodyTooLarge_isToldToAClientThatSendsItAll() throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(stub.url() + "/v2/customer_sessions/huge"))
            .header("Authorization", "ApiKey-v1 k")
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofByteArray(new byte[20_000_000]))
            .build();
    for (int i = 0; i < 5; i++) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(413);
      assertThat(response.body()).contains("\"StatusCode\":413");
    }
  }

  @Test
  void bodyOfABodilessCall_isIgnoredAndTheConnectionKept() throws IOException {
    try (RawHttp connection = new RawHttp(stub)) {
      for (int i = 0; i < 2; i++) {
        connection.request("GET /v1/status/health", "", new byte[100_000]);
        assertThat(connection.response().status()).isEqualTo(200);
      }
      connection.request("GET /v1/status/health", "", new byte[1_000_001]);
      assertThat(connection.response().status()).isEqualTo(413);
    }
  }

  @Test
  void chunks_thatAreBroken_areABadRequest() throws IOException {
    try (RawHttp connection = new RawHttp(stub)) {
      connection.send(
          "PUT /v2/customer_sessions/c HTTP/1.1\r\nHost: stub\r\nAuthorization: ApiKey-v1 k\r\n"
              + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n");
      Api.Response response = connection.response();
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.message()).isEqualTo("The body cannot be read to its end");
    }
  }

  @Test
  void slowWork_behindACompleteRequest_isNotCutOff() throws IOException {
    try (CustomerSessionStub slow =
            Stubs.builder()
                .requestTimeout(Duration.ofMillis(300))
                .transitionRule(
                    move -> {
                      try {
                        Thread.sleep(700);
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                      return Optional.empty();
                    })
                .start();
        RawHttp connection = new RawHttp(slow)) {
      connection.request(
          "PUT /v2/customer_sessions/s",
          "Content-Type: application/json\r\n",
          "{\"customerSession\":{\"state\":\"closed\"}}".getBytes(StandardCharsets.UTF_8));
      assertThat(connection.response().status()).isEqualTo(200);
      connection.request("PUT /v2/customer_sessions/s/reopen", "", new byte[] {'{', '}'});
      assertThat(connection.response().status()).isEqualTo(200);
    }
  }

  @Test
  void violations_inLargeNumbers_areBoundedForEachRule() {
    Api api = new Api(stub);
    String items = "{},".repeat(300_000) + "{}";
    Api.Response response = api.putV2("flood", "{\"cartItems\":[" + items + "],\"state\":7}");
    response.expect(400);
    // Two required properties for each item, then the list's own limit, then what comes behind it.
    assertThat(response.places())
        .hasSize(1002)
        .contains("/customerSession/cartItems/0/sku", "/customerSession/cartItems")
        .endsWith("/customerSession/state");
    api.getV2("flood").expect(404);
  }

  @Test
  void violations_inPlacesWithLongNames_doNotMultiplyThem() {
    String name = "n".repeat(100_000);
    String repeated = "\"a\":1,".repeat(100_000) + "\"a\":1";
    Api.Response response =
        new Api(stub)
            .putV2("long", "{\"attributes\":{\"" + name + "\":{" + repeated + "}}}")
            .expect(400);
    assertThat(response.body().length()).isLessThan(3_000_000);
  }
}
