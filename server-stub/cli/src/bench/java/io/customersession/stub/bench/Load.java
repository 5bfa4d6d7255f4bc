package io.customersession.stub.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A load of 32 connections, by wrk.
 *
 * @param perSecond requests per second
 * @param p99Millis the time that 99 of 100 requests took at most
 * @param cpuMicros CPU time of the server for one request
 */
record Load(double perSecond, double p99Millis, double cpuMicros) {
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
  private static final Pattern COUNT = Pattern.compile("([0-9]+) requests in");
  private static final Pattern P99 = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)");

  /** Puts a load on a server for some seconds; every response must be a 200. */
  static Load of(Candidate.Running server, String method, int seconds)
      throws IOException, InterruptedException {
    Path script = Files.createTempFile("load", ".lua");
    try {
      Files.writeString(script, script(method));
      long before = server.cpuMicros();
      Process wrk =
          new ProcessBuilder(
                  "wrk",
                  "--latency",
                  "-t1",
                  "-c32",
                  "--timeout",
                  "30s",
                  "-d" + seconds + "s",
                  "-s",
                  script.toString(),
                  server.url() + Payload.PATH)
              .redirectErrorStream(true)
              .start();
      String report = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      wrk.waitFor();
      long used = server.cpuMicros() - before;
      if (report.contains("Non-2xx") || report.contains("Socket errors")) {
        throw new IllegalStateException(method + " " + server.url() + ":\n" + report);
      }
      return new Load(number(RATE, report), millis(report), used / number(COUNT, report));
    } finally {
      Files.delete(script);
    }
  }

  private static String script(String method) {
    return """
    wrk.method = "%s"
    wrk.headers["Authorization"] = "ApiKey-v1 bench"
    %s
    """
        .formatted(
            method,
            method.equals("PUT")
                ? "wrk.headers[\"Content-Type\"] = \"application/json\"\nwrk.body = [==["
                    + Payload.session()
                    + "]==]"
                : "");
  }

  private static double number(Pattern pattern, String report) {
    return Double.parseDouble(find(pattern, report).group(1));
  }

  private static double millis(String report) {
    Matcher p99 = find(P99, report);
    double value = Double.parseDouble(p99.group(1));
    return switch (p99.group(2)) {
      case "us" -> value / 1000;
      case "s" -> value * 1000;
      default -> value;
    };
  }

  private static Matcher find(Pattern pattern, String report) {
    Matcher matcher = pattern.matcher(report);
    if (!matcher.find()) {
      throw new IllegalStateException("wrk reports something else than expected:\n" + report);
    }
    return matcher;
  }

  static boolean isPossible() {
    try {
      return new ProcessBuilder(List.of("wrk", "--version")).start().waitFor() >= 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
