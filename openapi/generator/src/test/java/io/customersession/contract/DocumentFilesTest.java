package io.customersession.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents in many files are released with all of them. */
class DocumentFilesTest {
  private static final String SCHEMA = "type: object\nproperties: {name: {type: string}}\n";

  @TempDir private Path root;
  private Path document;
  private Path baseline;
  private Path changelog;

  @BeforeEach
  void write() throws IOException {
    document = write("api/openapi.yaml", main("1.0.0"));
    write("api/schemas/user.yaml", SCHEMA);
    baseline = write("api/baseline/openapi.yaml", main("1.0.0"));
    write("api/baseline/schemas/user.yaml", SCHEMA);
    changelog = write("CHANGELOG.md", "# Changes\n");
  }

  @Test
  void release_changeInAnotherFile_isFoundAndMovesThatFile() throws IOException {
    String changed =
        SCHEMA.replace("name: {type: string}", "name: {type: string}, age: {type: integer}");
    write("api/schemas/user.yaml", changed);
    write("api/openapi.yaml", main("1.1.0"));
    Release release = new Release(document, baseline);

    assertThat(release.changes())
        .extracting(Change::text)
        .containsExactly("getUser: the response 200.age: new, optional");
    release.move(changelog);

    assertThat(root.resolve("api/baseline/schemas/user.yaml")).hasContent(changed);
    assertThat(changelog)
        .content()
        .contains("## 1.1.0")
        .contains("getUser: the response 200.age: new, optional");
    assertThat(new Release(document, baseline).changes()).isEmpty();
  }

  @Test
  void release_baselineWithoutItsFiles_isRefused() throws IOException {
    Files.delete(root.resolve("api/baseline/schemas/user.yaml"));

    assertThatThrownBy(() -> new Release(document, baseline))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining("baseline/openapi.yaml:12:")
        .hasMessageContaining("\"./schemas/user.yaml\" cannot be resolved")
        .hasMessageContaining("is incomplete");
  }

  @Test
  void release_baselineBesideTheDocument_isRefusedUnchanged() throws IOException {
    String old = main("0.9.0").replace("The user", "A user");
    Path beside = write("api/released.yaml", old);
    Release release = new Release(document, beside);

    assertThatThrownBy(() -> release.move(changelog)).hasMessageContaining("folder of its own");
    assertThat(beside).hasContent(old);
    assertThat(changelog).hasContent("# Changes\n");
  }

  @Test
  void copies_fileOutsideOfTheFolder_isRefused() throws IOException {
    Path outside =
        write("other/openapi.yaml", main("1.0.0").replace("./schemas", "../api/schemas"));

    assertThatThrownBy(
            () ->
                DocumentFiles.copies(Document.checked(outside), root.resolve("copy/openapi.yaml")))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining("user.yaml; move what it refers to into its own folder");
  }

  private static String main(String version) {
    return """
        openapi: 3.0.3
        info: {title: Users, version: %s}
        paths:
          /user:
            get:
              operationId: getUser
              responses:
                '200':
                  description: The user.
                  content:
                    application/json:
                      schema: {$ref: ./schemas/user.yaml}
        """
        .formatted(version);
  }

  private Path write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
