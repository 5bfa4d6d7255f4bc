package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.stub.fault.Fault;
import io.customersession.contract.stub.fault.FaultRule;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Browsers as clients. */
class CorsTest {
  private static final String PAGE = "http://localhost:5173";
  private static final String PREFLIGHT =
      "Access-Control-Request-Method: PUT\r\n"
          + "Access-Control-Request-Headers: authorization,content-type,x-stub-world\r\n";

  private static Api.Response send(CustomerSessionStub stub, String line, String headers)
      throws IOException {
    try (RawHttp connection = new RawHttp(stub)) {
      return connection
          .send(line + " HTTP/1.1\r\nHost: 127.0.0.1:" + stub.port() + "\r\n" + headers + "\r\n")
          .response();
    }
  }

  private static String origin(String origin) {
    return "Origin: " + origin + "\r\n";
  }

  @ParameterizedTest
  @CsvSource({
    "*, http://localhost:5173",
    "*, null",
    "*, https://shop.example",
    "http://localhost:5173, http://localhost:5173",
    "HTTP://LOCALHOST:5173, http://localhost:5173",
    "https://shop.example:443, https://shop.example",
    "null, null",
    "chrome-extension://abc, chrome-extension://abc",
  })
  void preflight_ofAnAllowedOrigin_isAnsweredAndNotRecorded(String allowed, String origin)
      throws IOException {
    try (CustomerSessionStub stub = Stubs.builder().cors(allowed).start()) {
      Api.Response response =
          send(
              stub,
              "OPTIONS /v2/customer_sessions/a",
              origin(origin) + PREFLIGHT + "Access-Control-Request-Private-Network: true\r\n");

      assertThat(response.status()).isEqualTo(204);
      assertThat(response.headers())
          .containsEntry("access-control-allow-origin", origin)
          .containsEntry("access-control-allow-credentials", "true")
          .containsEntry("access-control-allow-headers", "authorization,content-type,x-stub-world")
          .containsEntry("access-control-allow-private-network", "true")
          .containsKeys("access-control-max-age", "vary");
      assertThat(response.headers().get("access-control-allow-methods"))
          .contains("GET", "PUT", "POST", "DELETE");
      assertThat(stub.violations()).isEmpty();
      assertThat(stub.journal().exchanges()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://evil.example", "http://localhost:5174", "https://localhost:5173", "null"})
  void preflight_ofAnotherOrigin_isRefusedAndNoViolation(String origin) throws IOException {
    try (CustomerSessionStub stub = Stubs.builder().cors(PAGE).start();
        CustomerSessionStub off = Stubs.start()) {
      for (CustomerSessionStub each : new CustomerSessionStub[] {stub, off}) {
        Api.Response response =
            send(each, "OPTIONS /v2/customer_sessions/a", origin(origin) + PREFLIGHT);

        assertThat(response.status()).isEqualTo(403);
        assertThat(response.message()).contains("the setting cors lists those that can");
        assertThat(response.headers()).doesNotContainKey("access-control-allow-origin");
        assertThat(each.violations()).isEmpty();
      }
    }
  }

  @Test
  void everyResponse_toAnAllowedOrigin_canBeRead() throws IOException {
    try (CustomerSessionStub stub = Stubs.builder().cors(PAGE, "https://shop.example").start()) {
      String key = "Authorization: ApiKey-v1 k\r\n";
      String json = "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
      stub.world().faults().add(FaultRule.of(Fault.status(503)).operation("getCustomerSession"));
      assertAllowed(200, send(stub, "GET /v1/status/health", origin(PAGE)));
      assertAllowed(401, send(stub, "PUT /v2/customer_sessions/a", origin(PAGE)));
      assertAllowed(404, send(stub, "GET /nothing", origin(PAGE)));
      assertAllowed(405, send(stub, "DELETE /v2/customer_sessions/a", origin(PAGE) + key));
      assertAllowed(405, send(stub, "OPTIONS /v2/customer_sessions/a", origin(PAGE) + key));
      assertAllowed(400, send(stub, "PUT /v2/customer_sessions/a", origin(PAGE) + key + json));
      assertAllowed(503, send(stub, "GET /v2/customer_sessions/a", origin(PAGE) + key));
      assertAllowed(404, send(stub, "GET /v1/customer_sessions/a", origin(PAGE) + key));
      assertAllowed(404, send(stub, "GET /__stub/worlds/none", origin(PAGE)));
      Api.Response other = send(stub, "GET /v1/status/health", origin("http://evil.example"));
      assertThat(other.status()).isEqualTo(200);
      assertThat(other.headers())
          .containsEntry("vary", "Origin")
          .doesNotContainKey("access-control-allow-origin");
      assertThat(stub.journal().find().status(401).list().get(0).responseHeaders())
          .containsEntry("Access-Control-Allow-Origin", PAGE);
    }
  }

  private static void assertAllowed(int status, Api.Response response) {
    assertThat(response.status()).as(response.body()).isEqualTo(status);
    assertThat(response.headers())
        .containsEntry("access-control-allow-origin", PAGE)
        .containsEntry("access-control-expose-headers", "Allow, Retry-After, WWW-Authenticate");
  }

  @Test
  void controlApi_isOpenToListedOrigins_andNotToAny() throws IOException {
    String page = origin(PAGE) + "Sec-Fetch-Site: same-site\r\n";
    try (CustomerSessionStub listed = Stubs.builder().cors(PAGE).start();
        CustomerSessionStub any = Stubs.builder().cors("*").start()) {
      assertAllowed(204, send(listed, "POST /__stub/worlds/main/reset", page));
      assertAllowed(403, send(any, "POST /__stub/worlds/main/reset", page));
    }
  }

  @Test
  void off_isTheDefault_andNothingIsAdded() throws IOException {
    try (CustomerSessionStub stub = Stubs.start()) {
      assertThat(send(stub, "GET /v1/status/health", origin(PAGE)).headers())
          .doesNotContainKeys("vary", "access-control-allow-origin");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "http://a/",
        "http://a/b",
        "http://a?b",
        "http://u@a",
        "",
        "http://",
        "any site"
      })
  void origin_isNone_isRefused(String origin) {
    assertThatThrownBy(() -> Stubs.builder().cors(origin))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cors: \"" + origin + "\" is not an origin");
  }
}
