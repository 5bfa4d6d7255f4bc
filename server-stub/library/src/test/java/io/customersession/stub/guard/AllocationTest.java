package io.customersession.stub.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Requests and codecs do not come to allocate more than is recorded. */
class AllocationTest {
  private static final int PERCENT = 15;

  @Test
  void jobs_allocateNoMoreThanRecorded() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // The last compiler leaves allocations out as it sees fit; this one never does, so
                // that every run and every machine counts the same.
                "-XX:TieredStopAtLevel=1",
                // As wide as references are depends on the heap, which depends on the machine.
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                AllocationProbe.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();

    Map<String, Long> now = new TreeMap<>();
    for (String line : output.lines().toList()) {
      String[] figure = line.split("=", 2);
      now.put("bytes." + figure[0], Long.parseLong(figure[1]));
    }
    assertThat(now).hasSize(5);
    Recorded.compare(System.getProperty("java.specification.version"), now, PERCENT);
  }
}
