package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The documents of {@code src/test/resources/corpus}, which {@link CorpusTest} generates, compiles
 * and runs, use every construct that was found in public documents.
 */
class ConstructsTest {
  private static final Path CORPUS = Path.of("src/test/resources/corpus");

  private static String documents;

  @BeforeAll
  static void read() throws IOException {
    try (Stream<Path> files = Files.walk(CORPUS)) {
      List<Path> all = files.filter(Files::isRegularFile).sorted().toList();
      documents = all.stream().map(ConstructsTest::text).collect(Collectors.joining("\n---\n"));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          const                                  | const: only
          numeric exclusive limit                | exclusiveMinimum: 0
          propertyNames                          | propertyNames: \\{
          unevaluatedProperties                  | unevaluatedProperties: false
          examples of a schema                   | pattern: [^\\n]*examples: \\[
          list of types                          | type: \\[string, 'null'\\]
          webhooks                               | \\nwebhooks:\\n
          additionalProperties: false            | closed: \\{type: object, additionalProperties: false
          additional properties of a type        | by:\\n +type: object\\n +additionalProperties: \\{type: object
          the same beside properties             | properties: \\{total: [^\\n]*additionalProperties: \\{type: number
          allOf of several                       | allOf:\\n +- [^\\n]*\\n +- type: object
          allOf of one                           | allOf: \\[\\{\\$ref: [^,]*\\}\\]
          anyOf of a schema or null              | anyOf:\\n +- \\$ref: [^\\n]*\\n +- type: 'null'
          anyOf of several                       | anyOf:\\n +- \\{type: object[^\\n]*\\n +- \\{type: object
          anyOf of one                           | anyOf: \\[\\{[^,\\]]*\\}\\]
          anyOf with a discriminator             | anyOf: [^\\n]*\\n +discriminator:
          list without items                     | type: array\\}
          callbacks                              | callbacks:\\n +\\w+:\\n +'\\{\\$request
          default                                | default: 2\\}
          enum of booleans                       | type: boolean, enum:
          enum in a property                     | state: \\{type: string, description: [^\\n]*enum:
          enum with a name                       | OrdersApi: \\{type: string, enum:
          enum without a type                    | mixed: \\{enum:
          enum of numbers                        | level: \\{type: integer, enum:
          enum with null                         | enum: \\[open, closed, null\\]
          error that is not JSON                 | '404': \\{description: [^\\n]*content: \\{text/plain:
          format binary                          | format: binary
          format byte                            | format: byte
          object without properties              | free: \\{type: object\\}
          object in additionalProperties         | additionalProperties: \\{type: object
          object in allOf                        | allOf:\\n +- \\$ref: [^\\n]*\\n +- \\$ref: [^\\n]*\\n +- type: object\\n
          object in anyOf                        | anyOf:\\n +- \\{type: object
          object in items                        | items:\\n +type: object
          object in oneOf                        | oneOf:\\n +- \\{title: discount, type: object
          object in a parameter                  | in: query, schema: \\{type: object
          object in a property                   | inner: \\{type: object, properties: \\{deep: \\{type: object
          object in a request                    | requestBody:\\n +content:\\n +application/json:\\n +schema:\\n +type: object
          object in a response                   | description: [^\\n]*\\n +content:\\n +application/json:\\n +schema:\\n +type: object
          integers of more than 32 bits          | maximum: 9000000000
          items that may be null                 | items: \\{type: string, nullable: true
          links                                  | links:\\n
          named list                             | Names: \\{type: array
          not                                    | not: \\{enum:
          nullable                               | nullable: true
          oneOf of a schema or null              | oneOf: \\[\\{\\$ref: [^\\]]*\\{type: 'null'\\}\\]
          oneOf of several                       | oneOf: \\[\\{type: number[^\\n]*\\{type: string
          oneOf of one                           | oneOf: \\[\\{[^,\\]]*\\}\\]
          oneOf with a discriminator             | oneOf: [^\\n]*\\n +discriminator:
          the same operationId twice             | operationId: getLine\\n(?s:.*)operationId: getLine\\n
          operation without an operationId       | get:\\n +responses:
          operation without a tag                | operationId: say\\n +parameters:
          operation with a tag                   | tags: \\[Shop\\]
          operation with several tags            | tags: \\[orders, other\\]
          operationId that is not a name in Java | operationId: get-order
          list in a header                       | in: header, schema: \\{type: array
          list in a query                        | name: states, in: query, schema: \\{type: array
          list in a query with limits            | name: states, in: query, [^\\n]*minItems: 1, maxItems: 2
          cookie                                 | in: cookie, schema
          object in a query                      | name: page, in: query, schema: \\{type: object
          oneOf and anyOf in a parameter         | in: query, schema: \\{oneOf: [^\\n]*\\n[^\\n]*in: query, schema: \\{anyOf:
          list in one field of a query           | in: query, explode: false
          style deepObject                       | style: deepObject
          parameter in a part of a segment       | \\{code\\}\\.\\{format\\}
          the same shape of a path twice         | /orders/\\{id\\}/lines/\\{line\\}:(?s:.*)/orders/\\{order\\}/lines/\\{number\\}:
          pattern                                | pattern: '\\^\\[a-z\\]
          properties with one name in Java       | a_b: [^\\n]*\\n +aB:
          property without a letter              | \\$: \\{type: string\\}
          readOnly                               | readOnly: true
          schema that contains itself            | Tree: \\{type: array, items: \\{\\$ref: '#/components/schemas/Tree'
          reference that leads nowhere           | \\$ref: '#/components/schemas/Gone'
          reference to another file              | \\$ref: 'schemas/order\\.yaml'
          reference to the network               | \\$ref: 'http://127
          reference in place of an operation     | delete: \\{\\$ref:
          request of any media type              | requestBody: [^\\n]*'\\*/\\*':
          request of octets                      | requestBody: [^\\n]*application/octet-stream:
          request of DELETE                      | delete:\\n +operationId: deleteSome\\n +requestBody:
          request of GET                         | get:\\n +operationId: search\\n[^\\n]*\\n +requestBody:
          request of a form                      | requestBody: [^\\n]*application/x-www-form-urlencoded:
          request of parts                       | multipart/form-data:
          request of another JSON                | application/merge-patch\\+json:
          request of several media types         | application/merge-patch\\+json: [^\\n]*\\n +application/json:
          request of text                        | requestBody: [^\\n]*text/plain:
          request of XML                         | requestBody: [^\\n]*application/xml:
          response of octets                     | '200': [^\\n]*application/octet-stream:
          response with headers                  | headers:\\n +X-Total:
          response of parts                      | '200': [^\\n]*multipart/mixed:
          no response of success                 | operationId: onlyErrors\\n +responses:\\n +'405'
          response of another media type         | '200': [^\\n]*text/csv:
          range of responses                     | 4XX: \\{description:
          response of several media types        | content: \\{image/png: [^\\n]*image/svg
          several responses of success           | '201': [^\\n]*\\n +'202':
          response of text                       | default: [^\\n]*text/html:
          response of XML                        | '200': [^\\n]*application/xml:
          names of schemas equal but for case    | \\n    Order:\\n(?s:.*)\\n    order:\\n
          reference with siblings                | \\$ref: [^\\n]*\\n +description: With siblings
          schema without a type                  | anything: \\{\\}
          properties without a type              | untyped: \\{properties:
          key in Authorization                   | in: header, name: Authorization
          key in a cookie                        | in: cookie, name: session
          key in another header                  | in: header, name: X-Key
          basic                                  | scheme: basic
          bearer                                 | scheme: bearer
          OAuth 2                                | type: oauth2
          several schemes at once                | security: \\[\\{Key: \\[\\], Session: \\[\\]\\}
          variables of servers                   | variables:\\n +region:
          servers of paths and operations        | \\n    servers: (?s:.*)\\n      servers:
          writeOnly                              | writeOnly: true
          xml                                    | xml: \\{attribute: true\\}
          """)
  void construct_isUsed(String construct, String pattern) {
    assertThat(documents).as(construct).containsPattern(pattern);
  }
}
