package io.customersession.stub.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * A server to measure.
 *
 * @param name what the table calls it
 * @param command starts it on a port
 */
record Candidate(String name, IntFunction<List<String>> command) {
  private static final long PAUSE_MILLIS = 1;
  private static final long PATIENCE_SECONDS = 60;
  private static final long TICKS_PER_SECOND = 100;

  /**
   * A heap of one size for all, whose pages the system has given before the load begins. Otherwise
   * the first seconds measure how fast a virtual machine gets memory.
   */
  private static final String HEAP = "-Xms512m -Xmx512m -XX:+AlwaysPreTouch";

  /** A candidate at work. */
  static final class Running implements AutoCloseable {
    private final Process process;
    private final String url;
    private final double startMillis;

    private Running(Process process, String url, double startMillis) {
      this.process = process;
      this.url = url;
      this.startMillis = startMillis;
    }

    String url() {
      return url;
    }

    /** Returns the time from the start of the process to its first 200 on a PUT. */
    double startMillis() {
      return startMillis;
    }

    /** Returns the CPU time used so far, in microseconds, by the process itself. */
    long cpuMicros() throws IOException {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return (Long.parseLong(fields[11]) + Long.parseLong(fields[12]))
          * (1_000_000 / TICKS_PER_SECOND);
    }

    /** Returns the resident memory, in MiB. */
    double residentMebibytes() throws IOException {
      return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElseThrow();
    }

    @Override
    public void close() {
      process.destroy();
      try {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Starts it as a user does. */
  Running start() throws IOException {
    return start(Map.of());
  }

  /** Starts it for a load; if it runs in a JVM, with the same heap as all others. */
  Running startForLoad() throws IOException {
    return start(Map.of("JDK_JAVA_OPTIONS", HEAP));
  }

  private Running start(Map<String, String> environment) throws IOException {
    int port = freePort();
    List<String> line = new ArrayList<>(command.apply(port));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    long begin = System.nanoTime();
    Process process = builder.start();
    String url = "http://127.0.0.1:" + port;
    while (!responses(url)) {
      pause();
      if (!process.isAlive() || System.nanoTime() - begin > PATIENCE_SECONDS * 1_000_000_000L) {
        process.destroyForcibly();
        throw new IllegalStateException(name + " does not respond: " + String.join(" ", line));
      }
    }
    return new Running(process, url, (System.nanoTime() - begin) / 1e6);
  }

  /** Leaves the cores to the server that is starting. */
  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean responses(String url) {
    try {
      HttpURLConnection http =
          (HttpURLConnection) URI.create(url + Payload.PATH).toURL().openConnection();
      http.setRequestMethod("PUT");
      http.setRequestProperty("Authorization", "ApiKey-v1 bench");
      http.setRequestProperty("Content-Type", "application/json");
      http.setDoOutput(true);
      http.getOutputStream().write(Payload.session().getBytes(StandardCharsets.UTF_8));
      boolean responded = http.getResponseCode() == 200;
      if (responded) {
        http.getInputStream().readAllBytes();
      }
      return responded;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
