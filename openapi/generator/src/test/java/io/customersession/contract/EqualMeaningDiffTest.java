package io.customersession.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents that mean the same, written differently, have no changes. */
class EqualMeaningDiffTest {
  private static final String STUDENTS =
      """
      openapi: 3.0.3
      info: {title: Students, version: 1.0.0}
      security: [{key: []}, {basic: []}]
      paths:
        /students/{id}:
          get:
            operationId: getStudent
            tags: [Students]
            parameters:
              - {name: id, in: path, required: true, schema: {type: string}}
              - {name: X-Case, in: header, required: true, schema: {type: string}}
              - {name: tags, in: query, schema: {type: array, items: {type: string}}}
            responses:
              '200':
                description: Found.
                headers:
                  X-Total-Count: {schema: {type: integer}}
                content:
                  application/json:
                    schema: {$ref: '#/components/schemas/Student'}
                  text/csv; charset=utf-8; header=present:
                    schema: {type: string}
              4XX: {description: Refused.}
      components:
        securitySchemes:
          key: {type: apiKey, in: header, name: X-Key}
          basic: {type: http, scheme: basic}
        schemas:
          Student:
            type: object
            required: [foo, bar]
            properties:
              foo: {type: string}
              bar: {type: integer, enum: [1, 2]}
      """;

  @TempDir private Path directory;

