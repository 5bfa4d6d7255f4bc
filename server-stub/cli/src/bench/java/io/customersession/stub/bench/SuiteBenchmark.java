package io.customersession.stub.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Measures what a partner's suite waits for: 300 tests on the stub, on WireMock and on a fake, by
 * turns, each run in a JVM of its own. Prints medians, their spread, and ratios. Argument: the
 * number of rounds.
 */
final class SuiteBenchmark {
  private static final int TESTS = 300;
  private static final int MANY_CLASSES = 30;

  private SuiteBenchmark() {}

  private enum Candidate {
    STUB("stub", SuiteOnStub.class, false),
    WIREMOCK("WireMock", SuiteOnWireMock.class, false),
    WIREMOCK_KEPT("WireMock, mappings kept", SuiteOnWireMock.class, true),
    FAKE("fake without checks", SuiteOnFake.class, false);

    private final String text;
    private final Class<?> suite;
    private final boolean keepsMappings;

    Candidate(String text, Class<?> suite, boolean keepsMappings) {
      this.text = text;
      this.suite = suite;
      this.keepsMappings = keepsMappings;
    }

    /** Runs the suite once. */
    Times run(int classes) throws IOException, InterruptedException {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-D" + SuiteOfTests.TESTS + "=" + TESTS / classes,
                  "-D" + SuiteOnWireMock.KEEPS_MAPPINGS + "=" + keepsMappings,
                  "-cp",
                  System.getProperty("java.class.path"),
                  SuiteRun.class.getName(),
                  suite.getName(),
                  "" + classes)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("the suite failed: " + text + "\n" + printed);
      }
      String[] figures = printed.substring(printed.lastIndexOf('\n') + 1).split(" ", -1);
      return new Times(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]));
    }
  }

  private record Times(double wall, double cpu) {}

  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[0]);
    System.out.printf(
        "%nA suite of %d tests; Java %s, %d cores, %d rounds by turns; median (least to most)%n",
        TESTS, Runtime.version(), Runtime.getRuntime().availableProcessors(), rounds);
    for (int classes : new int[] {1, MANY_CLASSES}) {
      Map<Candidate, List<Times>> results = new LinkedHashMap<>();
      for (int round = 0; round < rounds; round++) {
        for (Candidate candidate : Candidate.values()) {
          results
              .computeIfAbsent(candidate, unused -> new ArrayList<>())
              .add(candidate.run(classes));
        }
      }
      System.out.printf("%nIn %d classes, each with its server%n", classes);
      print("start of the JVM to the end, ms", results, Times::wall);
      print("CPU, ms", results, Times::cpu);
    }
  }

  private static void print(
      String figure, Map<Candidate, List<Times>> results, ToDoubleFunction<Times> reading) {
    System.out.println(figure);
    Map<Candidate, double[]> sorted = new LinkedHashMap<>();
    results.forEach(
        (candidate, times) ->
            sorted.put(candidate, times.stream().mapToDouble(reading).sorted().toArray()));
    double stub = median(sorted.get(Candidate.STUB));
    double fake = median(sorted.get(Candidate.FAKE));
    sorted.forEach(
        (candidate, all) ->
            System.out.printf(
                Locale.ROOT,
                "  %-24s %6.0f  (%.0f to %.0f)%s%n",
                candidate.text,
                median(all),
                all[0],
                all[all.length - 1],
                ratios(candidate, stub, median(all), fake)));
  }

  /** Returns the stub's ratio to WireMock, of everything and of what exceeds the fake. */
  private static String ratios(Candidate candidate, double stub, double peer, double fake) {
    if (candidate == Candidate.STUB || candidate == Candidate.FAKE) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "  stub / this = %.2f, without the fake's share %.2f",
        stub / peer,
        (stub - fake) / (peer - fake));
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
