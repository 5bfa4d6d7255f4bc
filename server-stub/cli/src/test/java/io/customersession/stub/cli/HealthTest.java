package io.customersession.stub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.Requests;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a stub is ready, asked by a platform. */
class HealthTest extends CommandLineScenario {
  @ParameterizedTest
  @ValueSource(strings = {"", "--control-token a-token-of-a-test", "--no-control-api"})
  void health_ofARunningStub_exitsWithZero(String more) throws Exception {
    String args = ("serve --port 0 --log off " + more).strip();
    try (StubProcess stub = StubProcess.serve(List.of(), args.split(" ", -1))) {
      URI url = stub.url();

      Ended ended = end("health", url.toString());

      assertThat(ended.exit()).as(ended.err()).isZero();
      assertThat(ended.out()).isEqualTo("ready\n");
    }
  }

  @Test
  void path_toAnyHostAndDespiteFaults_isReady() throws Exception {
    try (CustomerSessionStub stub = CustomerSessionStub.builder().start()) {
      URI url = URI.create(stub.url());
      Requests.send(url, "POST", "/__stub/worlds/main/faults", "{\"fault\":\"status=503\"}");

      Requests.Response ready =
          Requests.send(url, "GET", "/__stub/health", null, "Origin", "http://evil.example");

      assertThat(ready.status()).isEqualTo(200);
      assertThat(ready.body()).isEqualTo("{\"status\":\"ready\"}");
      assertThat(Requests.send(url, "POST", "/__stub/health", "{}").status()).isEqualTo(405);
      assertThat(stub.journal().total()).isZero();
    }
  }

  @Test
  void health_withoutAStub_exitsWithOneAndNamesTheUrl() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }

    Ended ended = end("health", "http://127.0.0.1:" + free);

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.err())
        .startsWith("not ready: http://127.0.0.1:" + free + "/__stub/health: ")
        .contains("Connection refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:8080", "ftp://127.0.0.1", "no url"})
  void health_ofWhatIsNoUrl_exitsWithTwo(String url) throws Exception {
    assertThat(end("health", url).exit()).isEqualTo(Main.WRONG_ARGUMENTS);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', http://127.0.0.1:8080",
    "0.0.0.0, 9090, http://127.0.0.1:9090",
    "stub.test, '', http://stub.test:8080",
    "::1, 81, http://[::1]:81",
    "::, 81, http://127.0.0.1:81"
  })
  void listening_withTheVariablesOfServe_isThatStub(String host, String port, String expected) {
    assertThat(HealthCommand.listening(Map.of("STUB_HOST", host, "STUB_PORT", port)))
        .isEqualTo(expected);
  }
}
