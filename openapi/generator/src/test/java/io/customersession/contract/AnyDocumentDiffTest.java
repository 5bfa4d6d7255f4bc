package io.customersession.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands diff and diagram work on every document that can be read. */
class AnyDocumentDiffTest {
  /** What the generators do not render, and mistakes that keep nobody from reading the document. */
  private static final String SHOP =
      """
      openapi: 3.0.0
      info: {title: Shop, version: '1'}
      paths:
        /files/{name}.{kind}:
          get:
            tags: [A, B]
            parameters:
              - {name: name, in: path, required: true, schema: {type: string}}
              - {name: kind, in: path, required: true, schema: {type: string, enum: [a, b]}}
              - {name: filter, in: query, style: deepObject, schema: {type: object, properties: {x: {type: integer}}}}
              - {name: Content-Type, in: header, schema: {type: string}}
              - {$ref: '#/components/parameters/missing'}
            responses:
              '200': {description: A file., content: {application/octet-stream: {schema: {type: string, format: binary}}}}
              '202': {description: Later., content: {text/csv: {}, application/xml: {}}}
              4XX: {$ref: 'https://example.com/problems.yaml#/Problem'}
          put:
            operationId: put-the file!
            requestBody:
              content:
                multipart/form-data: {schema: {type: object, properties: {part: {type: string, format: binary}}}}
            responses:
              default: {description: Anything.}
      components:
        schemas:
          Pet:
            type: object
            required: [kind, nowhere]
            discriminator: {propertyName: kind}
            properties: {kind: {type: string}, other: {type: integer, positive: true}}
          Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {claws: {type: integer}}}]}
          Any: {oneOf: [{$ref: '#/components/schemas/Cat'}, {type: string, pattern: '[a'}]}
      """;

