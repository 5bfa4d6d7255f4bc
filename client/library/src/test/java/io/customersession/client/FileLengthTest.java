package io.customersession.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Source files are at most 400 lines long. */
final class FileLengthTest {
  private static final int MAX_LINES = 400;

  @Test
  void sources_everyFile_hasAtMost400Lines() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      List<Path> sources = files.filter(it -> it.toString().endsWith(".java")).toList();

      assertThat(sources).hasSizeGreaterThan(50).allSatisfy(FileLengthTest::assertShort);
    }
  }

  private static void assertShort(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      assertThat(lines.count()).as(file.toString()).isLessThanOrEqualTo(MAX_LINES);
    }
  }
}
