package io.customersession.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.customersession.codegen.Generated;
import io.customersession.contract.Document;
import io.customersession.contract.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.testkit.engine.EngineTestKit;

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

  @Test
  void make_partOfADocument_carriesItOn() throws Exception {
    Path document =
        write("users.yaml", MAIN.replace("schemas/user.yaml", "'#/components/schemas/Missing'"));
    NewMojo mojo = new NewMojo();
    assertThatThrownBy(() -> mojo.checked(document.toFile(), false))
        .hasMessageContaining("\"#/components/schemas/Missing\" cannot be resolved");
    Path valid =
        write(
            "valid.yaml",
            Files.readString(document)
                + "  /pets/{id}: {get: {operationId: getPet, tags: [A&B, Pets], responses: {'204':"
                + " {description: Done.}}}}\n");
    mojo.include = "A&B,getUser";
    mojo.exclude = "/us*";
    mojo.omitInvalid = true;

    Path project = directory.resolve("project");
    mojo.make(mojo.checked(valid.toFile(), false), valid, "shop", project);

    assertThat(project.resolve("pom.xml"))
        .content()
        .contains("<contract.include>A&amp;B,getUser</contract.include>")
        .contains("<contract.exclude>/us*</contract.exclude>")
        .contains("<contract.omitInvalid>true</contract.omitInvalid>");
    CheckMojo check = new CheckMojo();
    check.include = mojo.include;
    check.exclude = mojo.exclude;
    Path copy = project.resolve("openapi/valid.yaml");
    Path baseline = project.resolve("openapi/baseline/valid.yaml");
    assertThat(new Release(check.checked(copy.toFile(), false), baseline).changes()).isEmpty();
    Files.delete(copy);
    Files.writeString(copy, Files.readString(baseline).replace("Missing", "string"));
    assertThatThrownBy(() -> new Release(check.checked(copy.toFile(), false), baseline))
        .hasMessageContaining("The baseline " + baseline + " is incomplete");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          ../stub-control/src/it/orders/order.yaml, findOrders_atFirst_returnsNothing
          src/test/resources/entities/shops.yaml, getOrder_atFirst_is404
          src/test/resources/corpus/names.yaml, listResources_atFirst_is501
          src/test/resources/unions/shapes.yaml, stub_isRunning
          """)
  void make_anyDocument_hasATestThatPasses(Path document, String test) throws Exception {
    Path project = directory.resolve("project");
    new NewMojo().make(Document.checked(document), document, "shop", project);

    Path first = project.resolve("client/src/test/java/shop/client/FirstCallTest.java");
    assertThat(first).content().contains("void " + test + "(").doesNotContain("__");
    Generated.bare(
        document,
        "contract-client",
        "shop.client",
        directory.resolve("out/client"),
        null,
        Map.of());
    Generated.bare(
        document,
        "contract-server-stub",
        "shop.stub",
        directory.resolve("out/stub"),
        null,
        Map.of("defaultHandlers", "true"));
    Path main = project.resolve("server-stub/src/main/java/shop/stub/StubMain.java");
    ClassLoader classes = Generated.in(directory).compile(17, List.of(main, first));
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(classes.loadClass("shop.client.FirstCallTest")))
        .execute()
        .testEvents()
        .assertStatistics(events -> events.started(1).succeeded(1));
  }

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
