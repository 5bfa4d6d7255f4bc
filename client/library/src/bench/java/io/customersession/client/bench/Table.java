package io.customersession.client.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Interleaves the benchmarks, because machines change their speed over time, and prints the ratios
 * of each turn's medians as a Markdown table. The system properties {@code bench.rounds}, how many
 * turns there are, and {@code bench.seconds}, the length of a measured iteration, make it longer.
 */
public final class Table {
  private static final String ALLOCATION = "gc.alloc.rate.norm";
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
  private static final int SECONDS = Integer.getInteger("bench.seconds", 1);
  private static final int ITERATIONS = 5;
  // A codec is compiled for good in a second or two; a whole call through OkHttp and the server is
  // not before some 100,000 of them.
  private static final int CODEC_WARM_UP_SECONDS = 6;
  private static final int ROUND_TRIP_WARM_UP_SECONDS = 40;

  private final List<Map<String, RunResult>> rounds;

  private Table(List<Map<String, RunResult>> rounds) {
    this.rounds = rounds;
  }

  /** Takes no arguments. */
  public static void main(String[] arguments) throws RunnerException {
    List<Map<String, RunResult>> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      Map<String, RunResult> results = new TreeMap<>();
      run("Codec", CODEC_WARM_UP_SECONDS, results);
      run("RoundTrip", ROUND_TRIP_WARM_UP_SECONDS, results);
      rounds.add(results);
    }
    new Table(rounds).print();
  }

  private static void run(String what, int warmUpSeconds, Map<String, RunResult> results)
      throws RunnerException {
    Collection<RunResult> runs =
        new Runner(
                new OptionsBuilder()
                    .include("\\.bench\\." + what + "Benchmark\\.")
                    .forks(1)
                    .warmupIterations(warmUpSeconds)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(ITERATIONS)
                    .measurementTime(TimeValue.seconds(SECONDS))
                    .addProfiler(GCProfiler.class)
                    .shouldFailOnError(true)
                    .jvmArgsAppend("-Xms512m", "-Xmx512m")
                    .build())
            .run();
    for (RunResult run : runs) {
      String name = run.getParams().getBenchmark();
      results.put(name.substring(name.lastIndexOf('.') + 1), run);
    }
  }

  private void print() {
    System.out.printf(
        Locale.ROOT,
        "%n%s %s, %d cores; median, and least to most, of %d rounds%n%n",
        System.getProperty("java.vm.name"),
        System.getProperty("java.version"),
        Runtime.getRuntime().availableProcessors(),
        ROUNDS);
    System.out.println("| | time | allocation | of the time of | of the allocation of |");
    System.out.println("|---|---|---|---|---|");
    row("readOurs", "readStock");
    row("readOursThroughGson", "readStock");
    row("readOurs", "readFastjson");
    row("writeOurs", "writeStock");
    row("writeOursThroughGson", "writeStock");
    row("writeOurs", "writeFastjson");
    row("putOurs", "putBare");
    row("putFastjson", "putBare");
  }

  private void row(String name, String base) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s us | %,.0f B | %s: %s | %.2f |%n",
        name,
        spread("%.1f", round -> time(round, name)),
        allocation(name),
        base,
        spread("%.2f", round -> time(round, name) / time(round, base)),
        allocation(name) / allocation(base));
  }

  private String spread(String form, ToDoubleFunction<Map<String, RunResult>> figure) {
    double[] figures = rounds.stream().mapToDouble(figure).sorted().toArray();
    return String.format(
        Locale.ROOT,
        form + " (" + form + " to " + form + ")",
        median(figures),
        figures[0],
        figures[figures.length - 1]);
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double time(Map<String, RunResult> round, String name) {
    return result(round, name).getPrimaryResult().getStatistics().getPercentile(50);
  }

  private double allocation(String name) {
    return median(rounds.stream().mapToDouble(round -> allocation(round, name)).sorted().toArray());
  }

  private static double allocation(Map<String, RunResult> round, String name) {
    for (Map.Entry<String, ? extends Result<?>> entry : secondary(round, name).entrySet()) {
      if (entry.getKey().endsWith(ALLOCATION)) {
        return entry.getValue().getScore();
      }
    }
    throw new IllegalStateException("the profiler told nothing about " + name);
  }

  @SuppressWarnings({"rawtypes", "unchecked"})
  private static Map<String, ? extends Result<?>> secondary(
      Map<String, RunResult> round, String name) {
    return (Map) result(round, name).getSecondaryResults();
  }

  private static RunResult result(Map<String, RunResult> round, String name) {
    RunResult result = round.get(name);
    if (result == null) {
      throw new IllegalStateException(name + " did not run");
    }
    return result;
  }
}
