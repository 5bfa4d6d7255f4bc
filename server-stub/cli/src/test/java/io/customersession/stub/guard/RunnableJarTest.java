package io.customersession.stub.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.Requests;
import io.customersession.stub.store.jdbc.PostgresServer;
import java.io.BufferedReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stores of the runnable jar alone, without anything else on the class path. */
class RunnableJarTest {
  private static final String LISTENING = "listening on ";

  @TempDir private Path folder;

  /** Runs the jar until the work on the URL of its stub is done, and returns what it printed. */
  private List<String> serve(String location, Work work) throws Exception {
    Path errors = folder.resolve("errors");
    Process process = start(errors, "serve", "--port", "0", "--log", "off", "--store", location);
    List<String> lines = new ArrayList<>();
    try (BufferedReader out = process.inputReader()) {
      String first = out.readLine();
      assertThat(first).as(Files.readString(errors)).startsWith(LISTENING);
      work.on(URI.create(first.substring(LISTENING.length())));
      process.toHandle().destroy();
      out.lines().forEach(lines::add);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    lines.addAll(Files.readAllLines(errors));
    return lines;
  }

  private interface Work {
    void on(URI url) throws Exception;
  }

  private static Process start(Path errors, String... args) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(System.getProperty("runnable.jar"));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectError(errors.toFile()).start();
  }

  private void keepsSessions(String location) throws Exception {
    List<String> printed =
        serve(
            location,
            url ->
                assertThat(
                        Requests.send(
                                url,
                                "PUT",
                                "/v2/customer_sessions/order-1",
                                "{\"customerSession\":{\"profileId\":\"jane\"}}")
                            .status())
                    .isEqualTo(200));
    List<String> printedAgain =
        serve(
            location,
            url ->
                assertThat(Requests.send(url, "GET", "/v2/customer_sessions/order-1", null).body())
                    .contains("\"profileId\":\"jane\""));

    assertThat(printed).noneMatch(line -> line.contains("SLF4J"));
    assertThat(printedAgain).noneMatch(line -> line.contains("SLF4J"));
    assertThat(Files.readString(folder.resolve("errors"))).isEmpty();
  }

  @Test
  void sessions_inSqlite_survive() throws Exception {
    keepsSessions("sqlite:" + folder.resolve("sessions.db"));
  }

  @Test
  void sessions_inPostgres_survive() throws Exception {
    keepsSessions(PostgresServer.newDatabase());
  }

  @Test
  void status_ofPostgres_isPrinted() throws Exception {
    Path errors = folder.resolve("errors");
    Process process = start(errors, "store", "status", "--store", PostgresServer.newDatabase());

    String out = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
    assertThat(out).startsWith("engine: PostgreSQL 17").contains("tables: none");
    assertThat(Files.readString(errors)).isEmpty();
  }
}
