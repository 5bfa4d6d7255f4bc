package io.customersession.stub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command serve. */
class ServeTest extends CommandLineScenario {
  @Test
  void serve_plain_saysWhereItListensAndLoadsNoPicocli() throws Exception {
    Process process = run(List.of("-Xlog:class+load:stderr"), "serve", "--port", "0");
    StringBuilder loaded = new StringBuilder();
    Thread reader =
        new Thread(
            () ->
                process
                    .errorReader()
                    .lines()
                    .filter(
                        line ->
                            line.matches(
                                    ".*(picocli|org\\.glassfish|org\\.snakeyaml|contract\\.control"
                                        + "|customersession\\.stub\\.control)\\..*")
                                // The first request to the control API loads the rest.
                                && !line.contains("SessionControl"))
                    .forEach(loaded::append));
    reader.start();
    try (BufferedReader out = process.inputReader()) {
      String first = out.readLine();
      assertThat(first).matches("listening on http://127\\.0\\.0\\.1:\\d+");
      URI health = URI.create(first.substring("listening on ".length()) + "/v1/status/health");
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
      reader.join();
      assertThat(loaded.toString()).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void serve_onAPortInUse_failsWithOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ended ended = end("--port", Integer.toString(taken.getLocalPort()));

      assertThat(ended.exit()).isEqualTo(Main.FAILED);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err().lines())
          .singleElement()
          .asString()
          .startsWith("cannot listen on 127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void serve_withKeysOfAFileAndTheEnvironment_takesThese(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("keys"), "of-file/+===7\n");
    List<String> command = command("--port", "0", "--api-key-file", file.toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("STUB_API_KEY", "of-env=8 of-env-too=9");
    builder.environment().put("STUB_MANAGEMENT_KEY", "office=7");
    Process process = builder.start();
    new Thread(() -> process.errorReader().lines().forEach(line -> {})).start();
    try (BufferedReader out = process.inputReader()) {
      String url = out.readLine().substring("listening on ".length());
      assertThat(put(url, "of-file/+==", "{\"customerSession\":{}}").body())
          .contains("\"applicationId\":7");
      assertThat(put(url, "of-env-too", "{\"customerSession\":{}}").body())
          .contains("\"applicationId\":9");
      assertThat(put(url, "other", "{\"customerSession\":{}}").statusCode()).isEqualTo(401);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void serve_withAWrongVariable_endsWithTwoAndNamesIt() throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command("--port", "0"));
    builder.environment().put("STUB_MAX_SESSIONS", "none");
    Process process = builder.start();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(Main.WRONG_ARGUMENTS);
    assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("STUB_MAX_SESSIONS must be between 1 and 2147483647, not \"none\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STUB_PORT --port 0",
        "STUB_MAX_SESSIONS --max-sessions=5 --port 0",
        "STUB_STRICT --no-strict --port 0",
        "STUB_CONTROL_TOKEN --control-token-file TOKEN --port 0",
        "STUB_FIXTURES --fixtures FIXTURES --port 0"
      })
  void serve_withAnOption_doesNotReadItsVariable(String arguments, @TempDir Path folder)
      throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "a-token-of-a-test\n");
    Path fixtures =
        Files.writeString(
            folder.resolve("account.yaml"), "applications: [{id: 1, apiKeys: [a]}]\n");
    String[] words = arguments.split(" ", 2);
    words[1] = words[1].replace("TOKEN", token.toString()).replace("FIXTURES", fixtures.toString());
    ProcessBuilder builder = new ProcessBuilder(command(words[1].split(" ", -1)));
    // What Kubernetes sets beside a service that is named "stub".
    builder.environment().put(words[0], "tcp://10.0.0.1:80");
    Process process = builder.redirectErrorStream(true).start();
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).startsWith("listening on ");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void serve_withTheVariableOfAService_endsWithTwoAndSaysWhatAPortIs() throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command("serve"));
    builder.environment().put("STUB_PORT", "tcp://10.0.0.1:80");
    Process process = builder.start();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(Main.WRONG_ARGUMENTS);
    assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("STUB_PORT must be between 0 and 65535, not \"tcp://10.0.0.1:80\"");
  }

  @Test
  void serve_onEveryInterface_printsTheTokenOfTheControlApi() throws Exception {
    Process process = run("--port", "0", "--host", "0.0.0.0");
    new Thread(() -> process.errorReader().lines().forEach(line -> {})).start();
    try (BufferedReader out = process.inputReader()) {
      String url = out.readLine().substring("listening on ".length());
      String control = out.readLine();
      assertThat(control).startsWith("control API: " + url + "/__stub/worlds?token=");
      URI worlds = URI.create(control.substring("control API: ".length()));
      assertThat(status(worlds)).isEqualTo(200);
      assertThat(status(URI.create(url + "/__stub/worlds"))).isEqualTo(401);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void serve_withBoundsOfWorlds_usesThem() throws Exception {
    Process process =
        run(
            "--port",
            "0",
            "--world-per-key",
            "--max-worlds",
            "2",
            "--no-control-api",
            "--no-magic-values");
    new Thread(() -> process.errorReader().lines().forEach(line -> {})).start();
    try (BufferedReader out = process.inputReader()) {
      String url = out.readLine().substring("listening on ".length());
      assertThat(
              put(url, "one", "{\"customerSession\":{\"profileId\":\"stub-fault-drop\"}}")
                  .statusCode())
          .isEqualTo(200);
      assertThat(put(url, "two", "{\"customerSession\":{}}").statusCode()).isEqualTo(507);
      URI worlds = URI.create(url + "/__stub/worlds");
      assertThat(
              HttpClient.newHttpClient()
                  .send(
                      HttpRequest.newBuilder(worlds).build(), HttpResponse.BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(404);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void serve_withSettings_usesThem() throws Exception {
    Process process = run("--port", "0", "--api-key", "right=7", "--strict");
    new Thread(() -> process.errorReader().lines().forEach(line -> {})).start();
    try (BufferedReader out = process.inputReader()) {
      String url = out.readLine().substring("listening on ".length());
      assertThat(put(url, "wrong", "{\"customerSession\":{}}").statusCode()).isEqualTo(401);
      assertThat(put(url, "right", "{\"customerSession\":{\"zz\":1}}").statusCode()).isEqualTo(400);
      assertThat(put(url, "right", "{\"customerSession\":{}}").body())
          .contains("\"applicationId\":7");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void serve_withFixtures_servesThatAccount() throws Exception {
    String example =
        "../library/src/main/resources/io/customersession/stub/account/example-fixtures.yaml";
    Process process = run("serve", "--port", "0", "--fixtures", example);
    new Thread(() -> process.errorReader().lines().forEach(line -> {})).start();
    try (BufferedReader out = process.inputReader()) {
      String url = out.readLine().substring("listening on ".length());
      assertThat(put(url, "other-key", "{\"customerSession\":{}}").statusCode()).isEqualTo(401);
      assertThat(put(url, "tea-key", "{\"customerSession\":{}}").body())
          .contains("\"applicationId\":2");
      assertThat(
              put(url, "shop-key", "{\"customerSession\":{\"attributes\":{\"channel\":\"fax\"}}}")
                  .body())
          .contains("channel must be one of the following");
    } finally {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "report.json, '\"rule\": \"unknown-property\"'",
    "report.xml, <failure type=\"unknown-property\""
  })
  void serve_stoppedAfterABrokenContract_saysSoAndWritesTheReport(
      String name, String expected, @TempDir Path folder) throws Exception {
    Path file = folder.resolve(name);
    Process process = run("--port", "0", "--report", file.toString());
    new Thread(() -> process.errorReader().lines().forEach(line -> {})).start();
    try (BufferedReader out = process.inputReader()) {
      String url = out.readLine().substring("listening on ".length());
      assertThat(put(url, "any", "{\"customerSession\":{\"cuopon\":1}}").statusCode())
          .isEqualTo(200);
      // Unlike that of the process, this leaves its output open.
      process.toHandle().destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

      assertThat(out.lines().skip(1)) // the line about the request
          .hasSize(2)
          .startsWith("Contract violations: 1 error, 0 warnings")
          .last()
          .asString()
          .startsWith("  error   unknown-property ");
      assertThat(file).content().contains(expected);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void serve_withWrongFixtures_failsWithFileLineAndRule(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("wrong.yaml"), "coupons:\n  - {percent: 10}\n");

    Ended ended = end("serve", "--port", "0", "--fixtures", file.toString());

    assertThat(ended.exit()).isEqualTo(Main.FAILED);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines())
        .containsExactly(
            file
                + ":2: /coupons/0/code: code is required (fixtures.schema.json#/$defs/Coupon/required)");
  }

  @Test
  void serve_withAKeyThatContradictsItsFixtures_failsWithASentence(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("two.yaml"), "applications: [{id: 1}, {id: 2}]\n");

    Ended ended = end("serve", "--port", "0", "--fixtures", file.toString(), "--api-key", "more=7");

    assertThat(ended.exit()).isEqualTo(Main.WRONG_ARGUMENTS);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines())
        .containsExactly("an API key is for application 7, which the fixtures do not have");
  }
}
