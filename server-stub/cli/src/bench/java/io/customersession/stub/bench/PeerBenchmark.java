package io.customersession.stub.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Measures the stub and its peers by turns, and prints medians, their spread, and the stub's ratio
 * to each. Arguments: the runnable jar, the document, the folder with Prism's node_modules (or a
 * folder without it, to leave Prism out), and the number of rounds.
 */
final class PeerBenchmark {
  /** The first load meets code that is still interpreted; the second follows the first. */
  private static final Map<String, Integer> WARM_UP_SECONDS = Map.of("PUT", 18, "GET", 6);

  private static final int MEASURED_SECONDS = 6;
  private static final int SETTLE_MILLIS = 1_000;
  private static final String STUB = "stub";
  private static final String BARE = "bare handler";
  private static final String WIREMOCK = "WireMock";

  private final Map<String, Map<String, List<Double>>> figures = new LinkedHashMap<>();
  private final List<Candidate> candidates = new ArrayList<>();
  private final int rounds;

  private PeerBenchmark(int rounds) {
    this.rounds = rounds;
  }

  public static void main(String[] args) throws Exception {
    if (!Load.isPossible()) {
      System.err.println(
          "The load comes from wrk, which is not installed (Debian: apt-get install wrk).");
      System.exit(1);
    }
    PeerBenchmark benchmark = new PeerBenchmark(Integer.parseInt(args[3]));
    benchmark.addCandidates(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
    benchmark.run();
    benchmark.print();
  }

  private void addCandidates(Path jar, Path document, Path prism) {
    add(STUB, port -> List.of(java(), "-jar", jar.toString(), "serve", "--port", "" + port));
    Path archive = Path.of(jar.toString().replace(".jar", ".jsa"));
    add(
        STUB + " with a class-data archive",
        port ->
            List.of(
                java(),
                "-XX:SharedArchiveFile=" + archive,
                "-jar",
                jar.toString(),
                "serve",
                "--port",
                "" + port));
    add(STUB + " without a journal", port -> javaMain(PlainStub.class, port));
    add(BARE, port -> javaMain(BareServer.class, port));
    add(WIREMOCK, port -> javaMain(WireMockPeer.class, port));
    Path cli = prism.resolve("node_modules/@stoplight/prism-cli/dist/index.js");
    if (Files.exists(cli)) {
      add(
          "Prism",
          port ->
              List.of(
                  "node",
                  cli.toString(),
                  "mock",
                  "--errors",
                  "-p",
                  "" + port,
                  document.toString()));
    } else {
      System.out.println("Prism is left out: there is no " + cli);
    }
  }

  private void add(String name, IntFunction<List<String>> command) {
    candidates.add(new Candidate(name, command));
  }

  private static List<String> javaMain(Class<?> main, int port) {
    return List.of(java(), "-cp", System.getProperty("java.class.path"), main.getName(), "" + port);
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private void run() throws IOException, InterruptedException {
    archive();
    for (int round = 1; round <= rounds; round++) {
      for (Candidate candidate : candidates) {
        try (Candidate.Running server = candidate.start()) {
          record("start to first PUT, ms", candidate, server.startMillis());
          Thread.sleep(SETTLE_MILLIS);
          record("resident memory after start, MiB", candidate, server.residentMebibytes());
        }
        try (Candidate.Running server = candidate.startForLoad()) {
          for (String method : List.of("PUT", "GET")) {
            Load.of(server, method, WARM_UP_SECONDS.get(method));
            Load load = Load.of(server, method, MEASURED_SECONDS);
            record(method + " per second, 32 connections", candidate, load.perSecond());
            record(method + " p99, ms", candidate, load.p99Millis());
            record(method + " CPU of the server, us", candidate, load.cpuMicros());
          }
        }
      }
      for (String name : List.of(STUB, WIREMOCK)) {
        double[] starts = inProcess(name.equals(STUB) ? "stub" : "wiremock");
        record("first start in a JVM, ms", name, starts[0]);
        record("later starts, ms", name, median(Arrays.copyOfRange(starts, 1, starts.length)));
      }
      System.out.println("round " + round + " of " + rounds + " done");
    }
  }

  /** Makes the class-data archive as the README describes. */
  private void archive() throws IOException, InterruptedException {
    Candidate making =
        new Candidate(
            "archive",
            port -> {
              List<String> command = new ArrayList<>(candidates.get(0).command().apply(port));
              String jar = command.get(2);
              command.add(1, "-XX:ArchiveClassesAtExit=" + jar.replace(".jar", ".jsa"));
              return command;
            });
    try (Candidate.Running server = making.start()) {
      Thread.sleep(SETTLE_MILLIS);
      server.residentMebibytes();
    }
  }

  private static double[] inProcess(String what) throws IOException {
    Process process =
        new ProcessBuilder(
                java(),
                "-cp",
                System.getProperty("java.class.path"),
                InProcess.class.getName(),
                what)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    String last = printed.substring(printed.lastIndexOf('\n') + 1);
    return Arrays.stream(last.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  private void record(String figure, Candidate candidate, double value) {
    record(figure, candidate.name(), value);
  }

  private void record(String figure, String candidate, double value) {
    figures
        .computeIfAbsent(figure, unused -> new LinkedHashMap<>())
        .computeIfAbsent(candidate, unused -> new ArrayList<>())
        .add(value);
  }

  private void print() {
    System.out.printf(
        Locale.ROOT,
        "%nJava %s, %d cores, %d rounds by turns; median (least to most), and the stub's ratio to it%n",
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        rounds);
    figures.forEach(
        (figure, values) -> {
          System.out.printf("%n%s%n", figure);
          double stub = median(values.get(STUB));
          values.forEach(
              (candidate, all) ->
                  System.out.printf(
                      Locale.ROOT,
                      "  %-32s %10.1f  (%.1f to %.1f)%s%n",
                      candidate,
                      median(all),
                      all.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
                      all.stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
                      candidate.equals(STUB)
                          ? ""
                          : String.format(
                              Locale.ROOT, "  stub / this = %.2f", stub / median(all))));
        });
  }

  private static double median(List<Double> values) {
    return median(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
