package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Choices between schemas in parameters and headers, from the client to the stub. */
class ParameterChoicesTest {
  private static final String DOCUMENT =
      """
      openapi: 3.1.0
      info: {title: Choices, version: 1.0.0}
      paths:
        /choices/{id}:
          get:
            operationId: choose
            tags: [Main]
            parameters:
              - {name: id, in: path, required: true, schema: {oneOf: [{type: integer}, {type: string, format: uuid}]}}
              - {name: text, in: query, schema: {type: [string, integer]}}
              - {name: size, in: query, schema: {oneOf: [{type: integer, minimum: 1, maximum: 5}, {type: integer, format: int64, minimum: 0, maximum: 9}]}}
              - {name: rate, in: query, schema: {anyOf: [{type: integer}, {type: number}]}}
              - {name: sort, in: query, schema: {anyOf: [{type: string, enum: [up, down]}, {$ref: '#/components/schemas/Order'}]}}
              - {name: page, in: query, schema: {anyOf: [{enum: [1, 2]}, {const: last}]}}
              - {name: ids, in: query, explode: false, schema: {oneOf: [{type: integer}, {type: array, items: {type: integer}, maxItems: 2}]}}
              - {name: mixed, in: query, schema: {enum: [1, auto, true]}}
              - {name: items, in: query, schema: {type: array, maxItems: 2, items: {oneOf: [{type: integer}, {const: all}]}}}
              - {name: when, in: query, schema: {anyOf: [{type: string, format: date}, {type: string, format: date-time}, {type: 'null'}], default: today}}
              - {name: created, in: query, style: deepObject, explode: true, schema: {anyOf: [{type: integer}, {type: object, properties: {gte: {type: integer}}}]}}
              - {name: filter, in: query, style: deepObject, explode: true, schema: {type: object, properties: {kind: {enum: [1, any]}}}}
              - {name: code, in: query, schema: {oneOf: [{type: string}, {type: integer}], anyOf: [{type: string}, {type: number}]}}
              - {name: X-Flag, in: header, schema: {oneOf: [{type: boolean}, {type: boolean, const: true}]}}
            responses: {'204': {description: Done.}}
      components:
        schemas:
          Order: {type: string, enum: [asc, desc]}
      """;

  private static GeneratedPair pair;

  @BeforeAll
  static void start(@TempDir Path directory) {
    pair = GeneratedPair.of(DOCUMENT, directory);
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  @Test
  void types_areTheNarrowestThatHaveAllValues() throws Exception {
    List<Class<?>> types =
        Arrays.stream(pair.load("pair.stub.api.MainApi").getMethods())
            .filter(method -> method.getName().equals("choose"))
            .findFirst()
            .map(method -> List.of(method.getParameterTypes()))
            .orElseThrow();

    assertThat(types)
        .startsWith(
            String.class,
            String.class,
            Long.class,
            BigDecimal.class,
            String.class,
            String.class,
            List.class,
            String.class,
            List.class,
            String.class,
            Object.class)
        .endsWith(String.class, Boolean.class);
  }

  @Test
  void client_sendsEachKind() throws Exception {
    pair.send(
        "choose",
        "7",
        "any text",
        9L,
        new BigDecimal("0.5"),
        "desc",
        "2",
        List.of(1, 2),
        "true",
        List.of("1", "all"),
        "now",
        Map.of("gte", "3"),
        null,
        "ab",
        true);

    assertThat(pair.received())
        .startsWith(
            "7",
            "any text",
            9L,
            new BigDecimal("0.5"),
            "desc",
            "2",
            List.of(1, 2),
            "true",
            List.of("1", "all"),
            "now",
            Map.of("gte", "3"))
        .endsWith("ab", true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          size=9            | 204
          size=10           | size must be at most 9
          size=a            | size must be an integer of 64 bits
          rate=a            | rate must be a number
          sort=asc          | 204
          sort=left         | sort must be one of the following: "up", "down", "asc", "desc"
          page=last         | 204
          page=3            | page must be one of the following: "1", "2", "last"
          ids=4             | 204
          ids=4,a           | ids[1] must be an integer
          mixed=auto        | 204
          mixed=2           | mixed must be one of the following: "1", "auto", "true"
          items=1&items=a&items=b | items must have at most 2 items
          filter[kind]=1    | 204
          filter[kind]=any  | 204
          filter[kind]=2    | filter[kind] must be one of the following: 1, "any"
          created[gte]=2    | 204
          """)
  void request_isCheckedAsFarAsTheTypeAllows(String query, String expected) throws Exception {
    String target = "/choices/7?" + query.replace("[", "%5B").replace("]", "%5D");

    assertThat(pair.get(target).replace("\\", "")).contains(expected);
  }

  @Test
  void header_isChecked() throws Exception {
    assertThat(pair.get("/choices/7", "X-Flag", "false")).isEqualTo("204");
    assertThat(pair.get("/choices/7", "X-Flag", "maybe")).contains("X-Flag must be true or false");
  }
}
