package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What HTTP/1.1 lets a client do with a connection, byte by byte. */
class ConnectionsTest {
  private static final String HEAD = " HTTP/1.1\r\nHost: stub\r\nAuthorization: ApiKey-v1 k\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String EMPTY_SESSION = "{\"customerSession\":{}}";

  @Test
  void pipelinedRequests_areAnsweredInTheirOrder() throws IOException {
    try (CustomerSessionStub stub = Stubs.start();
        RawHttp connection = new RawHttp(stub)) {
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < 20; i++) {
        requests.append(put("p" + i, EMPTY_SESSION)).append(get("p" + i));
      }
      requests.append(get("nobody"));
      connection.send(requests.toString());

      for (int i = 0; i < 20; i++) {
        assertThat(connection.response().status()).isEqualTo(200);
        assertThat(connection.response().json().getAsJsonObject("customerSession"))
            .satisfies(
                session -> assertThat(session.get("integrationId").getAsString()).startsWith("p"));
      }
      assertThat(connection.response().status()).isEqualTo(404);
    }
  }

  @Test
  void pipelinedRequest_afterARefusedOne_isAnswered() throws IOException {
    try (CustomerSessionStub stub = Stubs.start();
        RawHttp connection = new RawHttp(stub)) {
      connection.send(
          put("r", "{\"customerSession\":7}") + put("r", "{") + put("r", EMPTY_SESSION) + get("r"));
      assertThat(connection.response().status()).isEqualTo(400);
      assertThat(connection.response().status()).isEqualTo(400);
      assertThat(connection.response().status()).isEqualTo(200);
      assertThat(connection.response().status()).isEqualTo(200);
    }
  }

  @Test
  void expectContinue_isToldToGoOn_beforeTheBody() throws IOException {
    try (CustomerSessionStub stub = Stubs.start();
        RawHttp connection = new RawHttp(stub)) {
      connection.send(
          "PUT /v2/customer_sessions/e"
              + HEAD
              + JSON
              + "Expect: 100-continue\r\nContent-Length: "
              + EMPTY_SESSION.length()
              + "\r\n\r\n");
      assertThat(connection.response().status()).isEqualTo(100);
      connection.send(EMPTY_SESSION);
      assertThat(connection.response().status()).isEqualTo(200);
      assertThat(connection.send(get("e")).response().status()).isEqualTo(200);
    }
  }

  @Test
  void largeBody_isTakenUpToTheLimit_andRefusedBeyond() throws IOException {
    try (CustomerSessionStub stub = Stubs.builder().maxBodySize(300_000).start()) {
      String padding = " ".repeat(300_000 - EMPTY_SESSION.length());
      try (RawHttp connection = new RawHttp(stub)) {
        assertThat(connection.send(put("big", padding + EMPTY_SESSION)).response().status())
            .isEqualTo(200);
        assertThat(
                connection.send(put("bigger", padding + " " + EMPTY_SESSION)).response().status())
            .isEqualTo(413);
      }
      try (RawHttp connection = new RawHttp(stub)) {
        connection.send("PUT /v2/customer_sessions/bigger" + HEAD + JSON);
        connection.send("Transfer-Encoding: chunked\r\n\r\n");
        String body = padding + " " + EMPTY_SESSION;
        connection.send(Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n");
        assertThat(connection.response().status()).isEqualTo(413);
      }
      new Api(stub).getV2("bigger").expect(404);
    }
  }

  @Test
  void headers_areBounded() throws IOException {
    try (CustomerSessionStub stub = Stubs.start()) {
      try (RawHttp connection = new RawHttp(stub)) {
        connection.send(
            "GET /v1/status/health" + HEAD + "X-Long: " + "x".repeat(8_000) + "\r\n\r\n");
        assertThat(connection.response().status()).isEqualTo(200);
      }
      assertThat(refused(stub, "X-Long: " + "x".repeat(1_000_000) + "\r\n")).isTrue();
      assertThat(refused(stub, "X: y\r\n".repeat(20_000))).isTrue();
      new Api(stub).getV2("nobody").expect(404);
    }
  }

  /** Returns whether a request with these headers is refused, or its connection ended. */
  private static boolean refused(CustomerSessionStub stub, String headers) throws IOException {
    try (RawHttp connection = new RawHttp(stub)) {
      try {
        connection.send("GET /v1/status/health" + HEAD + headers + "\r\n");
        Api.Response response = connection.response();
        return response == null || response.status() >= 400;
      } catch (SocketTimeoutException e) {
        return false;
      } catch (IOException e) {
        return true;
      }
    }
  }

  @Test
  void aThousandConnections_areOpenAtATime() throws IOException {
    List<RawHttp> connections = new ArrayList<>();
    try (CustomerSessionStub stub = Stubs.start()) {
      for (int i = 0; i < 1_000; i++) {
        connections.add(new RawHttp(stub));
      }
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < connections.size(); i++) {
          connections.get(i).send(put("s" + i, EMPTY_SESSION));
        }
        for (RawHttp connection : connections) {
          assertThat(connection.response())
              .isNotNull()
              .matches(response -> response.status() == 200);
        }
      }
      assertThat(stub.world().journal().total()).isEqualTo(2_000);
    } finally {
      for (RawHttp connection : connections) {
        connection.close();
      }
    }
  }

  @Test
  void connection_thatStopsInTheMiddleOfItsHead_isClosed() throws IOException {
    try (CustomerSessionStub stub = Stubs.builder().requestTimeout(Duration.ofMillis(500)).start();
        RawHttp silent = new RawHttp(stub);
        RawHttp kept = new RawHttp(stub)) {
      assertThat(kept.send(put("k", EMPTY_SESSION)).response().status()).isEqualTo(200);
      assertThat(silent.send("GET").response()).isNull();
    }
  }

  @Test
  void connectionClose_isHonoured() throws IOException {
    try (CustomerSessionStub stub = Stubs.start();
        RawHttp connection = new RawHttp(stub)) {
      connection.send("GET /v1/status/health" + HEAD + "Connection: close\r\n\r\n");
      assertThat(connection.response().status()).isEqualTo(200);
      assertThat(connection.response()).isNull();
    }
  }

  private static String put(String session, String body) {
    return "PUT /v2/customer_sessions/"
        + session
        + HEAD
        + JSON
        + "Content-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  private static String get(String session) {
    return "GET /v2/customer_sessions/" + session + HEAD + "\r\n";
  }
}
