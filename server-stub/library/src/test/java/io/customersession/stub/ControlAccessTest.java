package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use the control API, and by which ways it can be reached. */
class ControlAccessTest {
  private static final String RESET = "POST /__stub/worlds/main/reset";

  private static Api.Response send(CustomerSessionStub stub, String line, String headers)
      throws IOException {
    try (RawHttp connection = new RawHttp(stub)) {
      return connection
          .send(line + " HTTP/1.1\r\n" + headers.replace("PORT", "" + stub.port()) + "\r\n")
          .response();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example\r\n",
        "Host: evil.example:PORT\r\n",
        "Host: 127.0.0.1.evil.example\r\n",
        "Host: localhost.evil.example:PORT\r\n",
        "Host: 128.0.0.1\r\n",
        "Host: 127.0.0.1\r\nHost: evil.example\r\n",
        "Host: 127.0.0.1:PORT\r\nOrigin: http://evil.example\r\n",
        "Host: 127.0.0.1:PORT\r\nOrigin: http://127.0.0.1:1\r\n",
        "Host: 127.0.0.1:PORT\r\nOrigin: null\r\n",
        "Host: 127.0.0.1:PORT\r\nOrigin: http://127.0.0.1:PORT\r\nOrigin: http://evil.example\r\n",
        "Host: 127.0.0.1:PORT\r\nSec-Fetch-Site: cross-site\r\n",
        "Host: 127.0.0.1:PORT\r\nSec-Fetch-Site: same-site\r\n",
        "Host: evil.example\r\nOrigin: http://evil.example\r\nSec-Fetch-Site: same-origin\r\n",
      })
  void request_ofAWebPage_isRefusedAndChangesNothing(String headers) throws IOException {
    try (CustomerSessionStub stub = Stubs.start()) {
      new Api(stub).putV2("s", "{}").expect(200);

      Api.Response refused = send(stub, RESET, headers);

      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.message()).startsWith("The control API refuses this request: ");
      assertThat(send(stub, "GET /__stub/worlds/main/journal", headers).status()).isEqualTo(403);
      assertThat(send(stub, "GET /__stub/openapi.yaml", headers).status()).isEqualTo(403);
      new Api(stub).getV2("s").expect(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: 127.0.0.1:PORT\r\n",
        "Host: localhost:PORT\r\n",
        "Host: LOCALHOST\r\n",
        "Host: app.localhost:PORT\r\n",
        "Host: [::1]:PORT\r\n",
        "Host: stub.test:PORT\r\n",
        "Host: 127.0.0.1:PORT\r\nOrigin: http://127.0.0.1:PORT\r\nSec-Fetch-Site: same-origin\r\n",
        "Host: 127.0.0.1:PORT\r\nSec-Fetch-Site: none\r\n",
      })
  void request_ofThisMachine_isCarriedOut(String headers) throws IOException {
    try (CustomerSessionStub stub = Stubs.builder().controlHost("stub.test").start()) {
      assertThat(send(stub, RESET, headers).status()).isEqualTo(204);
    }
  }

  @Test
  void host_isNotLoopback_needsTheToken() throws IOException {
    try (CustomerSessionStub stub = Stubs.builder().host("0.0.0.0").start()) {
      String token = stub.controlToken().orElseThrow();
      assertThat(token).hasSizeGreaterThan(20);
      String host = "Host: stub.example:PORT\r\n";
      for (String line :
          List.of(
              RESET,
              RESET + "?token=",
              RESET + "?token=" + token + "x",
              RESET + "?tok=" + token,
              "GET /__stub/worlds",
              "GET /__stub/openapi.yaml",
              "GET /__stub/worlds/main/violations.xml")) {
        Api.Response refused = send(stub, line, host);
        assertThat(refused.status()).as(line).isEqualTo(401);
        assertThat(refused.headers()).containsEntry("www-authenticate", "Bearer");
        assertThat(refused.body()).doesNotContain(token);
      }
      assertThat(send(stub, RESET, host + "Authorization: ApiKey-v1 " + token + "\r\n").status())
          .isEqualTo(401);
      assertThat(send(stub, RESET + "?token=" + token, host).status()).isEqualTo(204);
      assertThat(send(stub, RESET, host + "Authorization: Bearer " + token + "\r\n").status())
          .isEqualTo(204);
      assertThat(send(stub, RESET + "?token=" + token + "&x=1", host).status()).isEqualTo(400);
      assertThat(
              send(stub, RESET + "?token=" + token, host + "Origin: http://evil.example\r\n")
                  .status())
          .isEqualTo(403);
      // The API itself takes its own keys only.
      assertThat(send(stub, "GET /v1/status/health", host).status()).isEqualTo(200);
    }
  }

