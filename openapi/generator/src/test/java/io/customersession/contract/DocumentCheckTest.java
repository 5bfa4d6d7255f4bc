package io.customersession.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every diagnostic names line, column and what to do. */
class DocumentCheckTest {
  @TempDir private Path directory;

  @Test
  void check_theDocuments_haveNoFaults() throws IOException {
    assertThat(Orders.diagnostics(directory, Orders.TEXT)).isEmpty();
    assertThat(Document.load(Path.of("../contract/customer-session.yaml")).check()).isEmpty();
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          enum: [draft, placed, shipped]   | enum: [draft, placed, shipped, lost]   | 53:38: OrderState: x-state-machine/transitions has no row for the state "lost"; give it one, or "lost: {}" if nothing follows it
          shipped: {by: [shipOrder]}       | shiped: {by: [shipOrder]}              | 62:13: OrderState: x-state-machine has a transition placed -> shiped to the unknown state "shiped"; did you mean "shipped"?
          shipped: {by: [shipOrder]}       | shipped: {by: [shipOrdr]}              | 62:28: OrderState: the transition placed -> shipped names the unknown operation "shipOrdr"; did you mean "shipOrder"?
          shipped: {by: [shipOrder]}       | placed: {by: [shipOrder]}              | 53:29: OrderState: no path of x-state-machine leads from an initial state to the state "shipped"; add a transition to it, or remove the state
          shipped: {by: [shipOrder]}       | shipped: {by: []}                      | 62:13: OrderState: the transition transitions/placed/shipped names no operation that may trigger it; write by: [operationId]
          shipped: {by: [shipOrder]}       | shipped: {bye: [shipOrder]}            | 62:23: OrderState: transitions/placed/shipped has the unknown key "bye"; did you mean "by"?
          shipped: {by: [shipOrder]}       | shipped: [shipOrder]                   | 62:22: OrderState: transitions/placed/shipped must be an object; write {} for an empty one, {state: {by: [operationId]}} for a transition
          `          shipped: {}`          | `          gone: {}`                   | 63:11: OrderState: x-state-machine has a row for the unknown state "gone"; choose one of "draft", "placed", "shipped"
          `draft: {by: [updateOrder]}\\n        transitions` | `lost: {by: [updateOrder]}\\n        transitions` | 56:11: OrderState: x-state-machine has a transition (new) -> lost to the unknown state "lost"; choose one of "draft", "placed", "shipped"
          initial:                         | intial:                                | 55:9: OrderState: x-state-machine has the unknown key "intial"; did you mean "initial"?
          x-state-machine:                 | x-state-machine:\\n        refused: 500    | 55:18: OrderState: x-state-machine/refused must be a status from 400 to 499; write refused: 409
          x-state-machine:                 | x-state-machine:\\n        refused: 409    | 55:18: OrderState: transitions are refused with 409, but shipOrder declares no such response; declare the response, or refuse with another status
          x-state-machine:                 | x-state-machin:                        | 54:7: unknown extension "x-state-machin" is ignored; did you mean "x-state-machine"?
          x-maximum-sum: {property: quantity | x-maximum-sum: {property: quantiy    | 43:37: "x-maximum-sum" names "quantiy", which is not a numeric property of the list's items; did you mean "quantity"?
          x-maximum-sum: {property: quantity, maximum: 10} | x-maximum-sum: 10     | 43:26: "x-maximum-sum" has an invalid value; write {property: name, maximum: number}
          maxLength: 100                   | x-since: 26.10                         | 39:39: "x-since" has an invalid value; write a version in quotes, such as '26.10'; YAML reads 26.10 without quotes as 26.1
          maxLength: 100                   | x-also-accepts: integer                | 39:46: "x-also-accepts" has an invalid value; write number beside type: string without enum or format, or object beside type: array
          `format: int64, readOnly: true`  | `format: int64, x-also-accepts: number` | 40:64: "x-also-accepts" has an invalid value; write number beside type: string without enum or format, or object beside type: array
          `required: [state]\n      properties:` | `required: [state, gift]\n      properties:\n        gift: {type: string, x-since: '26.10'}` | 35:25: "gift" is required, but "x-since" omits it for older callers; do not require it, or remove "x-since"
          sku: {type: string}              | sku: {type: string, x-since: 'v26'}    | 50:38: "x-since" has an invalid value; write a version in quotes, such as '26.10'; YAML reads 26.10 without quotes as 26.1
          sku: {type: string}              | sku: {type: string, x-sinse: '26.11'}  | 50:29: unknown extension "x-sinse" is ignored; did you mean "x-since"?
          `'#/components/schemas/OrderState'` | `'#/components/schemas/OrderState'\\n          x-since: '26.11'` | 39:11: OpenAPI ignores everything next to "$ref"; wrap the reference: allOf: [{$ref: ...}]
          `x-maximum-sum: {property: quantity, maximum: 10}\\n          items:` | `items:\\n            x-since: '26.11'` | 44:13: OpenAPI ignores everything next to "$ref"; wrap the reference: allOf: [{$ref: ...}]
          `Line:\\n      type: object`      | `Line:\\n      x-since: '26.11'\\n      type: object` | 47:16: "x-since" does not apply to a schema that is not a property; move it to the properties that refer to this schema
          x-prefix: Key                    | x-prefix: Two words                    | 30:68: "x-prefix" has an invalid value; write one word of visible ASCII characters
          operationId: shipOrder           | operationId: updateOrder               | 24:20: the operationId "updateOrder" is already used in line 8; rename one of the two operations
          '#/components/schemas/Line'      | '#/components/schemas/Lines'           | 45:19: "#/components/schemas/Lines" cannot be resolved; did you mean "#/components/schemas/Line"?
          '#/components/schemas/Line'      | 'lines.yaml#/Line'                     | 45:19: "lines.yaml#/Line" cannot be resolved; there is no file lines.yaml beside orders.yaml
          sku: {type: string}              | sku: {type: strng}                     | 50:21: unknown type "strng"; did you mean "string"?
          sku: {type: string}              | sku: {type: string, minLenght: 1}      | 50:29: unknown name "minLenght" in a schema; did you mean "minLength"?
          required: [state]                | required: [stat]                       | 35:18: "stat" is required, but is not a property; did you mean "state"?
          required: [state]                | required: true                         | 35:17: "required" of a schema is the list of its required properties; write required: [name] beside "properties"
          {type: apiKey, in: header, name: Authorization, x-prefix: Key} | {type: apiKey, in: header} | 30:10: this API key has no "name"; add it
          {type: apiKey, in: header, name: Authorization, x-prefix: Key} | {in: header} | 30:10: this security scheme has no "type"; add it
          {type: apiKey, in: header, name: Authorization, x-prefix: Key} | {type: apikey} | 30:11: unknown type of security scheme "apikey"; did you mean "apiKey"?
          security: [{key: []}]            | security: [{keys: []}]                 | 25:19: unknown security scheme "keys"; did you mean "key"?
          enum: [draft, placed, shipped]   | enum: [draft, placed, no]              | 53:29: no is text in YAML 1.2, but not in YAML 1.1; write "no" in quotes if it is text, or true, false, null or a decimal number
          operationId: shipOrder           | operationId: shipOrder\\n      x-served: false | 63:28: OrderState: the transition placed -> shipped names the operation "shipOrder", which is not served; remove "x-served: false" from the operation, or remove the transition
          operationId: shipOrder           | operationId: shipOrder\\n      x-served: no | 25:17: "x-served" has an invalid value; write true or false
          operationId: shipOrder           | operationId: shipOrder\\n      x-served: "false" | 25:17: "x-served" has an invalid value; write true or false
          operationId: shipOrder           | operationId: shipOrder\\n      x-serve: false | 25:7: unknown extension "x-serve" is ignored; did you mean "x-served"?
          operationId: shipOrder           | operationId: shipOrder\\n      x-extension: "true" | 25:20: "x-extension" has an invalid value; write true or false
          operationId: shipOrder           | operationId: shipOrder\\n      x-extension: [ship] | 25:20: "x-extension" has an invalid value; write true or false
          sku: {type: string}              | sku: {type: string, x-extension: yes-please} | 50:42: "x-extension" has an invalid value; write true or false
          enum: [draft, placed, shipped]   | enum: [draft, placed, shipped]\\n      x-extension: true | 54:20: "x-extension" has an invalid value; write a list of those values that are added
          enum: [draft, placed, shipped]   | enum: [draft, placed, shipped]\\n      x-extension: [shiped] | 54:21: "x-extension" names "shiped", which is not a value of this enum; did you mean "shipped"?
          `Line:\\n      type: object`      | `Line:\\n      x-extension: true\\n      type: object` | 47:20: "x-extension" does not apply to a schema that is neither a property nor an enum; move it to the properties that refer to this schema
          `'#/components/schemas/OrderState'` | `'#/components/schemas/OrderState'\\n          x-extension: true` | 39:11: OpenAPI ignores everything next to "$ref"; wrap the reference: allOf: [{$ref: ...}]
          `required: [state]\n      properties:` | `required: [state, gift]\n      properties:\n        gift: {type: string, x-extension: true}` | 35:25: "gift" is required, but "x-extension" omits it for the SDKs of the API; do not require it, or remove "x-extension"
          x-prefix: Key                    | x-prefix: Key, x-extension: true       | 30:73: "x-extension" does not apply to a security scheme, and is ignored; move it to an operation or a schema
          sku: {type: string}              | sku: {type: string, x-served: false}   | 50:29: "x-served" does not apply to a schema, and is ignored; move it to an operation
          openapi: 3.0.3                   | openapi: 3.0.3\\nx-query-boolean: {} | 2:1: unknown extension "x-query-boolean" is ignored; did you mean "x-query-booleans"?
          openapi: 3.0.3                   | openapi: 3.0.3\\nx-query-booleans: ['1'] | 2:19: x-query-booleans does not list the texts that mean true; write {'true': ['true', '1'], 'false': ['false', '0']}
          openapi: 3.0.3                   | openapi: 3.0.3\\nx-query-booleans: {'true': ['true']} | 2:19: x-query-booleans does not list the texts that mean false; write {'true': ['true', '1'], 'false': ['false', '0']}
          openapi: 3.0.3                   | openapi: 3.0.3\\nx-query-booleans: {'true': 'true', 'false': ['false']} | 2:28: x-query-booleans does not list the texts that mean true; write {'true': ['true', '1'], 'false': ['false', '0']}
          openapi: 3.0.3                   | openapi: 3.0.3\\nx-query-booleans: {'true': ['true'], 'falses': ['false']} | 2:38: x-query-booleans has the unknown key "falses"; did you mean "false"?
          openapi: 3.0.3                   | openapi: 3.0.3\\nx-query-booleans: {'true': [1, 'true'], 'false': ['false']} | 2:29: 1 is not text in YAML; write '1' in quotes
          openapi: 3.0.3                   | openapi: 3.0.3\\nx-query-booleans: {'true': ['true', {}], 'false': ['false']} | 2:37: this is not a text; write a text
          openapi: 3.0.3                   | openapi: 3.0.3\\nx-query-booleans: {'true': ['true', '1'], 'false': ['false', '1']} | 2:62: "1" is listed twice; remove one
          openapi: 3.0.3                   | openapi: 3.0.3\\nx-query-booleans: {'true': ['1'], 'false': ['false']} | 2:28: x-query-booleans does not accept "true", which generated clients send; add 'true'
          sku: {type: string}              | sku: {type: string, x-query-booleans: {}} | 50:29: "x-query-booleans" does not apply to a schema, and is ignored; move it to a document
          '204': {description: Shipped.}    | '20': {description: Shipped.}          | 27:9: the response "20" is left out, since that is not a status; write a status such as 404, a range such as 4XX, or default
          openapi: 3.0.3                   | openapi: 3.2.0                         | 1:1: OpenAPI 3.2.0 is not supported; write openapi: 3.0.3 or openapi: 3.1.0
          note: {type: string              | state: {type: string                   | 39:9: "state" is already defined in line 37; remove one of the two, or rename it
          """)
  void check_aFault_isNamedWithPlaceAndAdvice(String text, String edited, String diagnostic)
      throws IOException {
    String document = Orders.with(text.translateEscapes(), edited.translateEscapes());

    assertThat(Orders.diagnostics(directory, document)).contains("orders.yaml:" + diagnostic);
  }

  @Test
  void check_enumOfManyValues_isReported() throws IOException {
    String values =
        IntStream.rangeClosed(0, 1_000).mapToObj(i -> "v" + i).collect(Collectors.joining(", "));
    String document =
        Orders.with(
            "note: {type: string, maxLength: 100}", "note: {type: string, enum: [" + values + "]}");

    assertThat(Orders.diagnostics(directory, document))
        .contains(
            "orders.yaml:39:30: an enum of more than 1,000 values is not checked by generated code;"
                + " check it in your own code");
  }

  @Test
  void check_discriminatorOfAChoiceOfOne_isNoFault() throws IOException {
    String document =
        Orders.with(
            "note: {type: string, maxLength: 100}",
            "note: {oneOf: [{$ref: '#/components/schemas/Order'}], discriminator: {propertyName:"
                + " id}}");

    assertThat(Orders.diagnostics(directory, document)).isEmpty();
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          note: {type: string, maxLength: 100} | note: {oneOf: [{title: a}, {title: b}]} | 39:16: oneOf is not checked by generated code; check it in your own code
          note: {type: string, maxLength: 100} | note: {type: string, not: {pattern: a}} | 39:30: generated code checks "not" only with enum, const, type or required; declare what is allowed, or check it in your own code
          note: {type: string, maxLength: 100} | note: {type: array, items: {}, enum: [[a]]} | 39:46: generated code does not check these values, which are not of the schema's type or are lists or objects; correct them, or check them in your own code
          note: {type: string, maxLength: 100} | note: {type: integer, enum: [a]} | 39:37: generated code does not check these values, which are not of the schema's type or are lists or objects; correct them, or check them in your own code
          note: {type: string, maxLength: 100} | note: {type: object, discriminator: {propertyName: kind}, properties: {kind: {type: string}}} | 39:30: the discriminator selects nothing: no schema under components extends this one by allOf; declare them, or remove the discriminator
          note: {type: string, maxLength: 100} | note: {type: string, pattern: '[a'}  | 39:39: the pattern is not a regular expression: Unclosed character class near index 1; correct it; until then it is not checked
          sku: {type: string}                  | sku: {type: string, enum: [a, bc], maxLength: 1} | 50:44: maxLength excludes values of the enum; generated code omits them, unless none is left; remove it, or the values that it does not allow
          sku: {type: string}                  | sku: {type: object, required: [a]}   | 50:39: "required" is not checked in a schema without properties; declare what it names under "properties"
          `operationId: shipOrder`             | `operationId: shipOrder\\n      callbacks: {}` | 25:7: no code is generated for callbacks; send and handle their requests by code of your own
          `operationId: shipOrder`             | `operationId: shipOrder\\n      servers: [{url: /files}]` | 25:7: generated clients do not choose between servers; all operations have one base URL; use another client, with that base URL, for operations that have other servers
          /orders/{id}/ship                    | /orders/{key}/ship                   | 22:9: the path "/orders/{key}/ship" has no {id}; choose one of "key"
          /orders/{id}/ship                    | /orders/{key}                        | 20:3: "/orders/{id}" and "/orders/{key}" match the same requests; merge the two paths
          `operationId: shipOrder`             | `operationId: shipOrder\\n      parameters: [{name: X-Key, in: header, schema: {}}, {name: x-key, in: header, schema: {}}]` | 25:59: the parameter "x-key" in the header is left out, since line 25 has it; remove one of the two
          `operationId: shipOrder`             | `operationId: shipOrder\\n      parameters: [{name: f, in: header, style: deepObject, schema: {type: object}}]` | 25:42: the style "deepObject" does not apply to a parameter in the header; choose one of "simple"
          `operationId: shipOrder`             | `operationId: shipOrder\\n      parameters: [{name: f, in: formData, schema: {type: string}}]` | 25:30: a parameter in "formData" is not supported; put it in the path, the query, a header or a cookie
          """)
  void check_whatCannotBeRendered_isRefusedWithPlaceAndAdvice(
      String text, String edited, String diagnostic) throws IOException {
    String document = Orders.with(text.translateEscapes(), edited.translateEscapes());

    assertThat(Orders.diagnostics(directory, document)).contains("orders.yaml:" + diagnostic);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {allOf: [{properties: {a: {oneOf: [<B>, <C>]}}}, {properties: {a: {anyOf: [<C>, <B>]}}}]} | none
          {oneOf: [<B>, <C>], anyOf: [<C>, <B>]} | none
          {required: [a], oneOf: [{properties: {b: {}}, anyOf: [<B>, <C>]}, <C>]} | none
          {allOf: [{oneOf: [<C>, <B>]}, {anyOf: [<B>, <M>]}]} | 5:14: oneOf, 5:93: anyOf
          {allOf: [{properties: {a: {oneOf: [<C>, <B>]}}}, {properties: {a: {anyOf: [<B>, <M>]}}}]} | \
          5:31: oneOf, 5:129: anyOf
          {allOf: [{items: {oneOf: [<C>, <B>]}}, {items: {anyOf: [<B>, <M>]}}]} | 5:22: oneOf, 5:110: anyOf
          {properties: {a: {allOf: [{additionalProperties: {oneOf: [<C>, <B>]}}, \
          {additionalProperties: {anyOf: [<B>, <M>]}}]}}} | 5:54: oneOf, 5:157: anyOf
          {required: [a], oneOf: [{properties: {b: {}}, anyOf: [{title: x}, {title: y}]}, <C>]} | 5:50: anyOf
          {properties: {b: {}}, required: [b], oneOf: [{$ref: '#/components/schemas/P'}, <C>]} | 8:67: the discriminator
          {properties: {a: {allOf: [{$ref: '#/components/schemas/P'}, {required: [k]}]}}} | 8:67: the discriminator
          {properties: {a: {allOf: [{$ref: '#/components/schemas/P'}]}}} | none
          {properties: {a: {allOf: [{$ref: '#/components/schemas/Q'}, {required: [k]}]}}} | none
          """)
  void check_choicesThatApplyTogether_areRenderedOrReported(String schema, String reported)
      throws IOException {
    String many =
        IntStream.range(0, 51)
            .mapToObj(i -> "{properties: {m%d: {type: string}}}".formatted(i))
            .collect(Collectors.joining(", "));
    String document =
        """
        openapi: 3.0.3
        info: {title: Choices, version: '1'}
        paths: {}
        components: {schemas: {
        S: %s,
        B: {properties: {b: {type: string}}},
        C: {properties: {c: {type: string}}},
        P: {type: object, properties: {k: {type: string}}, discriminator: {propertyName: k}},
        Q: {allOf: [{$ref: '#/components/schemas/P'}, {properties: {q: {type: string}}}]}}}
        """
            .formatted(schema)
            .replaceAll("<([BC])>", "{\\$ref: '#/components/schemas/$1'}")
            .replace("<M>", many);

    assertThat(Orders.diagnostics(directory, document))
        .extracting(
            each ->
                each.replaceFirst("^[^:]*:", "")
                    .replaceFirst("(oneOf|anyOf|discriminator) .*", "$1"))
        .containsExactlyElementsOf(
            reported.equals("none") ? List.of() : List.of(reported.split(", ")));
  }

  @Test
  @Timeout(30)
  void check_choicesInChoices_haveALimitOfCombinations() throws IOException {
    String layers =
        IntStream.rangeClosed(1, 20)
            .boxed()
            .flatMap(i -> Stream.of("A", "B").map(letter -> layer(letter, i)))
            .collect(Collectors.joining());
    String permutations =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    "P%d: {type: object, properties: {p%d: {type: string}}, oneOf: [%s]}\n"
                        .formatted(i, i, others(i)))
            .collect(Collectors.joining("    "));
    String document =
        """
        openapi: 3.0.3
        info: {title: Layers, version: '1'}
        paths: {}
        components:
          schemas:
            A21: {type: object, required: [a], properties: {a: {type: string}}}
            B21: {type: object, required: [b], properties: {b: {type: string}}}
        """
            + layers
            + "    "
            + permutations;

    String text = "oneOf is not checked by generated code; check it in your own code";
    assertThat(Orders.diagnostics(directory, document))
        .as("after the 64 combinations of 6 layers")
        .startsWith("orders.yaml:20:72: " + text)
        .as("after the 49 combinations of 2 schemas")
        .contains("orders.yaml:48:58: " + text);
  }

  private static String layer(String letter, int i) {
    return "    %1$s%2$d: {type: object, required: [x], properties: {x: {type: string}}, oneOf: [%3$s, %4$s]}\n"
        .formatted(letter, i, reference("A" + (i + 1)), reference("B" + (i + 1)));
  }

  private static String others(int i) {
    return IntStream.range(0, 8)
        .filter(other -> other != i)
        .mapToObj(other -> reference("P" + other))
        .collect(Collectors.joining(", "));
  }

  private static String reference(String name) {
    return "{$ref: '#/components/schemas/%s'}".formatted(name);
  }

  @Test
  void check_noYaml_namesLineAndColumn() throws IOException {
    List<String> diagnostics =
        Orders.diagnostics(
            directory,
            Orders.with("enum: [draft, placed, shipped]", "enum: [draft, placed, shipped"));

    assertThat(diagnostics).hasSize(1);
    assertThat(diagnostics.get(0))
        .startsWith("orders.yaml:54:22: this is not YAML")
        .contains("this is not YAML")
        .endsWith("check indentation, colons, quotes and brackets here and in the line above");
  }

  @Test
  void check_severalErrors_areReportedInTheOrderOfTheText() throws IOException {
    String document =
        Orders.with("operationId: shipOrder", "operationid: shipOrder")
            .replace("sku: {type: string}", "sku: {type: strng}");

    assertThat(Orders.diagnostics(directory, document))
        .containsExactly(
            "orders.yaml:24:7: unknown name \"operationid\" in an operation; did you mean"
                + " \"operationId\"?",
            "orders.yaml:50:21: unknown type \"strng\"; did you mean \"string\"?",
            "orders.yaml:62:28: OrderState: the transition placed -> shipped names the unknown"
                + " operation \"shipOrder\"; choose one of \"updateOrder\"");
  }

  @Test
  void check_aReferencedFile_isCheckedToo() throws IOException {
    Path lines =
        Files.writeString(
            directory.resolve("lines.yaml"),
            "Line:\n  type: object\n  properties: {sku: {tpe: string}}\n");

    assertThatThrownBy(
            () ->
                Document.checked(
                    Orders.write(
                        directory,
                        Orders.with("'#/components/schemas/Line'", "'lines.yaml#/Line'")),
                    true))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining(
            lines.getFileName()
                + ":3:22: unknown name \"tpe\" in a schema; did you mean \"type\"?");
  }

  @Test
  void checked_noSuchFile_saysSo() {
    assertThatThrownBy(() -> Document.checked(directory.resolve("nothing.yaml")))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining("nothing.yaml: there is no such file");
  }

  @Test
  void stateMachine_completeTable_hasItsEdgesInTheDocumentsOrder() throws IOException {
    StateMachine machine =
        Document.checked(Orders.write(directory, Orders.TEXT)).stateMachines().get("OrderState");

    assertThat(machine.edges())
        .extracting(StateMachine.Edge::arrow, StateMachine.Edge::by, StateMachine.Edge::event)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("(new) -> draft", List.of("updateOrder"), null),
            org.assertj.core.groups.Tuple.tuple("draft -> draft", List.of("updateOrder"), null),
            org.assertj.core.groups.Tuple.tuple(
                "draft -> placed", List.of("updateOrder"), "order_placed"),
            org.assertj.core.groups.Tuple.tuple("placed -> shipped", List.of("shipOrder"), null));
  }
}