  private List<String> changes(String old, String now) throws IOException {
    return ContractDiff.of(
            Document.load(Files.writeString(directory.resolve("old.yaml"), old)),
            Document.load(Files.writeString(directory.resolve("new.yaml"), now)))
        .stream()
        .map(change -> change.text() + " (" + change.verdict() + ")")
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          name: X-Case,               | name: x-case,
          X-Total-Count:              | x-total-count:
          application/json:           | Application/JSON; charset=UTF-8:
          text/csv; charset=utf-8; header=present: | text/CSV;header=present;charset="UTF-8":
          scheme: basic               | scheme: Basic
          name: X-Key                 | name: x-key
          4XX:                        | 4xx:
          [{key: []}, {basic: []}]    | [{basic: []}, {key: []}]
          required: [foo, bar]        | required: [bar, foo]
          enum: [1, 2]                | enum: [2.0, 1.0]
          {name: tags, in: query,     | {name: tags, in: query, required: false, style: form, explode: true, deprecated: false, allowEmptyValue: false, allowReserved: false,
          foo: {type: string}         | foo: {type: string, nullable: false, deprecated: false, readOnly: false, writeOnly: false, minLength: 0}
          `type: object\n      required` | `type: object\n      additionalProperties: true\n      uniqueItems: false\n      required`
          `type: object\n      required` | `type: object\n      additionalProperties: {}\n      required`
          {name: tags, in: query,     | {name: Accept, in: header, schema: {type: string}}\\n        - {name: tags, in: query,
          X-Total-Count:              | Content-Type: {schema: {type: string}}\\n            X-Total-Count:
          `type: object\n      required` | `type: object\n      x-internal: true\n      required`
          tags: [Students]            | tags: [Students]\\n      x-owner: somebody
          openapi: 3.0.3              | openapi: 3.0.4
          foo: {type: string}         | foo: {allOf: [{type: string}]}
          foo: {type: string}         | foo: {oneOf: [{type: string}]}
          foo: {type: string}         | foo: {anyOf: [{type: string}]}
          bar: {type: integer, enum: [1, 2]} | bar: {allOf: [{enum: [1, 2]}, {type: integer}]}
          bar: {type: integer, enum: [1, 2]} | bar: {enum: [1, 2]}
          schema: {type: integer}}    | schema: {$ref: '#/components/schemas/Count'}}
          """)
  void of_writtenDifferently_isNothing(String text, String edited) throws IOException {
    String old = text.translateEscapes();
    assertThat(STUDENTS).contains(old);
    String now = STUDENTS.replace(old, edited.translateEscapes()) + "    Count: {type: integer}\n";

    assertThat(changes(STUDENTS, now)).isEmpty();
    assertThat(changes(now, STUDENTS)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {type: string, nullable: true}                  | {type: [string, 'null']}
          {type: string, nullable: true}                  | {type: ['null', string]}
          {type: string, nullable: true}                  | {anyOf: [{type: string}, {type: 'null'}]}
          {type: string, nullable: true, enum: [a, null]} | {type: [string, 'null'], enum: [null, a]}
          {type: string, enum: [a]}                       | {const: a}
          {type: integer, minimum: 3, exclusiveMinimum: true} | {type: integer, exclusiveMinimum: 3}
          {type: number, maximum: 10, exclusiveMaximum: true} | {type: number, exclusiveMaximum: 1e1}
          {type: number, maximum: 10}                     | {type: number, maximum: 10.0}
          {type: integer, minimum: 0, exclusiveMinimum: true} | {type: integer, minimum: 1}
          {allOf: [{$ref: '#/components/schemas/Word'}], nullable: true} | {oneOf: [{$ref: '#/components/schemas/Word'}, {type: 'null'}]}
          {allOf: [{$ref: '#/components/schemas/Word'}, {maxLength: 3}]} | {$ref: '#/components/schemas/Word', maxLength: 3}
          {$ref: '#/components/schemas/Word', maxLength: 3} | {$ref: '#/components/schemas/Word'}
          {oneOf: [{type: string}, {type: integer}]}      | {type: [integer, string]}
          {oneOf: [{$ref: '#/components/schemas/Word'}, {type: integer}]} | {oneOf: [{type: integer}, {type: string, pattern: a}]}
          {}                                              | true
          {type: string, example: a}                      | {type: string, examples: [a]}
          {type: array, items: {}}                        | {type: array}
          {type: object, additionalProperties: false}     | {type: object, unevaluatedProperties: false}
          {$ref: '#/components/schemas/Tree'}             | {$ref: '#/components/schemas/Wood'}
          """)
  void of_openapi31_writtenAsItsEqualIn30_isNothing(String old, String now) throws IOException {
    String before = STUDENTS.replace("{type: string}\n        bar", old + "\n        bar");
    String after =
        STUDENTS
            .replace("openapi: 3.0.3", "openapi: 3.1.0")
            .replace("{type: string}\n        bar", now + "\n        bar");
    String more =
        """
            Word: {type: string, pattern: a}
            Tree: {type: object, properties: {next: {$ref: '#/components/schemas/Tree'}}}
            Wood: {type: object, properties: {next: {$ref: '#/components/schemas/Wood'}}}
        """;

    assertThat(changes(before + more, after + more)).isEmpty();
    assertThat(changes(after + more, before + more)).isEmpty();
  }

  @Test
  void of_pathParameterRenamed_breaksNobody() throws IOException {
    assertThat(
            changes(
                STUDENTS,
                STUDENTS.replace("{id}", "{studentId}").replace("name: id", "name: studentId")))
        .containsExactly("getStudent: the path parameter id is now called studentId (safe)");
  }

  @Test
  void of_schemaRenamed_breaksNobody() throws IOException {
    assertThat(
            changes(STUDENTS, STUDENTS.replace("Student'", "Pupil'").replace("Student:", "Pupil:")))
        .containsExactly("the schema Student is now Pupil, and so are generated classes (safe)");
  }

  @Test
  void of_securitySchemeRenamed_breaksNobody() throws IOException {
    assertThat(changes(STUDENTS, STUDENTS.replace("basic:", "password:")))
        .containsExactly("the security scheme basic is now called password (safe)");
  }

  @Test
  void of_propertiesByAllOf_isNothing() throws IOException {
    String merged =
        STUDENTS.substring(0, STUDENTS.indexOf("    Student:"))
            + """
                Named: {type: object, required: [foo], properties: {foo: {type: string}}}
                Student:
                  allOf:
                    - type: object
                      required: [bar]
                      properties: {bar: {type: integer, enum: [1, 2]}}
                    - $ref: '#/components/schemas/Named'
            """;

    assertThat(changes(STUDENTS, merged)).isEmpty();
    assertThat(changes(merged, STUDENTS)).isEmpty();
  }

  @Test
  void of_schemaInAnotherFile_isNothing() throws IOException {
    Files.writeString(
        directory.resolve("student.yaml"),
        "type: object\nrequired: [foo, bar]\nproperties:\n  foo: {type: string}\n"
            + "  bar: {$ref: 'parts/bar.yaml#/Bar'}\n");
    Files.createDirectories(directory.resolve("parts"));
    Files.writeString(directory.resolve("parts/bar.yaml"), "Bar: {type: integer, enum: [1, 2]}\n");

    assertThat(changes(STUDENTS, STUDENTS.replace("#/components/schemas/Student", "student.yaml")))
        .isEmpty();
  }

  @Test
  void of_nullInEnum_isNothing() throws IOException {
    String meals =
        STUDENTS.replace(
            "foo: {type: string}",
            "foo: {type: string, nullable: true, enum: [vegan, ~, 'null', '1', null]}");

    assertThat(changes(meals, meals)).isEmpty();
    assertThat(changes(meals, meals.replace("'null', ", "")))
        .containsExactly(
            "Student.foo: the value null was removed (breaks servers, what is stored)");
  }
}
