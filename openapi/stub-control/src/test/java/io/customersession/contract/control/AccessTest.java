package io.customersession.contract.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.stub.StubServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use the control API, and what it refuses. */
class AccessTest {
  private static final String RESET = "POST /__stub/worlds/main/reset";

  private static int status(StubServer server, String line, String headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(30_000);
      String request =
          line
              + " HTTP/1.1\r\n"
              + headers.replace("PORT", "" + server.port())
              + "Content-Length: 0\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String first =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      return Integer.parseInt(first.split(" ", -1)[1]);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example\r\n",
        "Host: 127.0.0.1:PORT\r\nOrigin: http://evil.example\r\n",
        "Host: 127.0.0.1:PORT\r\nOrigin: null\r\n",
        "Host: 127.0.0.1:PORT\r\nSec-Fetch-Site: cross-site\r\n",
      })
  void request_ofAWebPage_isRefusedAndChangesNothing(String headers) throws IOException {
    try (TaskStub stub = TaskStub.start()) {
      stub.put("main", "1");

      assertThat(status(stub.server(), RESET, headers)).isEqualTo(403);
      assertThat(status(stub.server(), "GET /__stub/openapi.yaml", headers)).isEqualTo(403);
      stub.api(200, "main", "GET", "/tasks/1", null);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: localhost:PORT\r\n",
        "Host: stub.test\r\n",
        "Host: 127.0.0.1:PORT\r\nOrigin: http://app.test\r\nSec-Fetch-Site: cross-site\r\n",
      })
  void request_thatIsAllowed_isHandled(String headers) throws IOException {
    try (TaskStub stub =
        TaskStub.start(builder -> builder.controlHost("stub.test").cors("http://app.test"))) {
      assertThat(status(stub.server(), RESET, headers)).isEqualTo(204);
    }
  }

  @Test
  void request_toAnotherInterface_needsTheToken() throws IOException {
    try (TaskStub stub = TaskStub.start(builder -> builder.host("0.0.0.0"))) {
      StubServer server = stub.server();
      String token = server.controlToken().orElseThrow();
      String host = "Host: stub.example\r\n";
      assertThat(token).hasSizeGreaterThan(20);
      assertThat(status(server, RESET, host)).isEqualTo(401);
      assertThat(status(server, RESET + "?token=" + token + "x", host)).isEqualTo(401);
      assertThat(status(server, RESET + "?token=" + token, host)).isEqualTo(204);
      assertThat(status(server, RESET, host + "Authorization: Bearer " + token + "\r\n"))
          .isEqualTo(204);
      assertThat(status(server, "GET /tasks", host)).isEqualTo(200);
    }
  }

  @Test
  void controlToken_chosen_isNeededOnLoopbackToo() throws IOException {
    try (TaskStub stub = TaskStub.start(builder -> builder.controlToken("chosen-token"))) {
      assertThat(status(stub.server(), RESET, "Host: 127.0.0.1\r\n")).isEqualTo(401);
      assertThat(status(stub.server(), RESET + "?token=chosen-token", "Host: 127.0.0.1\r\n"))
          .isEqualTo(204);
    }
    assertThatThrownBy(() -> TaskStub.start(builder -> builder.controlToken("not a token")))
        .hasMessage("controlToken must be of 8 to 200 letters, digits or any of . _ ~ -");
  }

  @Test
  void controlApi_disabled_isNotServed() {
    try (TaskStub stub = TaskStub.start(builder -> builder.controlApi(false).host("0.0.0.0"))) {
      assertThat(stub.server().controlToken()).isEmpty();
      assertThat(stub.api(404, "main", "GET", "/__stub/worlds", null).body())
          .contains("There is no such path");
    }
  }

  @Test
  void preflight_ofAnOriginThatIsNotListed_isRefused() {
    try (TaskStub stub = TaskStub.start(builder -> builder.cors("http://app.test"))) {
      for (String origin : new String[] {"http://app.test", "http://evil.example"}) {
        assertThat(
                stub.send(
                        "OPTIONS",
                        "/tasks/1",
                        null,
                        "Origin",
                        origin,
                        "Access-Control-Request-Method",
                        "PUT")
                    .statusCode())
            .isEqualTo(origin.contains("app") ? 204 : 403);
      }
      assertThat(
              stub.send("GET", "/tasks", null, "Origin", "http://app.test")
                  .headers()
                  .firstValue("Access-Control-Allow-Origin"))
          .contains("http://app.test");
      assertThat(stub.server().journal().total()).isEqualTo(1);
    }
  }

  @Test
  void document_isServed() {
    try (TaskStub stub = TaskStub.start()) {
      String document = stub.send("GET", "/__stub/openapi.yaml", null).body();
      assertThat(document).startsWith("openapi: 3.0.3").contains("operationId: listWorlds");
      assertThat(stub.api(404, "main", "GET", "/__stubborn", null).body()).contains("no such path");
      assertThat(
              stub.send("PATCH", "/__stub/worlds/main/settings", "{}", "Content-Type", "text/plain")
                  .statusCode())
          .isEqualTo(415);
    }
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          GET    | /__stub                        | -   | 404 | There is no such path; /__stub/openapi.yaml lists all paths
          PUT    | /__stub/worlds                 | {}  | 405 | The method is not allowed for this path
          POST   | /__stub/openapi.yaml           | {}  | 405 | The method is not allowed for this path
          GET    | /__stub/worlds?all=true        | -   | 400 | The query parameter "all" is not defined for listWorlds.
          POST   | /__stub/worlds/-/reset         | -   | 400 | world must match ^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$
          DELETE | /__stub/worlds/main/faults/x   | -   | 400 | number must be an integer of 64 bits
          PATCH  | /__stub/worlds/new/settings    | -   | 400 | the body is empty
          PATCH  | /__stub/worlds/new/settings    | {"magicValues":"yes","strict":true} | 400 | /magicValues: magicValues must be a boolean, not a string; /strict: The property "strict" is not defined on Settings.
          PATCH  | /__stub/worlds/new/settings    | {"severities":{"mood":"off"},"magicValues":false} | 400 | -
          POST   | /__stub/worlds/new/faults      | {"fault":"drop","session":"1"} | 400 | /session: The property "session" is not defined on FaultRule.
          POST   | /__stub/worlds/new/faults      | {"fault":"dorp"} | 400 | -
          POST   | /__stub/worlds/new/faults      | {"fault":"drop","probability":0} | 400 | /probability: probability must be more than 0
          POST   | /__stub/worlds/new/faults      | {"fault":"drop","every":2,"probability":0.5} | 400 | every and probability cannot be combined
          POST   | /__stub/worlds/%ff/reset       | -   | 400 | world must be percent-encoded, well-formed UTF-8
          POST   | /__stub/worlds/new/journal/find | {"body":{"state":1}} | 400 | -
          POST   | /__stub/worlds/new/clock/set   | {"to":"soon"} | 400 | -
          """)
  void invalidRequest_isRefusedAndChangesNothing(
      String method, String path, String body, int status, String message) {
    try (TaskStub stub = TaskStub.start()) {
      String refused = stub.api(status, "main", method, path, body).body();
      assertThat(TaskStub.message(refused)).isNotEmpty();
      if (message != null) {
        assertThat(TaskStub.message(refused)).isEqualTo(message);
      }
      assertThat(stub.server().worlds().names()).containsExactly("main");
      assertThat(stub.server().world().faults().rules()).isEmpty();
    }
  }
}
