package io.customersession.stub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.customersession.stub.Requests;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code serve} prints about requests. */
class ServeLogTest {
  private static final String SESSION = "/v2/customer_sessions/order-1";
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private static StubProcess serve(String... more) throws Exception {
    List<String> args =
        new ArrayList<>(List.of("serve", "--port", "0", "--severity", "undeclared-header=off"));
    args.addAll(List.of(more));
    return StubProcess.serve(List.of(), args.toArray(String[]::new));
  }

  private static void put(URI url, String path, String content) throws Exception {
    Requests.send(url, "PUT", path, "{\"customerSession\":" + content + "}");
  }

  private static void drive(URI url) throws Exception {
    put(url, SESSION, "{}");
    put(url, SESSION, "{\"state\":\"closed\",\"cuopon\":1}");
    Requests.send(url, "GET", SESSION, null, "traceparent", TRACE);
    Requests.send(url, "GET", SESSION, null, "X-Stub-Fault", "status=503");
    Requests.send(url, "GET", "/v2/customer_session/order-1", null);
    Requests.send(url, "GET", SESSION, null, "X-Stub-World", "team-b");
    Requests.send(url, "GET", "/v1/status/health", null);
    Requests.send(url, "HEAD", "/favicon.ico", null);
  }

  @Test
  void requests_aLineForEach_saysWhatHappened() throws Exception {
    try (StubProcess stub = serve("--log", "requests")) {
      drive(stub.url());
      stub.terminate();

      List<String> lines = stub.lines();
      String time = "\\d\\d:\\d\\d:\\d\\d\\.\\d{3}  ";
      String took = "  [\\d.]+ ms";
      assertThat(lines.get(0))
          .matches(time + "200  updateCustomerSessionV2  order-1  -> open" + took);
      assertThat(lines.get(1))
          .matches(
              time
                  + "200  updateCustomerSessionV2  order-1  open -> closed"
                  + took
                  + "  error unknown-property /customerSession/cuopon");
      assertThat(lines.get(2))
          .matches(
              time
                  + "200  getCustomerSession  order-1"
                  + took
                  + "  trace 4bf92f3577b34da6a3ce929d0e0e4736");
      assertThat(lines.get(3))
          .matches(
              time + "503  getCustomerSession  order-1" + took + "  fault status=503 by header");
      assertThat(lines.get(4))
          .matches(
              time
                  + "404  GET /v2/customer_session/order-1"
                  + took
                  + "  error undeclared-operation");
      assertThat(lines.get(5)).matches(time + "404  getCustomerSession  order-1  in team-b" + took);
      assertThat(lines.get(6)).startsWith("Contract violations: 2 errors");
    }
  }

  @ParameterizedTest
  @CsvSource({"violations, 2", "auto, 2", "off, 0"})
  void log_withoutATerminal_listsViolationsUnlessItIsOff(String mode, int expected)
      throws Exception {
    try (StubProcess stub = serve("--log", mode)) {
      drive(stub.url());
      stub.terminate();

      assertThat(stub.lines().stream().filter(line -> line.contains(" ms")))
          .hasSize(expected)
          .allMatch(line -> line.contains("  error "));
    }
  }

  @Test
  void json_everyLine_isAnObject() throws Exception {
    try (StubProcess stub = serve("--log", "json", "--host", "0.0.0.0")) {
      JsonObject listening = JsonParser.parseString(stub.readLine()).getAsJsonObject();
      assertThat(listening.get("event").getAsString()).isEqualTo("listening");
      assertThat(listening.get("control").getAsString()).contains("/__stub/worlds?token=");
      drive(URI.create(listening.get("url").getAsString()));
      stub.terminate();

      List<JsonObject> lines =
          stub.lines().stream()
              .map(line -> JsonParser.parseString(line).getAsJsonObject())
              .toList();
      assertThat(lines).hasSize(7);
      JsonObject close = lines.get(1);
      assertThat(close.get("world").getAsString()).isEqualTo("main");
      assertThat(close.get("number").getAsLong()).isEqualTo(2);
      assertThat(close.get("session").getAsString()).isEqualTo("order-1");
      assertThat(close.get("stateBefore").getAsString()).isEqualTo("open");
      assertThat(close.get("stateAfter").getAsString()).isEqualTo("closed");
      assertThat(close.getAsJsonArray("violations").get(0).getAsJsonObject().get("location"))
          .hasToString("\"/customerSession/cuopon\"");
      assertThat(lines.get(2).get("traceparent").getAsString()).isEqualTo(TRACE);
      assertThat(lines.get(2).has("fault")).isFalse();
      assertThat(lines.get(6)).hasToString("{\"event\":\"end\",\"errors\":2,\"warnings\":0}");
    }
  }

  @Test
  void output_thatNobodyReads_holdsUpNeitherRequestsNorTheEnd() throws Exception {
    try (StubProcess stub = serve("--log", "requests")) {
      URI url = stub.url();
      String id = "x".repeat(90);
      for (int i = 0; i < 3_000; i++) {
        put(url, "/v2/customer_sessions/" + id + i, "{\"a\":1}");
      }
      assertThat(Requests.isHealthy(url)).isTrue();
      stub.terminate();

      assertThat(stub.exitCode(60)).isEqualTo(143);
    }
  }
}
