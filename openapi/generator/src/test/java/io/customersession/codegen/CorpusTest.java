package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every document of a folder gives a client and a stub that compile without a warning. What the
 * client sends arrives at the stub, what that returns arrives at the client, and a request that
 * breaks a rule is refused with its location. The folder is {@code src/test/resources/corpus}, or
 * that of {@code -Dcorpus=DIR}.
 */
class CorpusTest {
  @TempDir private Path directory;

  @TestFactory
  List<DynamicTest> documents() throws IOException {
    Path folder = Path.of(System.getProperty("corpus", "src/test/resources/corpus"));
    String only = System.getProperty("corpus.only", "");
    System.out.println(Corpus.HEADER);
    return Corpus.documents(folder).stream()
        .filter(document -> folder.relativize(document).toString().startsWith(only))
        .map(
            document ->
                DynamicTest.dynamicTest(
                    folder.relativize(document).toString(), () -> check(folder, document)))
        .toList();
  }

  private void check(Path folder, Path document) throws IOException {
    Path output = Files.createTempDirectory(directory, "corpus");
    Corpus.Row row = Corpus.row(folder, document, output);
    System.out.println(row);
    // Some documents make thousands of files.
    try (Stream<Path> files = Files.walk(output)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }

    assertThat(row.client().isCompiled()).as(row.client().result()).isTrue();
    assertThat(row.stub().isCompiled()).as(row.stub().result()).isTrue();
    assertThat(row.trips() == null ? List.of() : row.trips().failures()).isEmpty();
  }
}
