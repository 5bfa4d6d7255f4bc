package io.customersession.codegen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Prints how long it takes from a saved document to compiled client and stub, as ratios to the bare
 * generator plus compiler in the same run: with what we check and record, and when nothing changed.
 * Run it by {@code mvn -q -pl openapi/generator -am -Pbuild-times process-test-classes}.
 */
public final class BuildTimes {
  private static final int ROUNDS = 5;
  private static final Map<String, String> BASES =
      Map.of("contract-client", "sample.client", "contract-server-stub", "sample.stub");

  private BuildTimes() {}

  /** Measures. */
  public static void main(String[] args) throws IOException {
    String document = Files.readString(Path.of("openapi/contract/customer-session.yaml"));
    List<Double> bare = new ArrayList<>();
    List<Double> ours = new ArrayList<>();
    List<Double> unchanged = new ArrayList<>();
    // The first round warms up.
    for (int round = 0; round <= ROUNDS; round++) {
      Path directory = Files.createTempDirectory("build-times");
      String field = "        field" + round + ":\n          type: string\n        sku:\n";
      Path file =
          Files.writeString(
              directory.resolve("document.yaml"), document.replaceFirst("        sku:\n", field));
      double bareSeconds =
          seconds(() -> bare(file, Files.createDirectories(directory.resolve("bare"))));
      double ourSeconds = seconds(() -> ours(file, directory, true));
      double unchangedSeconds = seconds(() -> ours(file, directory, false));
      if (round > 0) {
        bare.add(bareSeconds);
        ours.add(ourSeconds);
        unchanged.add(unchangedSeconds);
      }
    }
    System.out.printf(
        "bare generator and javac %.2f s; ours, one field added: %.2f times that; nothing changed: %.3f times that%n",
        median(bare), median(ours) / median(bare), median(unchanged) / median(bare));
  }

  private interface Step {
    void run() throws IOException;
  }

  private static double seconds(Step step) throws IOException {
    long start = System.nanoTime();
    step.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(List<Double> values) {
    Collections.sort(values);
    return values.get(values.size() / 2);
  }

  private static void bare(Path file, Path directory) throws IOException {
    for (Map.Entry<String, String> side : BASES.entrySet()) {
      Path output = directory.resolve("out").resolve(side.getValue());
      Generated.bare(file, side.getKey(), side.getValue(), output, null, Map.of());
    }
    Generated.in(directory).compile(17);
  }

  private static void ours(Path file, Path directory, boolean changed) throws IOException {
    for (Map.Entry<String, String> side : BASES.entrySet()) {
      Path output = directory.resolve("out").resolve(side.getValue());
      boolean generated =
          Generated.generate(file, side.getKey(), side.getValue(), output, null, Map.of());
      if (generated != changed) {
        throw new IllegalStateException("generated: " + generated);
      }
    }
    if (changed) {
      Generated.in(directory).compile(17);
    }
  }
}
