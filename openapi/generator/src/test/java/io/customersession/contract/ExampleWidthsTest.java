package io.customersession.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Integers without a format whose examples need more than 32 bits. */
class ExampleWidthsTest {
  @TempDir private Path directory;

  @Test
  void integer_thatAnExampleElsewhereNeedsToBeWide_is() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("examples.yaml"),
            """
            openapi: 3.0.3
            info: {title: Examples, version: '1'}
            paths:
              /sums:
                get:
                  operationId: getSums
                  parameters:
                    - {name: since, in: query, schema: {type: integer}, example: 1484811043508}
                    - {name: until, in: query, schema: {type: integer}, example: 1484811}
                  responses:
                    '200':
                      description: Sums.
                      content:
                        application/json:
                          schema:
                            type: object
                            properties:
                              sums: {type: array, items: {$ref: '#/components/schemas/Sum'}}
                              byName: {type: object, additionalProperties: {$ref: '#/components/schemas/Count'}}
                          examples:
                            one: {$ref: '#/components/examples/One'}
            components:
              examples:
                One: {value: {sums: [{square: 463417439039853, all: 1}], byName: {a: 5000000000}}}
              schemas:
                Count: {type: integer}
                Other: {type: object, properties: {count: {type: integer}}}
                Sum:
                  example: {some: {of: 5000000000}, all: 7}
                  allOf:
                    - type: object
                      properties: {square: {type: integer}, all: {type: integer}, count: {$ref: '#/components/schemas/Count'}}
                    - type: object
                      properties: {some: {oneOf: [{type: string}, {type: object, properties: {of: {type: integer}}}]}}
            """);

    String written = CanonicalDocument.of(Document.load(file)).toString();

    assertThat(written)
        .contains("square={type=integer, format=int64}")
        .contains("all={type=integer}")
        .contains("count={type=integer, format=int64}")
        .contains("additionalProperties={type=integer, format=int64}")
        .contains("properties={of={type=integer, format=int64}}")
        .contains("Other={type=object, properties={count={type=integer}}}")
        .containsPattern("since, in=query, [^}]*schema=\\{type=integer, format=int64}")
        .containsPattern("until, in=query, [^}]*schema=\\{type=integer}");
  }
}
