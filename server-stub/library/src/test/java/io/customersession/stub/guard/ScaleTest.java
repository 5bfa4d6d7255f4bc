package io.customersession.stub.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Many sessions fit in memory. Their number can be set with {@code -Dscale.sessions=100000}. The
 * ratios of times are printed only, since machines are noisy; {@code -Dscale.rounds=40} makes them
 * steady.
 */
class ScaleTest {
  private static final int SESSIONS = Integer.getInteger("scale.sessions", 10_000);

  /** 100,000 sessions of five items in 300 MB. */
  private static final int MAX_BYTES_PER_SESSION = (300 << 20) / 100_000;

  @Test
  void sessionsOfFiveItems_fitInMemory() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-D"
                    + ScaleProbe.ROUNDS_PROPERTY
                    + "="
                    + System.getProperty(ScaleProbe.ROUNDS_PROPERTY, "1"),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                ScaleProbe.class.getName(),
                Integer.toString(SESSIONS))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    output.lines().forEach(line -> System.out.println("scale: " + line));
    assertThat(output.lines())
        .filteredOn(line -> line.startsWith("bytesPerSession="))
        .singleElement()
        .extracting(line -> Integer.parseInt(line.substring(line.indexOf('=') + 1)))
        .satisfies(bytes -> assertThat(bytes).isBetween(500, MAX_BYTES_PER_SESSION));
  }
}
