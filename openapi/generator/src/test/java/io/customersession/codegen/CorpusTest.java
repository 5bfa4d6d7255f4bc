package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every document of a folder gives a client and a stub that compile without a warning and have all
 * operations. What the client sends arrives at the stub, what that returns arrives at the client,
 * and a request that breaks a rule is refused with its location. The folder is {@code
 * src/test/resources/corpus}, or that of {@code -Dcorpus=DIR}; with {@code -Dcorpus.heap=SIZE},
 * each document has a JVM with that heap.
 */
class CorpusTest {
  @TempDir private Path directory;

  @TestFactory
  List<DynamicTest> documents() throws IOException {
    Path folder = CorpusRun.folder();
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

  private void check(Path folder, Path document) throws IOException, InterruptedException {
    String heap = System.getProperty("corpus.heap", "");
    Path output = Files.createTempDirectory(directory, "corpus");
    if (heap.isEmpty()) {
      CorpusRun.check(folder, document, output);
    } else {
      CorpusRun.fork(document, output, heap);
    }
  }

  @Test
  void count_pathItemsInOtherFiles_followsReferences() throws IOException {
    Path main =
        Files.writeString(
            directory.resolve("openapi.yaml"),
            """
            paths:
              /a:
                parameters: []
                get: {}
                post: {}
              /b:
                $ref: 'items.json#/x~1y'
              x-more:
                get: {}
            """);
    Files.writeString(directory.resolve("items.json"), "{\"x/y\": {\"delete\": {}}}");

    assertThat(OperationCount.of(main)).isEqualTo(3);
  }
}
