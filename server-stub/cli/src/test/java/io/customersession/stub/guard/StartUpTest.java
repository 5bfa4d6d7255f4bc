package io.customersession.stub.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The runnable jar loads no more classes than recorded until it has responded to its first update.
 * Run behind the packaging, on the JDK of the build and on {@code second.jvm}.
 */
class StartUpTest {
  private static final int PERCENT = 5;

  @TempDir private Path directory;

  @Test
  void start_loadsNoMoreClassesThanRecorded() throws Exception {
    compare(Path.of(System.getProperty("java.home"), "bin", "java").toString());
  }

  @Test
  void startOnASecondJdk_loadsNoMoreClassesThanRecorded() throws Exception {
    String second = System.getProperty("second.jvm", "");
    if (!second.isEmpty()) {
      compare(second);
    }
  }

  private void compare(String java) throws Exception {
    String jar = System.getProperty("runnable.jar");
    Path log = directory.resolve("classes.log");
    Process process =
        new ProcessBuilder(
                java,
                // A shared archive brings classes of its own choice, and not every JDK has one.
                "-Xshare:off",
                "-Xlog:class+load:file=" + log,
                "-jar",
                jar,
                "--port",
                "0")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader lines = process.inputReader()) {
      String url = lines.readLine().replaceFirst("listening on ", "");
      HttpResponse<String> response =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .build()
              .send(
                  HttpRequest.newBuilder(URI.create(url + "/v2/customer_sessions/first"))
                      .header("Authorization", "ApiKey-v1 key")
                      .header("Content-Type", "application/json")
                      .PUT(
                          HttpRequest.BodyPublishers.ofString(
                              "{\"customerSession\":{\"cartItems\":[{\"sku\":\"mug\",\"quantity\":1,\"price\":9.99}]}}"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      awaitQuiet(log);
      List<String> loaded =
          Files.readAllLines(log).stream().filter(line -> line.contains(" source: ")).toList();
      long own =
          loaded.stream()
              .filter(line -> line.endsWith(Path.of(jar).getFileName().toString()))
              .count();
      Recorded.compare(
          Recorded.version(java),
          Map.of("classes.all", (long) loaded.size(), "classes.own", own),
          PERCENT);
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  /** The stub goes on loading beside the first request; what is counted is all of it. */
  private static void awaitQuiet(Path log) throws Exception {
    long size = -1;
    for (int i = 0; i < 60 && Files.size(log) != size; i++) {
      size = Files.size(log);
      Thread.sleep(500);
    }
  }
}
