package io.customersession.client.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/**
 * Runs the benchmarks and prints their ratios as a Markdown table. The system properties {@code
 * bench.forks} and {@code bench.seconds}, the length of a measured iteration, make it longer.
 */
public final class Table {
  private static final String ALLOCATION = "gc.alloc.rate.norm";
  private static final int FORKS = Integer.getInteger("bench.forks", 2);
  private static final int SECONDS = Integer.getInteger("bench.seconds", 2);
  private static final int ITERATIONS = 5;
  // A codec is compiled for good in a second or two; a whole call through OkHttp and the server is
  // not before some 100,000 of them.
  private static final int CODEC_WARM_UP_SECONDS = 6;
  private static final int ROUND_TRIP_WARM_UP_SECONDS = 40;

  private final Map<String, RunResult> results = new TreeMap<>();

  private Table(Collection<RunResult> runs) {
    for (RunResult run : runs) {
      String name = run.getParams().getBenchmark();
      results.put(name.substring(name.lastIndexOf('.') + 1), run);
    }
  }

  /** Takes no arguments. */
  public static void main(String[] arguments) throws RunnerException {
    Collection<RunResult> runs = new ArrayList<>(run("Codec", CODEC_WARM_UP_SECONDS));
    runs.addAll(run("RoundTrip", ROUND_TRIP_WARM_UP_SECONDS));
    new Table(runs).print();
  }

  private static Collection<RunResult> run(String what, int warmUpSeconds) throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include("\\.bench\\." + what + "Benchmark\\.")
                .forks(FORKS)
                .warmupIterations(warmUpSeconds)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(ITERATIONS)
                .measurementTime(TimeValue.seconds(SECONDS))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .jvmArgsAppend("-Xms512m", "-Xmx512m")
                .build())
        .run();
  }

  private void print() {
    System.out.printf(
        Locale.ROOT,
        "%n%s %s, %d cores; median, and smallest to largest of %d iterations in %d forks%n%n",
        System.getProperty("java.vm.name"),
        System.getProperty("java.version"),
        Runtime.getRuntime().availableProcessors(),
        ITERATIONS * FORKS,
        FORKS);
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
        spread(time(name)),
        allocation(name),
        base,
        ratio(time(name), time(base)),
        allocation(name) / allocation(base));
  }

  /**
   * The ratio of the medians, and of the quartiles that lie nearest to and farthest from each
   * other.
   */
  private static String ratio(Statistics part, Statistics base) {
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f to %.2f)",
        part.getPercentile(50) / base.getPercentile(50),
        part.getPercentile(25) / base.getPercentile(75),
        part.getPercentile(75) / base.getPercentile(25));
  }

  private static String spread(Statistics time) {
    return String.format(
        Locale.ROOT, "%.1f (%.1f to %.1f)", time.getPercentile(50), time.getMin(), time.getMax());
  }

  private Statistics time(String name) {
    return result(name).getPrimaryResult().getStatistics();
  }

  private double allocation(String name) {
    for (Map.Entry<String, ? extends Result<?>> entry : secondary(name).entrySet()) {
      if (entry.getKey().endsWith(ALLOCATION)) {
        return entry.getValue().getScore();
      }
    }
    throw new IllegalStateException("the profiler told nothing about " + name);
  }

  @SuppressWarnings({"rawtypes", "unchecked"})
  private Map<String, ? extends Result<?>> secondary(String name) {
    return (Map) result(name).getSecondaryResults();
  }

  private RunResult result(String name) {
    RunResult result = results.get(name);
    if (result == null) {
      throw new IllegalStateException(name + " did not run");
    }
    return result;
  }
}
