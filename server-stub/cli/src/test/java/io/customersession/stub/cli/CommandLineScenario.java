package io.customersession.stub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the command line in a process of its own. */
abstract class CommandLineScenario {
  static final Path DOCUMENT = Path.of("../../openapi/contract/customer-session.yaml");

  record Ended(int exit, String out, String err) {}

  static Process run(String... args) throws IOException {
    return run(List.of(), args);
  }

  static Process run(List<String> jvmOptions, String... args) throws IOException {
    List<String> command = command(args);
    command.addAll(1, jvmOptions);
    return new ProcessBuilder(command).start();
  }

  static List<String> command(String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As in the manifest of the runnable jar.
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(args));
    return command;
  }

  static Ended end(String... args) throws Exception {
    Process process = run(args);
    process.getOutputStream().close();
    StringBuilder err = new StringBuilder();
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader lines = process.errorReader()) {
                lines.lines().forEach(line -> err.append(line).append('\n'));
              } catch (IOException e) {
                err.append(e);
              }
            });
    reader.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    reader.join();
    return new Ended(process.exitValue(), out, err.toString());
  }

  static int status(URI uri) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  static HttpResponse<String> put(String url, String key, String body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url + "/v2/customer_sessions/s"))
                .header("Authorization", "ApiKey-v1 " + key)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
