package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.stub.journal.RecordedExchange;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Request targets that no client library sends, and how far they get. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestTargetTest {
  private CustomerSessionStub stub;

  @BeforeAll
  void start() {
    stub = Stubs.start();
  }

  @BeforeEach
  void reset() {
    stub.reset();
  }

  @AfterAll
  void stop() {
    stub.close();
  }

  private Api.Response send(String requestLine) throws IOException {
    try (RawHttp connection = new RawHttp(stub)) {
      return connection
          .send(
              requestLine
                  + "\r\nHost: stub\r\nAuthorization: ApiKey-v1 k\r\nConnection: close\r\n\r\n")
          .response();
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "GET, //v1/, 404",
    "GET, //shop/v2/customer_sessions/c, 404",
    "GET, //name:port/x, 404",
    "GET, ///v1/status/health, 404",
    "GET, //shop/__stub/worlds, 404",
    "GET, //shop/__world/other/v1/status/health, 404",
    "GET, /v1/status/../status/health, 404",
    "GET, /v1;a=b/status/health, 404",
    "GET, http://stub.example/v1/status/health, 400",
    "GET, http://stub.example/__stub/worlds, 400",
    "GET, /v1/status/health#part, 400",
    "OPTIONS, /v1/status/health, 405",
    "CONNECT, /v1/status/health, 405",
  })
  void targetThatReachesTheStub_getsAJsonErrorAndIsRecordedAsSent(
      String method, String target, int status) throws IOException {
    Api.Response response = send(method + " " + target + "?a[0]=1 HTTP/1.1");

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.headers().get("content-type")).isEqualTo("application/json");
    assertThat(response.json().get("StatusCode").getAsInt()).isEqualTo(status);
    List<RecordedExchange> recorded = stub.journal().exchanges();
    assertThat(recorded).hasSize(1);
    assertThat(recorded.get(0).method()).isEqualTo(method);
    assertThat(recorded.get(0).path()).isEqualTo(target);
    assertThat(recorded.get(0).status()).isEqualTo(status);
  }

  /**
   * The JDK's server looks for a handler by the path that java.net.URI finds in the target, and
   * these have none that starts with a slash.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET //name HTTP/1.1",
        "GET //name?a=b HTTP/1.1",
        "GET http://stub.example HTTP/1.1",
        "GET http://stub.example?a=b HTTP/1.1",
        "GET v1/status/health HTTP/1.1",
        "GET ?a=b HTTP/1.1",
        "GET  /v1/status/health HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "CONNECT name HTTP/1.1"
      })
  void targetWithoutAPath_isA404OfTheJdk_andNotRecorded(String requestLine) throws IOException {
    assertRefusedByTheJdk(send(requestLine), 404);
  }

  /** These are not a java.net.URI, or not a request line. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET // HTTP/1.1",
        "GET http: HTTP/1.1",
        "CONNECT 127.0.0.1:443 HTTP/1.1",
        "GET /v1/% HTTP/1.1",
        "GET /v1/%zz HTTP/1.1",
        "GET /v1/status/health?a=%zz HTTP/1.1",
        "GET /v1/status/health#a#b HTTP/1.1",
        "GET /v1/[x] HTTP/1.1",
        "GET /v1/a\"b HTTP/1.1",
        "GET /v1/a<b> HTTP/1.1",
        "GET /v1/a\\b HTTP/1.1",
        "GET /v1/a^b HTTP/1.1",
        "GET /v1/a`b HTTP/1.1",
        "GET /v1/{a} HTTP/1.1",
        "GET /v1/a|b HTTP/1.1",
        "GET /v1/\u0001 HTTP/1.1",
        "GET /v1/status/health",
        "GET"
      })
  void targetThatIsNoUri_isA400OfTheJdk_andNotRecorded(String requestLine) throws IOException {
    assertRefusedByTheJdk(send(requestLine), 400);
  }

  private void assertRefusedByTheJdk(Api.Response response, int status) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.body()).startsWith("<h1>" + status + " ");
    assertThat(stub.journal().exchanges()).isEmpty();
    assertThat(stub.violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONNECT name:443 HTTP/1.1", "GET mailto:x HTTP/1.1"})
  void targetWithASchemeAndNoSlash_isCutOffByTheJdk_andNotRecorded(String requestLine)
      throws IOException {
    assertThat(send(requestLine)).isNull();
    assertThat(stub.journal().exchanges()).isEmpty();
    new Api(stub).send("GET", "/v1/status/health", null).expect(200);
  }
}
