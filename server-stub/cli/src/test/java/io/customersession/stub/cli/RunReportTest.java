package io.customersession.stub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.customersession.stub.Requests;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The report is that of the whole run, whatever has been reset, and decides about the exit code.
 */
class RunReportTest {
  private static final int MAX_WAIT_SECONDS = 60;
  private static final String WORLDS = "/__stub/worlds";

  @TempDir private Path folder;

  private static StubProcess serve(String... more) throws Exception {
    List<String> args =
        new ArrayList<>(
            List.of("serve", "--port", "0", "--log", "off", "--severity", "undeclared-header=off"));
    args.addAll(List.of(more));
    return StubProcess.serve(List.of(), args.toArray(String[]::new));
  }

  private static void put(URI url, String path, String world, String content) throws Exception {
    Requests.send(url, "PUT", path, "{\"customerSession\":" + content + "}", "X-Stub-World", world);
  }

  @Test
  void report_hasWhatWasResetDroppedAndCleared_withWorldExchangeAndTime() throws Exception {
    Path file = folder.resolve("report.json");
    try (StubProcess stub = serve("--report", file.toString())) {
      URI url = stub.url();
      put(url, "/v2/customer_sessions/a", "main", "{}");
      put(url, "/v2/customer_sessions/a", "main", "{\"cuopon\":1}");
      Requests.send(url, "POST", WORLDS + "/main/reset", null);
      put(url, "/v2/customer_sessions/a", "main", "{\"cuopon\":1}");
      put(url, "/v2/customer_sessions/b", "dropped", "{\"cuopons\":1}");
      Requests.send(url, "DELETE", WORLDS + "/dropped", null);
      put(url, "/v2/customer_session/c", "main", "{}");
      Requests.send(url, "DELETE", WORLDS + "/main/journal", null);
      Requests.send(
          url,
          "PUT",
          "/v2/customer_sessions/d",
          "{\"customerSession\":{}}",
          "X-Stub-Fault",
          "conflict");
      Requests.send(url, "DELETE", WORLDS, null);
      stub.terminate();

      assertThat(stub.exitCode(MAX_WAIT_SECONDS)).as(stub.err()).isEqualTo(143);
      assertThat(stub.lines().stream().map(line -> line.replaceAll(" +", " ")))
          .anyMatch(
              line ->
                  line.startsWith(
                          " error undeclared-operation 1 x PUT /v2/customer_session/c: There is no")
                      && line.endsWith(" (main #2)"));
    }

    JsonObject report = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    JsonArray violations = report.getAsJsonArray("violations");
    assertThat(report.get("errors").getAsLong()).isGreaterThanOrEqualTo(4);
    assertThat(violations.asList().stream().map(RunReportTest::summarized))
        .contains(
            "unknown-property /customerSession/cuopon 2 main #2",
            "unknown-property /customerSession/cuopons 1 dropped #1",
            "undeclared-operation  1 main #2",
            "conflict-ignored  1 main #1");
    assertThat(violations.asList())
        .allMatch(each -> each.getAsJsonObject().get("time").getAsString().endsWith("Z"));
  }

  private static String summarized(JsonElement element) {
    JsonObject violation = element.getAsJsonObject();
    return violation.get("rule").getAsString()
        + " "
        + violation.get("location").getAsString()
        + " "
        + violation.get("count").getAsInt()
        + " "
        + violation.get("world").getAsString()
        + " #"
        + violation.get("exchange").getAsLong();
  }

  @Test
  void report_ofVeryManyKinds_countsWhatItDoesNotList() throws Exception {
    Path file = folder.resolve("report.xml");
    try (StubProcess stub = serve("--report", file.toString(), "--max-violations", "0")) {
      URI url = stub.url();
      for (int i = 0; i < 1_010; i++) {
        Requests.send(url, "GET", "/nothing/" + i, null);
      }
      stub.terminate();

      assertThat(stub.exitCode(MAX_WAIT_SECONDS)).as(stub.err()).isEqualTo(143);
      List<String> lines = stub.lines();
      assertThat(lines.get(0)).isEqualTo("Contract violations: 1010 errors, 0 warnings");
      assertThat(lines).endsWith("  and 10 violations of further kinds");
    }
    assertThat(file)
        .content()
        .contains(
            "message=\"1000 violations: ",
            "\n  exchange:   main #1000 at ",
            "  <system-out>  and 10 violations of further kinds</system-out>");
  }

  @ParameterizedTest
  @CsvSource({
    "error, error, 3",
    "warning, error, 3",
    "error, warning, 0",
    "warning, warning, 3",
    "error, off, 0",
    "never, error, 143"
  })
  void failOn_violationsOfThatSeverity_decidesAboutTheExitCode(
      String failOn, String severity, int expected) throws Exception {
    try (StubProcess stub =
        serve("--fail-on", failOn, "--severity", "unknown-property=" + severity)) {
      URI url = stub.url();
      put(url, "/v2/customer_sessions/a", "team", "{\"cuopon\":1}");
      Requests.send(url, "DELETE", WORLDS + "/team", null);
      stub.terminate();

      assertThat(stub.exitCode(MAX_WAIT_SECONDS)).as(stub.err()).isEqualTo(expected);
    }
  }

  @Test
  void reportThatCannotBeWritten_isKeptElsewhere() throws Exception {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    try (StubProcess stub =
        serve("--report", gone.resolve("report.json").toString(), "--fail-on", "error")) {
      put(stub.url(), "/v2/customer_sessions/a", "main", "{\"cuopon\":1}");
      Files.delete(gone);
      stub.terminate();

      assertThat(stub.exitCode(MAX_WAIT_SECONDS)).isEqualTo(Main.NO_REPORT);
      List<String> lines = stub.err().lines().toList();
      assertThat(lines.get(0)).startsWith("cannot write the report: ");
      assertThat(lines.get(1)).startsWith("the report is in ");
      Path other = Path.of(lines.get(1).substring("the report is in ".length()));
      assertThat(other).content().contains("\"unknown-property\"");
      Files.delete(other);
    }
  }
}