  private static final String PETS =
      """
        /pets:
          post:
            requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
            responses: {'200': {description: Read., content: {application/json: {schema: {$ref: '#/components/schemas/Any'}}}}}
      """;

  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int diff(String old, String now) throws IOException {
    return Commands.diff(
        Files.writeString(directory.resolve("old.yaml"), old),
        Files.writeString(directory.resolve("new.yaml"), now),
        new PrintStream(out),
        new PrintStream(err));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static String shop() {
    return SHOP.replace("components:\n", PETS + "components:\n");
  }

  @Test
  void diff_documentThatIsNotRendered_comparesItAndWarns() throws IOException {
    assertThat(diff(shop(), shop())).isZero();

    assertThat(out()).isEqualTo("no changes\n");
    assertThat(err())
        .contains("warning: ")
        .contains("old.yaml:12:18: \"#/components/parameters/missing\" cannot be resolved")
        .contains("\"https://example.com/problems.yaml#/Problem\" is a remote reference");
  }

  @Test
  void diff_successorOfSuchADocument_namesEachChangeOnce() throws IOException {
    String now =
        shop()
            .replace("enum: [a, b]", "enum: [a]")
            .replace("claws: {type: integer}", "claws: {type: integer, maximum: 20}")
            .replace("x: {type: integer}", "x: {type: integer}, y: {type: integer}")
            .replace("'202'", "'203'")
            .replace("properties: {part", "x-internal: true, properties: {part");

    assertThat(diff(shop(), now)).isEqualTo(1);

    assertThat(out().lines().map(line -> line.replace(directory + "/", "")))
        .containsExactlyInAnyOrder(
            "5 changes, 4 breaking",
            "breaks clients, servers, what is stored",
            "  new.yaml:35:106: Cat.claws: maximum none is now 20",
            "breaks clients, servers",
            "  old.yaml:15:9: GET /files/{name}.{kind}: the response 202 was removed",
            "breaks clients",
            "  new.yaml:15:9: GET /files/{name}.{kind}: the response 203 is new",
            "  old.yaml:9:83: GET /files/{name}.{kind}: the path parameter kind: the value b was removed",
            "safe",
            "  new.yaml:10:112: GET /files/{name}.{kind}: the query parameter filter.y: new, optional");
  }

  @Test
  void diff_documentsOfOtherVersions_compareByMeaning() throws IOException {
    assertThat(diff(shop(), shop().replace("openapi: 3.0.0", "openapi: 3.1.1"))).isZero();
    assertThat(out()).isEqualTo("no changes\n");
  }

  @Test
  void diff_swagger_namesAConverter() throws IOException {
    assertThat(diff("swagger: '2.0'\ninfo: {}\npaths: {}\n", shop())).isEqualTo(2);
    assertThat(err())
        .contains("old.yaml:1:1: Swagger 2.0 is not supported; convert the document")
        .contains("https://converter.swagger.io");
  }

  @Test
  void diff_noOpenApi_saysWhatIsMissing() throws IOException {
    assertThat(diff("info: {}\n", shop())).isEqualTo(2);
    assertThat(err()).contains("old.yaml:1:1: \"openapi\" is missing; write openapi: 3.0.3");
  }

  @Test
  void diff_discriminatedSchemaRenamed_breaksWhoReadsItsName() throws IOException {
    assertThat(diff(shop(), shop().replace("Cat'", "Lion'").replace("Cat:", "Lion:"))).isEqualTo(1);
    assertThat(out())
        .contains("Pet: the value Cat of the discriminator was removed")
        .contains("Pet: the value Lion of the discriminator is new");
  }

  @Test
  void diff_jsonWithEscapedSlashes_isRead() throws IOException {
    String json =
        """
        {"openapi": "3.0.0", "info": {"title": "a\\/b \\\\/ \\"", "version": "1"},
         "paths": {"\\/things": {"get": {"responses": {"200": {"description": "x"}}}}}}
        """;
    assertThat(diff(json, json.replace("\\/things", "/things"))).isZero();
    assertThat(diff(json, json.replace("\\/things", "/other"))).isEqualTo(1);
    assertThat(out()).contains("GET /things: removed (GET /things)");
  }

  @Test
  void diagram_machineInAnotherFile_isDrawnWhateverElseIsNotRendered() throws IOException {
    Files.writeString(
        directory.resolve("state.yaml"),
        "type: string\nenum: [on, off]\nx-state-machine:\n"
            + "  initial: {on: {by: ['put-the file!']}}\n"
            + "  transitions: {on: {off: {by: ['put-the file!']}}, off: {}}\n");
    Path file =
        Files.writeString(
            directory.resolve("shop.yaml"), shop() + "    State: {$ref: state.yaml}\n");

    int exit = Commands.diagram(file, Diagram.MERMAID, new PrintStream(out), new PrintStream(err));

    assertThat(exit).as(err()).isZero();
    assertThat(out()).contains("on --> off: put-the file!");
  }

  @Test
  void diagram_noStateMachineOfSwagger_namesAConverter() throws IOException {
    Path file = Files.writeString(directory.resolve("old.yaml"), "swagger: '2.0'\n");

    assertThat(Commands.diagram(file, Diagram.DOT, new PrintStream(out), new PrintStream(err)))
        .isEqualTo(1);
    assertThat(err()).contains("converter.swagger.io");
  }

  @Test
  void of_recursiveUnionsAndAliases_ends() throws IOException {
    String recursive =
        shop()
            .replace(
                "    Any: ",
                "    Node: {anyOf: [{$ref: '#/components/schemas/Node'}, {type: array, items: {$ref: '#/components/schemas/Node'}}, {type: string}]}\n"
                    + "    Loop: {allOf: [{$ref: '#/components/schemas/Loop'}], properties: {a: {$ref: '#/components/schemas/Loop'}}}\n"
                    + "    Self: {$ref: '#/components/schemas/Self'}\n"
                    + "    Any: ")
            .replace(
                "claws: {type: integer}",
                "claws: {$ref: '#/components/schemas/Node'}, loop: {$ref: '#/components/schemas/Loop'},"
                    + " self: {$ref: '#/components/schemas/Self'}");
    Path old = Files.writeString(directory.resolve("old.yaml"), recursive);
    Path now =
        Files.writeString(
            directory.resolve("new.yaml"),
            recursive.replace("{type: string}]}", "{type: string, maxLength: 3}]}"));

    assertThat(ContractDiff.of(Document.load(old), Document.load(old))).isEmpty();
    List<Change> changes = ContractDiff.of(Document.load(old), Document.load(now));
    assertThat(changes)
        .extracting(Change::text)
        .containsExactly("Node (string): maxLength none is now 3");
  }
}
