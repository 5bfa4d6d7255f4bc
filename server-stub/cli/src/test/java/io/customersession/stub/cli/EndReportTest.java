package io.customersession.stub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.customersession.stub.Requests;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file that is written when a stub stops. */
class EndReportTest {
  private static final int MAX_WAIT_SECONDS = 60;

  @TempDir private Path folder;

  private static StubProcess serve(List<String> jvmOptions, Path report) throws Exception {
    return StubProcess.serve(jvmOptions, "serve", "--port", "0", "--report", report.toString());
  }

  @Test
  void reportThatCannotBeWritten_hasAnExitCodeOfItsOwn() throws Exception {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    try (StubProcess stub = serve(List.of(), gone.resolve("report.json"))) {
      stub.url();
      Files.delete(gone);
      stub.terminate();

      assertThat(stub.exitCode(MAX_WAIT_SECONDS)).isEqualTo(Main.NO_REPORT);
      assertThat(stub.err()).startsWith("cannot write the report: ");
    }
  }

  @Test
  void report_replacesASymbolicLink_andNotWhatItLeadsTo() throws Exception {
    Path other = Files.writeString(folder.resolve("other"), "mine");
    Path report = Files.createSymbolicLink(folder.resolve("report.json"), other);
    try (StubProcess stub = serve(List.of(), report)) {
      stub.url();
      stub.terminate();

      assertThat(stub.exitCode(MAX_WAIT_SECONDS)).as(stub.err()).isEqualTo(143);
    }
    assertThat(other).content().isEqualTo("mine");
    assertThat(Files.isSymbolicLink(report)).isFalse();
    assertThat(JsonParser.parseString(Files.readString(report)).isJsonObject()).isTrue();
    // As any other file that this user makes, and nothing is left beside it.
    assertThat(Files.getPosixFilePermissions(report))
        .isEqualTo(Files.getPosixFilePermissions(other));
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(other, report);
    }
  }

  @Test
  void report_thatNobodyCouldReplace_isRefusedAtTheStart() throws Exception {
    Path directory = Files.createDirectory(folder.resolve("report.json"));

    assertThatThrownBy(() -> new EndReport(directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be a regular file");
  }

  @Test
  void report_inAFolderThatCannotBeWrittenTo_isRefusedAtTheStart() throws Exception {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    // Permissions do not stop root, but nobody can create a file in /proc.
    Path report = (Files.isWritable(locked) ? Path.of("/proc") : locked).resolve("violations.json");
    try (StubProcess stub = serve(List.of(), report)) {
      assertThat(stub.exitCode(MAX_WAIT_SECONDS)).isEqualTo(Main.WRONG_ARGUMENTS);
      assertThat(stub.err())
          .contains("report must be in a folder that can be written to: " + report)
          .doesNotContain("\tat ");
      assertThat(stub.lines()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"report.json", "report.xml"})
  void report_ofManyViolationsWithLongPaths_fitsASmallHeap(String name) throws Exception {
    Path report = folder.resolve(name);
    String unknown =
        IntStream.range(0, 1_500)
            .mapToObj(i -> "\"u" + i + "\":1")
            .collect(Collectors.joining(","));
    try (StubProcess stub = serve(List.of("-Xmx96m"), report)) {
      URI url = stub.url();
      for (int i = 0; i < 4; i++) {
        String path = "/v2/customer_sessions/" + i + "x".repeat(350_000);
        assertThat(
                Requests.send(url, "PUT", path, "{\"customerSession\":{" + unknown + "}}").status())
            .isLessThan(500);
      }
      for (String read : List.of("violations", "violations.xml", "journal")) {
        assertThat(Requests.send(url, "GET", "/__stub/worlds/main/" + read, null).status())
            .as("%s: %s", read, stub.err())
            .isEqualTo(200);
      }
      stub.terminate();

      assertThat(stub.exitCode(MAX_WAIT_SECONDS)).as(stub.err()).isEqualTo(143);
    }
    assertThat(report).isNotEmptyFile();
    assertThat(Files.size(report)).isLessThan(30_000_000);
  }
}
