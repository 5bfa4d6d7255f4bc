package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only documents for generators of ours are read by us, also after one of them was refused. */
class CheckedDocumentsTest {
  @TempDir private Path directory;

  @Test
  void readLocation_afterAnInvalidDocument_leavesTheNextOneToOthers() throws IOException {
    Path invalid =
        Files.writeString(
            directory.resolve("invalid.yaml"), "openapi: 3.0.3\npaths: {/a: {$ref: '#/b'}}\n");
    Path other = Files.writeString(directory.resolve("other.yaml"), "swagger: '2.0'\n");
    CheckedDocuments documents = new CheckedDocuments();

    CheckedDocuments.expect();
    assertThat(documents.readLocation(invalid.toString(), null, null)).isNotNull();

    assertThat(documents.readLocation(other.toString(), null, null)).isNull();
  }

  @Test
  void readLocation_ofNoFile_leavesTheNextOneToOthers() throws IOException {
    Path other = Files.writeString(directory.resolve("other.yaml"), "openapi: 3.0.3\npaths: {}\n");
    CheckedDocuments documents = new CheckedDocuments();

    CheckedDocuments.expect();

    assertThat(documents.readLocation("https://example.com/a.yaml", null, null)).isNull();
    assertThat(documents.readLocation(other.toString(), null, null)).isNull();
  }
}
