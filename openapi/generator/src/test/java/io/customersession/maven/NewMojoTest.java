package io.customersession.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.Document;
import io.customersession.contract.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new project has everything that its document consists of. */
class NewMojoTest {
  private static final String MAIN =
      """
      openapi: 3.0.3
      info: {title: Users, version: 1.0.0}
      paths:
        /user:
          get:
            operationId: getUser
            responses:
              '200':
                description: The user.
                content: {application/json: {schema: {$ref: schemas/user.yaml}}}
      """;

  @TempDir private Path directory;

  @Test
  void make_documentInManyFiles_copiesThemAndABaseline() throws IOException {
    Path document = write("api/users.yaml", MAIN);
    write("api/schemas/user.yaml", "type: object\nproperties: {name: {type: string}}\n");
    Path project = directory.resolve("project");

    new NewMojo().make(Document.checked(document), document, "shop.users", project);

    Path copy = project.resolve("openapi/users.yaml");
    Path baseline = project.resolve("openapi/baseline/users.yaml");
    assertThat(Document.checked(copy).check()).isEmpty();
    assertThat(new Release(copy, baseline).changes()).isEmpty();
    assertThat(project.resolve("openapi/baseline/schemas/user.yaml")).exists();
    assertThat(project.resolve("pom.xml")).content().contains("shop.users");
    assertThat(project.resolve(".gitignore")).content().isEqualTo("target/\n");
    assertThat(project.resolve("README.md"))
        .content()
        .startsWith("# users\n")
        .contains("openapi/users.yaml")
        .doesNotContain("__");
    assertThat(project.resolve("server-stub/src/main/java/shop/users/stub/StubMain.java"))
        .content()
        .contains("package shop.users.stub;");
  }

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
