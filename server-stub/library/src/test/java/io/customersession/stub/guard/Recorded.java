package io.customersession.stub.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Figures in {@code src/test/guard/costs.properties}, for each JDK. {@code -Dguard.record=true}
 * renews those of the JDKs that a build runs on; the file's diff is what a reviewer sees. On a JDK
 * without figures, a build fails only with {@code -Dguard.strict=true}, as CI runs it.
 */
final class Recorded {
  /** Found from the classes: behind the packaging, tests run in another directory than before. */
  private static final Path FILE = module().resolve("src/test/guard/costs.properties");

  private Recorded() {}

  /**
   * Fails if a figure of now is more than the recorded one by more than a percentage, or, in CI, if
   * there is no recorded one.
   */
  static void compare(String jdk, Map<String, Long> now, int percent) throws IOException {
    compare(jdk, now, percent, Boolean.getBoolean("guard.strict"));
  }

  static void compare(String jdk, Map<String, Long> now, int percent, boolean strict)
      throws IOException {
    Properties recorded = read();
    boolean record = Boolean.getBoolean("guard.record");
    Map<String, String> tooMuch = new TreeMap<>();
    for (Map.Entry<String, Long> figure : now.entrySet()) {
      String name = jdk + "." + figure.getKey();
      String before = recorded.getProperty(name);
      System.out.printf("%s: %,d (recorded: %s)%n", name, figure.getValue(), before);
      if (record) {
        recorded.setProperty(name, figure.getValue().toString());
      } else if (before == null
          ? strict
          : figure.getValue() > Long.parseLong(before) * (100 + percent) / 100) {
        tooMuch.put(
            name,
            figure.getValue() + (before == null ? ", not recorded" : " instead of " + before));
      }
    }
    if (record) {
      write(recorded);
    }
    assertThat(tooMuch)
        .as(
            "more than recorded, by over %d %%, or not recorded for this JDK: record it with"
                + " -Dguard.record=true",
            percent)
        .isEmpty();
  }

  /** Returns the feature version of a JDK, from the output of its {@code java}. */
  static String version(String java) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(java, "-XshowSettings:properties", "-version")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader lines = process.inputReader()) {
      List<String> found =
          lines.lines().filter(line -> line.contains("java.specification.version =")).toList();
      assertThat(found).hasSize(1);
      return found.get(0).replaceFirst(".*= *", "").strip();
    } finally {
      process.waitFor();
    }
  }

  private static Path module() {
    try {
      Path classes =
          Path.of(Recorded.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return classes.resolve("../..").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Properties read() throws IOException {
    Properties properties = new Properties();
    try (BufferedReader in = Files.newBufferedReader(FILE)) {
      properties.load(in);
    }
    return properties;
  }

  /** Not by the class itself, which writes the time and no order. */
  private static void write(Properties properties) throws IOException {
    StringBuilder text =
        new StringBuilder("# By JDK; renewed by -Dguard.record=true, see Recorded.java.\n");
    for (String name : new TreeSet<>(properties.stringPropertyNames())) {
      text.append(name).append('=').append(properties.getProperty(name)).append('\n');
    }
    Files.writeString(FILE, text, StandardCharsets.UTF_8);
  }
}
