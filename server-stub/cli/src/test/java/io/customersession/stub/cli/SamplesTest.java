package io.customersession.stub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The samples for teams without Java pass against the runnable jar, and fail if their shop violates
 * the contract. A sample is skipped if its language is not installed.
 */
class SamplesTest {
  private static final Path SAMPLES = Path.of("src/test/samples");
  private static final Pattern VERSION = Pattern.compile("([0-9]+)\\.([0-9]+)");

  @TempDir Path folder;

  /** A language with its sample. */
  enum Sample {
    NODE("node", "js", 18, 0, "shop.mjs", "shop.test.mjs", "state: 'closed'", ", cuopon: 'A'") {
      @Override
      List<String> command() {
        return List.of("node", "--test");
      }
    },
    PYTHON(
        "python",
        "python",
        3,
        8,
        "shop.py",
        "test_shop.py",
        "\"state\": \"closed\"",
        ", \"cuopon\": \"A\"") {
      @Override
      List<String> command() {
        return List.of("python3", "-m", "unittest");
      }
    },
    PHP(
        "php",
        "php",
        8,
        0,
        "shop.php",
        "shop_test.php",
        "'state' => 'closed'",
        ", 'cuopon' => 'A'") {
      @Override
      List<String> command() {
        return List.of("php", "shop_test.php");
      }
    };

    private final String directory;
    private final String fence;
    private final int major;
    private final int minor;
    private final String shop;
    private final String test;
    private final String closing;
    private final String unknown;

    Sample(
        String directory,
        String fence,
        int major,
        int minor,
        String shop,
        String test,
        String closing,
        String unknown) {
      this.directory = directory;
      this.fence = fence;
      this.major = major;
      this.minor = minor;
      this.shop = shop;
      this.test = test;
      this.closing = closing;
      this.unknown = unknown;
    }

    abstract List<String> command();

    /** Skips the test if the language is not installed, or is too old. */
    void requireInstalled() throws Exception {
      String missing = "skipped the sample in " + name() + ": " + command().get(0);
      String version;
      try {
        version = end(new ProcessBuilder(command().get(0), "--version")).output();
      } catch (IOException e) {
        version = "";
      }
      Matcher numbers = VERSION.matcher(version);
      boolean isInstalled =
          numbers.find()
              && (Integer.parseInt(numbers.group(1)) > major
                  || (Integer.parseInt(numbers.group(1)) == major
                      && Integer.parseInt(numbers.group(2)) >= minor));
      if (!isInstalled) {
        // A skipped test would otherwise be only a number in the output of the build.
        System.out.println(missing + " " + major + "." + minor + " or later is not installed");
        abort(missing);
      }
    }

    Path file(String name) {
      return SAMPLES.resolve(directory).resolve(name);
    }
  }

  record Ended(int exit, String output) {}

  private static Ended end(ProcessBuilder builder) throws Exception {
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output).isTrue();
    return new Ended(process.exitValue(), output);
  }

  private Ended run(Sample sample) throws Exception {
    List<String> command = new ArrayList<>(sample.command());
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Path java = Path.of(System.getProperty("java.home"), "bin");
    builder.environment().put("STUB_JAR", System.getProperty("runnable.jar"));
    builder.environment().merge("PATH", java.toString(), (path, bin) -> bin + ":" + path);
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    return end(builder);
  }

  private void copy(Sample sample) throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES.resolve(sample.directory))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(file.getFileName().toString()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void sample_passes(Sample sample) throws Exception {
    sample.requireInstalled();
    copy(sample);
    Ended ended = run(sample);

    assertThat(ended.exit()).as(ended.output()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void sample_whoseShopSendsAnUnknownProperty_failsWithTheViolation(Sample sample)
      throws Exception {
    sample.requireInstalled();
    copy(sample);
    Path shop = folder.resolve(sample.shop);
    String code = Files.readString(shop);
    assertThat(code).containsOnlyOnce(sample.closing);
    Files.writeString(shop, code.replace(sample.closing, sample.closing + sample.unknown));
    Ended ended = run(sample);

    assertThat(ended.exit()).as(ended.output()).isNotZero();
    assertThat(ended.output()).contains("unknown-property").contains("cuopon");
  }

  @Test
  void readme_showsThePartsOfTheSamplesThatTalkToTheStub() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    for (Sample sample : Sample.values()) {
      String code = Files.readString(sample.file(sample.test));
      String start = (sample == Sample.PYTHON ? "#" : "//") + " snippet\n";
      String shown =
          code.substring(code.indexOf(start) + start.length(), code.lastIndexOf(" end\n"));
      String snippet = shown.substring(0, shown.lastIndexOf('\n') + 1);

      assertThat(readme).contains("```" + sample.fence + "\n" + snippet + "```\n");
    }
  }
}
