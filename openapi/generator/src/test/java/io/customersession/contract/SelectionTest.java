package io.customersession.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {
  private static final String DOCUMENT =
      """
      openapi: 3.0.3
      paths:
        /orders:
          get: {operationId: listOrders, tags: [Orders], responses: {'200': {$ref: '#/components/responses/Orders'}}}
          post: {operationId: createOrder, tags: [Orders, Write], responses: {'204': {description: Done.}}}
        /orders/{id}/ship:
          post: {operationId: shipOrder, responses: {'204': {description: Done.}}}
        /users:
          get: {operationId: listUsers, tags: [Users], responses: {'204': {description: Done.}}}
      components:
        responses:
          Orders:
            description: All.
            content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Order'}}}}
        schemas:
          Order: {type: object, properties: {line: {$ref: '#/components/schemas/Line'}}}
          Line: {type: object, properties: {sku: {type: string}}}
          User: {type: object, properties: {name: {type: string}}}
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          listOrders          | -                 | GET /orders                                     | Line, Order
          Orders              | createOrder       | GET /orders                                     | Line, Order
          Write               | -                 | POST /orders                                    | -
          /orders*            | -                 | GET /orders, POST /orders, POST /orders/{id}/ship | Line, Order
          /orders             | Write             | GET /orders                                     | Line, Order
          -                   | Orders, /users    | POST /orders/{id}/ship                          | -
          -                   | -                 | GET /orders, GET /users, POST /orders, POST /orders/{id}/ship | Line, Order, User
          """)
  void of_operations_keepsThemAndWhatTheyReach(
      String include, String exclude, String operations, String schemas) throws IOException {
    Map<String, Object> canonical =
        CanonicalDocument.of(document(), Selection.of(include, exclude));

    assertThat(canonical.get("paths"))
        .extracting(paths -> operations((Map<?, ?>) paths))
        .isEqualTo(operations);
    assertThat(((Map<?, ?>) canonical.get("components")).get("schemas"))
        .extracting(found -> String.join(", ", sorted((Map<?, ?>) found)))
        .isEqualTo(schemas == null ? "" : schemas);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          listOrder | -                     | the document has no operation, tag or path "listOrder"; did you mean "listOrders"?
          -         | /order*/x             | the document has no operation, tag or path "/order*/x"
          Users     | listUsers             | include and exclude leave no operation of the document
          """)
  void of_namesOfNothing_areRefused(String include, String exclude, String message)
      throws IOException {
    Document document = document();

    assertThatThrownBy(() -> CanonicalDocument.of(document, Selection.of(include, exclude)))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining(message);
  }

  private static final String FAULTY =
      DOCUMENT
          .replace("schemas/Line'", "schemas/Lin'")
          .replace("User: {type: object", "User: {$ref: '#/a'");

  @Test
  void check_errorThatAffectsTheSelection_isRefused() throws IOException {
    Document document = Document.load(write(FAULTY));

    assertThatThrownBy(() -> Selection.ALL.check(document))
        .hasMessageContaining("\"#/components/schemas/Lin\" cannot be resolved; did you mean")
        .hasMessageNotContaining("#/a");
    assertThatThrownBy(() -> Selection.of("listOrders", null).check(document))
        .hasMessageContaining("\"#/components/schemas/Lin\" cannot be resolved; did you mean")
        .hasMessageNotContaining("#/a");
  }

  @Test
  void check_errorInAComponentThatNothingNeeds_leavesItOut() throws IOException {
    Document document =
        Document.load(
            write(
                DOCUMENT.replace(
                    "User: {type: object, properties: {name: {type: string}}}",
                    """
                    User: {type: object, properties: {pet: {$ref: '#/components/schemas/Pet'}}}
                        Pet: {type: object, properties: {home: {$ref: '#/components/schemas/Hom'}}}
                        Note: {type: object, properties: {text: {type: string}}}\
                    """)));

    assertThat(Selection.ALL.check(document))
        .filteredOn(each -> each.problem().contains("cannot be resolved"))
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.isError()).isFalse();
              assertThat(warning.toString())
                  .contains("document.yaml:19:")
                  .contains(
                      "\"#/components/schemas/Hom\" cannot be resolved, so \"User\" and 1 more"
                          + " component, which no operation needs, are left out; ");
            });
    Map<?, ?> components = (Map<?, ?>) CanonicalDocument.of(document).get("components");
    assertThat(sorted((Map<?, ?>) components.get("schemas")))
        .containsExactly("Line", "Note", "Order");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          User: {type: object | Other: {allOf: [{$ref: '#/components/schemas/Order'}, {$ref: '#/b'}]}\\n    User: {type: object
          User: {type: object | Other: {enum: [a], x-state-machine: {initial: {}, transitions: {}, b: 1}}\\n    User: {type: object
          components:         | webhooks: {new: {post: {requestBody: {$ref: '#/b'}, responses: {'200': {description: Done.}}}}}\\ncomponents:
          components:         | x-query-booleans: {}\\ncomponents:
          """)
  void check_errorThatSomethingElseNeeds_isRefused(String before, String after) throws IOException {
    String text =
        DOCUMENT
            .replace("openapi: 3.0.3", "openapi: 3.1.0")
            .replace("Order: {type: object,", "Order: {discriminator: {propertyName: line},")
            .replace(before, after.replace("\\n", "\n"));
    Document document = Document.load(write(text));

    assertThatThrownBy(() -> Selection.ALL.check(document))
        .isInstanceOf(InvalidContractException.class);
  }

  @Test
  void check_errorInADocumentWithoutOperations_isRefused() throws IOException {
    String text = FAULTY.substring(FAULTY.indexOf("components:"));
    Document document = Document.load(write("openapi: 3.0.3\npaths: {}\n" + text));

    assertThatThrownBy(() -> Selection.ALL.check(document))
        .hasMessageContaining("\"#/components/schemas/Lin\" cannot be resolved")
        .hasMessageContaining("\"#/a\" cannot be resolved");
  }

  @Test
  void check_errorElsewhere_isAWarning() throws IOException {
    Document document = Document.load(write(FAULTY));

    assertThat(Selection.of("Write,shipOrder", null).check(document))
        .filteredOn(each -> each.problem().contains("cannot be resolved"))
        .hasSize(2)
        .noneMatch(Diagnostic::isError);
  }

  @Test
  void check_omittingInvalid_namesWhatIsLeftOut() throws IOException {
    Document document = Document.load(write(FAULTY));
    Selection selection = Selection.ofOptions(Map.of("omitInvalid", "true")::get);

    assertThat(selection.check(document))
        .extracting(Diagnostic::problem)
        .contains(
            "\"#/components/schemas/Lin\" cannot be resolved, so \"GET /orders\" is left out",
            "\"#/a\" cannot be resolved, so \"User\", which no operation needs, is left out");
    Map<String, Object> canonical = CanonicalDocument.of(document, selection);
    assertThat(operations((Map<?, ?>) canonical.get("paths")))
        .isEqualTo("GET /users, POST /orders, POST /orders/{id}/ship");
    assertThat((Map<?, ?>) ((Map<?, ?>) canonical.get("components")).get("schemas")).isEmpty();
  }

  @Test
  void check_omittingInvalid_whatAffectsEverything_isRefused() throws IOException {
    Selection selection = Selection.ALL.omittingInvalid(true);
    Document version = Document.load(write(DOCUMENT.replace("openapi: 3.0.3", "swagger: '2.0'")));
    Document all =
        Document.load(
            write(
                DOCUMENT.replaceAll(
                    "'20[04]': \\{(\\$ref: '#/components/responses/Orders'|description: Done.)}",
                    "'204': {\\$ref: '#/a'}")));

    assertThatThrownBy(() -> selection.check(version)).hasMessageContaining("1:1");
    assertThatThrownBy(() -> selection.check(all)).hasMessageContaining("\"#/a\"");
  }

  @Test
  void of_blankOptions_selectEverything() {
    assertThat(Selection.of(" , ", "").isAll()).isTrue();
    assertThat(Selection.ofOptions(Map.of("include", "false", "exclude", "")::get).isAll())
        .as("what the stock Maven plugin makes of empty elements")
        .isTrue();
  }

  private Document document() throws IOException {
    return Document.load(write(DOCUMENT));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("document.yaml"), text);
  }

  private static String operations(Map<?, ?> paths) {
    return paths.entrySet().stream()
        .flatMap(
            path ->
                ((Map<?, ?>) path.getValue())
                    .keySet().stream()
                        .map(method -> method.toString().toUpperCase(java.util.Locale.ROOT))
                        .map(method -> method + " " + path.getKey()))
        .sorted()
        .collect(java.util.stream.Collectors.joining(", "));
  }

  private static java.util.List<String> sorted(Map<?, ?> map) {
    return map.keySet().stream().map(Object::toString).sorted().toList();
  }
}
