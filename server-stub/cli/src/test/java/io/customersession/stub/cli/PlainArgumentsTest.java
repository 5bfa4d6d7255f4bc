package io.customersession.stub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.CustomerSessionStub;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainArgumentsTest {
  @Test
  void parse_pairsAndVariables_setTheStub() throws Exception {
    ServeArguments arguments =
        PlainArguments.parse(
            new String[] {"serve", "--port", "0", "--api-key", "right=7"},
            Map.of("STUB_API_KEY", "other=8", "STUB_PORT", "1"));

    assertThat(arguments).isNotNull();
    try (CustomerSessionStub stub = arguments.builder().start()) {
      assertThat(stub.port()).isNotEqualTo(1);
      assertThat(status(stub, "right")).isEqualTo(404);
      assertThat(status(stub, "other")).isEqualTo(404);
      assertThat(status(stub, "wrong")).isEqualTo(401);
    }
  }

  @Test
  void parse_settingsOfTheCommand_areReadAsThoseOfTheStub() {
    ServeArguments arguments =
        PlainArguments.parse(
            new String[] {"--log", "JSON"},
            Map.of("STUB_LOG", "never read", "STUB_REPORT", "out.xml"));

    assertThat(arguments).isNotNull();
    assertThat(arguments.get(ServeSettings.LOG)).isEqualTo(LogMode.JSON);
    assertThat(arguments.get(ServeSettings.REPORT)).isEqualTo("out.xml");
  }

  private static int status(CustomerSessionStub stub, String key) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(stub.url() + "/v2/customer_sessions/none"))
                .header("Authorization", "ApiKey-v1 " + key)
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--port x",
        "--port",
        "--port=0",
        "--port 1 --port 2",
        "--control-token --no-control-api",
        "--control-host --strict",
        "--strict true",
        "--report out.txt",
        "--log everything",
        "--help",
        "diff a b",
        "--fixtures no-such-file"
      })
  void parse_anythingElse_isLeftToPicocli(String args) {
    assertThat(PlainArguments.parse(args.split(" ", -1), Map.of())).isNull();
  }

  @Test
  void parse_wrongVariable_isLeftToPicocli() {
    assertThat(PlainArguments.parse(new String[0], Map.of("STUB_PORT", "tcp://10.0.0.1:80")))
        .isNull();
  }

  @Test
  void parse_wrongVariableOfAnOption_isNotRead() {
    ServeArguments arguments =
        PlainArguments.parse(
            new String[] {"--port", "0"}, Map.of("STUB_PORT", "tcp://10.0.0.1:80"));

    assertThat(arguments).isNotNull();
  }
}