  @Test
  void token_isChosen_isNeededOnLoopbackToo() throws IOException {
    try (CustomerSessionStub stub = Stubs.builder().controlToken("chosen-token").start()) {
      assertThat(send(stub, RESET, "Host: 127.0.0.1\r\n").status()).isEqualTo(401);
      assertThat(send(stub, RESET + "?token=chosen-token", "Host: 127.0.0.1\r\n").status())
          .isEqualTo(204);
    }
    assertThatThrownBy(() -> Stubs.builder().controlToken("not a token"))
        .hasMessage("controlToken must be of 8 to 200 letters, digits or any of . _ ~ -");
  }

  @Test
  void token_isNotNeeded_thereIsNone() {
    try (CustomerSessionStub local = Stubs.start();
        CustomerSessionStub closed = Stubs.builder().host("0.0.0.0").controlApi(false).start()) {
      assertThat(local.controlToken()).isEmpty();
      assertThat(closed.controlToken()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          //x/__stub/worlds/main/reset              | 404 | //x/__stub/worlds/main/reset
          //__stub/worlds/main/reset                | 404 | //__stub/worlds/main/reset
          ///__stub/worlds/main/reset               | 404 | ///__stub/worlds/main/reset
          http://x/__stub/worlds/main/reset         | 400 | http://x/__stub/worlds/main/reset
          HTTP://127.0.0.1/__stub/worlds/main/reset | 400 | HTTP://127.0.0.1/__stub/worlds/main/reset
          http://u:p@x/__stub/worlds                | 400 | http://***@x/__stub/worlds
          /x/../__stub/worlds/main/reset            | 404 | /x/../__stub/worlds/main/reset
          /./__stub/worlds/main/reset               | 404 | /./__stub/worlds/main/reset
          /%5f_stub/worlds/main/reset               | 404 | /%5f_stub/worlds/main/reset
          /%2e/__stub/worlds/main/reset             | 404 | /%2e/__stub/worlds/main/reset
          /%2f__stub/worlds/main/reset              | 404 | /%2f__stub/worlds/main/reset
          /__STUB/worlds/main/reset                 | 404 | /__STUB/worlds/main/reset
          /__stub;x/worlds/main/reset               | 404 | /__stub;x/worlds/main/reset
          /__world/main/__stub/worlds/main/reset    | 404 | /__stub/worlds/main/reset
          //shop/v2/customer_sessions/s             | 404 | //shop/v2/customer_sessions/s
          /v2/customer_sessions/s#x                 | 400 | /v2/customer_sessions/s#x
          /v2/customer_sessions/../customer_sessions/s | 404 | /v2/customer_sessions/../customer_sessions/s
          """)
  void target_ofAnotherSpelling_reachesNothingAndIsRecordedAsSent(
      String target, int status, String recorded) throws IOException {
    try (CustomerSessionStub stub = Stubs.start()) {
      new Api(stub).putV2("s", "{}").expect(200);
      String headers = "Host: 127.0.0.1\r\nAuthorization: ApiKey-v1 test\r\n";

      Api.Response response = send(stub, "POST " + target, headers);

      assertThat(response.status()).as(response.body()).isEqualTo(status);
      assertThat(response.message()).isNotEmpty();
      assertThat(stub.journal().find().last().orElseThrow().path()).isEqualTo(recorded);
      new Api(stub).getV2("s").expect(200);
    }
  }

  @Test
  void target_withTwoSlashes_isNotedWithTheNearestPath() throws IOException {
    try (CustomerSessionStub stub = Stubs.start()) {
      send(stub, "GET //shop/v2/customer_sessions/c", "Host: 127.0.0.1\r\n");

      assertThat(stub.violations())
          .singleElement()
          .satisfies(
              violation -> {
                assertThat(violation.path()).isEqualTo("//shop/v2/customer_sessions/c");
                assertThat(violation.rightForm())
                    .isEqualTo("The nearest path is /v2/customer_sessions/{customerSessionId}");
              });
    }
  }
}
