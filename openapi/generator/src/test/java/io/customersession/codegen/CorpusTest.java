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
  private static final String OURS = "src/test/resources/corpus";
  private static final int MAX_SHOWN = 5;

  /** What validators say otherwise, and why: parts of their messages. */
  private static final List<String> KNOWN_DISAGREEMENTS =
      List.of(
          // swagger-request-validator does not read a discriminator that is not required.
          "must be marked as a required property",
          // swagger-request-validator compares literals of paths as they are encoded.
          "No API path found that matches request '/orders/*/%5Cusers'",
          // It does not follow the reference of an operation.
          "io.swagger.v3.oas.models.Operation.getResponses()",
          "because \"responses\" is null",
          // A form has each item of a list as a field, and it takes the only one for a text.
          "[Path '/events'] Instance type (string)",
          // An operation without a successful response has to return something.
          "Response status 200 not defined for path '/streams'");

  /** What a validator says of a document with schemas that are not in JSON Schema. */
  private static final String INVALID = "Invalid JSON Schema, cannot continue";

  @TempDir private Path directory;

  @TestFactory
  List<DynamicTest> documents() throws IOException {
    Path folder = Path.of(System.getProperty("corpus", OURS));
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
    boolean isOurs = folder.equals(Path.of(OURS));
    Path output = Files.createTempDirectory(directory, "corpus");
    Corpus.Row row = Corpus.row(folder, document, output);
    System.out.println(row);
    // Some documents make thousands of files.
    try (Stream<Path> files = Files.walk(output)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }

    assertThat(row.client().isCompiled()).as(row.client().result()).isTrue();
    assertThat(row.stub().isCompiled()).as(row.stub().result()).isTrue();
    if (row.trips() != null) {
      List<String> disagreements =
          row.trips().disagreements().stream()
              .filter(each -> KNOWN_DISAGREEMENTS.stream().noneMatch(each::contains))
              .filter(each -> !document.endsWith("faults.yaml") || !each.contains(INVALID))
              .toList();
      disagreements.stream().limit(MAX_SHOWN).forEach(System.out::println);
      assertThat(row.trips().failures()).isEmpty();
      assertThat(isOurs ? disagreements : List.of()).isEmpty();
    }
  }
}
