package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The HTTP side: connections, slow senders, stopping. */
class HttpBehaviourTest {
  private static final byte[] EMPTY_SESSION =
      "{\"customerSession\":{}}".getBytes(StandardCharsets.UTF_8);

  @Test
  void connection_isKeptForSeveralRequests() throws IOException {
    try (CustomerSessionStub stub = Stubs.start();
        RawHttp connection = new RawHttp(stub)) {
      for (int i = 0; i < 3; i++) {
        connection.request(
            "PUT /v2/customer_sessions/k" + i, "Content-Type: application/json\r\n", EMPTY_SESSION);
        assertThat(connection.response().status()).isEqualTo(200);
      }
      connection.request("GET /v2/customer_sessions/nobody", "", null);
      assertThat(connection.response().status()).isEqualTo(404);
      connection.request("PUT /v2/customer_sessions/k0/reopen", "Content-Length: 0\r\n", null);
      assertThat(connection.response().status()).isEqualTo(400);
    }
  }

  @Test
  void head_isAnsweredLikeGetWithoutBody() throws IOException {
    try (CustomerSessionStub stub = Stubs.start();
        RawHttp connection = new RawHttp(stub)) {
      connection
          .request(
              "PUT /v2/customer_sessions/h", "Content-Type: application/json\r\n", EMPTY_SESSION)
          .response();
      assertThat(
              connection.request("HEAD /v2/customer_sessions/h", "", null).response(false).status())
          .isEqualTo(200);
      assertThat(connection.request("GET /v2/customer_sessions/h", "", null).response().status())
          .isEqualTo(200);
    }
  }

  @Test
  void bodilessCalls_withAndWithoutAContentType_areTheSame() throws IOException {
    try (CustomerSessionStub stub = Stubs.start();
        RawHttp connection = new RawHttp(stub)) {
      byte[] closed =
          "{\"customerSession\":{\"state\":\"closed\"}}".getBytes(StandardCharsets.UTF_8);
      for (String type : new String[] {"", "Content-Type: application/json; charset=utf-8\r\n"}) {
        connection.request(
            "PUT /v2/customer_sessions/b", "Content-Type: application/json\r\n", closed);
        assertThat(connection.response().status()).isEqualTo(200);
        connection.request(
            "PUT /v2/customer_sessions/b/reopen", type + "Content-Length: 0\r\n", null);
        assertThat(connection.response().status()).isEqualTo(200);
        connection.request("GET /v2/customer_sessions/b", type + "Accept: */*\r\n", null);
        assertThat(connection.response().headers().get("content-type"))
            .isEqualTo("application/json");
      }
    }
  }

  @Test
  void accept_ofAnyKind_isAnsweredWithJson() throws IOException {
    try (CustomerSessionStub stub = Stubs.start();
        RawHttp connection = new RawHttp(stub)) {
      for (String headers :
          new String[] {"Accept: text/html\r\n", "Accept: ;\r\n", "Content-Type: foo\r\n"}) {
        Api.Response response =
            connection.request("GET /v1/status/health", headers, null).response();
        assertThat(response.status()).as(headers).isEqualTo(200);
        assertThat(response.body()).contains("ok");
      }
    }
  }

  @Test
  void chunkedBody_isRead() throws IOException {
    try (CustomerSessionStub stub = Stubs.start();
        RawHttp connection = new RawHttp(stub)) {
      connection.send(
          "PUT /v2/customer_sessions/c HTTP/1.1\r\nHost: stub\r\nAuthorization: ApiKey-v1 k\r\n"
              + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "5\r\n{\"cus\r\n11\r\ntomerSession\":{}}\r\n0\r\n\r\n");
      assertThat(connection.response().status()).isEqualTo(200);
      assertThat(connection.request("GET /v2/customer_sessions/c", "", null).response().status())
          .isEqualTo(200);
    }
  }

  @Test
  void slowSender_costsNobodyElseAndIsCutOff() throws Exception {
    try (CustomerSessionStub stub =
            Stubs.builder().requestTimeout(Duration.ofMillis(1500)).start();
        RawHttp slowBody = new RawHttp(stub);
        RawHttp slowHeaders = new RawHttp(stub)) {
      CompletableFuture<Boolean> bodyCut =
          drip(
              slowBody,
              "PUT /v2/customer_sessions/slow HTTP/1.1\r\nHost: stub\r\nAuthorization: ApiKey-v1 k\r\n"
                  + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n");
      CompletableFuture<Boolean> headersCut =
          drip(slowHeaders, "PUT /v2/customer_sessions/slow HTTP/1.1\r\nX-");
      Api api = new Api(stub);
      for (int i = 0; i < 20; i++) {
        api.putV2("quick", "{}").expect(200);
      }

      assertThat(bodyCut.get(15, TimeUnit.SECONDS)).isTrue();
      assertThat(headersCut.get(15, TimeUnit.SECONDS)).isTrue();
      api.getV2("slow").expect(404);
      // The threads that were interrupted go on to serve others.
      for (int i = 0; i < 20; i++) {
        api.putV2("after", "{}").expect(200);
      }
    }
  }

  /** Sends a byte every 100 ms and returns whether the other side closed the connection. */
  private static CompletableFuture<Boolean> drip(RawHttp connection, String start)
      throws IOException {
    connection.send(start);
    return CompletableFuture.supplyAsync(
        () -> {
          for (int i = 0; i < 100; i++) {
            try {
              connection.send("x");
              Thread.sleep(100);
            } catch (IOException e) {
              return true;
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
          return false;
        });
  }

  @Test
  void close_finishesWhatIsInFlight() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CustomerSessionStub stub =
        Stubs.builder()
            .transitionRule(
                move -> {
                  inside.countDown();
                  try {
                    go.await(10, TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  return Optional.empty();
                })
            .start();
    Api api = new Api(stub);
    CompletableFuture<Api.Response> inFlight =
        CompletableFuture.supplyAsync(() -> api.putV2("s", "{}"));
    assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Void> closing = CompletableFuture.runAsync(stub::close);
    Thread.sleep(200);
    assertThat(closing).isNotDone();
    go.countDown();

    assertThat(inFlight.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
    closing.get(10, TimeUnit.SECONDS);
    assertThatThrownBy(() -> new RawHttp(stub)).isInstanceOf(IOException.class);
  }

  @Test
  void close_isQuickAndCanBeRepeated() {
    CustomerSessionStub stub = Stubs.builder().stopTimeout(Duration.ofSeconds(60)).start();
    new Api(stub).putV2("s", "{}").expect(200);
    stub.close();
    stub.close();
  }

  @Test
  void start_onAPortInUse_saysSo() {
    try (CustomerSessionStub first = Stubs.start()) {
      assertThatThrownBy(() -> Stubs.builder().port(first.port()).start())
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("cannot listen on 127.0.0.1:" + first.port());
    }
  }

  @Test
  void rule_thatThrows_isA500WithoutAStackTrace() {
    try (CustomerSessionStub stub =
        Stubs.builder()
            .transitionRule(
                move -> {
                  throw new IllegalStateException("secret");
                })
            .start()) {
      Api.Response response = new Api(stub).putV2("s", "{}").expect(500);
      assertThat(response.body()).doesNotContain("secret").doesNotContain("Exception");
      assertThat(response.json().get("StatusCode").getAsInt()).isEqualTo(500);
      new Api(stub).getV2("s").expect(404);
    }
  }
}
