package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names, defaults and places of parameters, from the generated client to the generated stub. */
class ParametersTest {
  private static final String DOCUMENT =
      """
      openapi: 3.0.3
      info: {title: Parcels, version: 1.0.0}
      paths:
        /carriers/{id}/parcels:
          get:
            operationId: findParcel
            tags: [Main]
            parameters:
              - {name: id, in: path, required: true, schema: {type: string}}
              - {name: id, in: query, required: true, schema: {type: integer, format: int64}}
              - {name: id, in: header, schema: {type: string}}
              # The same header once more, which is left out.
              - {name: Id, in: header, schema: {type: integer}}
              - {name: id, in: cookie, schema: {type: string}}
            responses: {'204': {description: Found.}}
        /names:
          get:
            operationId: names
            tags: [Main]
            parameters:
              - {name: 'filter[x]', in: query, schema: {type: string}}
              - {name: $top, in: query, schema: {type: integer}}
              - {name: X-Foo.Bar, in: header, schema: {type: string}}
              - {name: class, in: query, schema: {type: string}}
              - {name: client, in: query, schema: {type: string}}
              - {name: withResponse, in: query, schema: {type: string}}
              - {name: a-b, in: query, schema: {type: string}}
              - {name: a_b, in: query, schema: {type: string}}
              - {name: 'q"\\é', in: query, schema: {type: string}}
              - {name: body, in: query, schema: {type: string}}
              - {name: Accept, in: header, required: true, schema: {type: string}}
              - {name: content-type, in: header, required: true, schema: {type: string}}
              - {name: Authorization, in: header, required: true, schema: {type: string}}
            responses: {'204': {description: Done.}}
        /defaults:
          get:
            operationId: defaults
            tags: [Main]
            parameters:
              - {name: list, in: query, schema: {type: array, items: {type: integer}, default: [1, 2]}}
              - {name: texts, in: header, schema: {type: array, items: {type: string}, default: [a]}}
              - name: map
                in: query
                style: deepObject
                schema: {type: object, additionalProperties: {type: number}, default: {a: 1.5}}
              - {name: named, in: cookie, schema: {$ref: '#/components/schemas/Level'}}
              - {name: wrong, in: query, schema: {type: integer, default: none}}
              - {name: maybe, in: query, schema: {type: string, nullable: true}}
              - {name: own, in: query, schema: {allOf: [{$ref: '#/components/schemas/Level'}], default: low}}
              - {name: same, in: query, schema: {allOf: [{$ref: '#/components/schemas/Level'}]}}
            responses: {'204': {description: Done.}}
        /empty:
          get:
            operationId: empty
            tags: [Main]
            parameters:
              - {name: n, in: query, allowEmptyValue: true, schema: {type: integer}}
              - {name: d, in: query, allowEmptyValue: true, schema: {type: integer, default: 5}}
              - {name: t, in: query, allowEmptyValue: true, schema: {type: string}}
              - {name: s, in: query, explode: false, schema: {type: array, items: {type: string}}}
              - {name: m, in: query, schema: {type: integer}}
            responses: {'204': {description: Done.}}
        /reserved:
          get:
            operationId: reserved
            tags: [Main]
            parameters:
              - {name: url, in: query, allowReserved: true, schema: {type: string}}
              - name: urls
                in: query
                allowReserved: true
                explode: false
                schema: {type: array, items: {type: string}}
            responses: {'204': {description: Done.}}
        /header-list:
          get:
            operationId: headerList
            tags: [Main]
            parameters:
              - {name: X-Ids, in: header, schema: {type: array, items: {type: string}}}
              - {name: pipes, in: query, style: pipeDelimited, explode: false, schema: {type: array, items: {type: string}}}
              - {name: json, in: query, content: {application/json: {schema: {type: array, items: {type: integer}}}}}
            responses: {'204': {description: Done.}}
        /parts/{id}.json:
          get: &part
            operationId: json
            tags: [Main]
            parameters: [{name: id, in: path, required: true, schema: {type: string, maxLength: 9}}]
            responses: {'204': {description: Done.}}
        /parts/{id}:
          get: {operationId: plain, <<: *part}
        /parts/all.json:
          get: {operationId: all, tags: [Main], responses: {'204': {description: Done.}}}
        /parts/key={id}:
          get: {operationId: key, <<: *part}
        /parts/{id}:verb:
          get: {operationId: verb, <<: *part}
        /parts/{a},{b}:
          get:
            operationId: both
            tags: [Main]
            parameters:
              - {name: a, in: path, required: true, schema: {type: string}}
              - {name: b, in: path, required: true, schema: {type: string}}
            responses: {'204': {description: Done.}}
      components:
        schemas:
          Level: {type: string, enum: [low, high], default: high}
      """;

  private static GeneratedPair pair;

  @BeforeAll
  static void start(@TempDir Path directory) {
    pair = GeneratedPair.of(expanded(), directory);
  }

  /** Merge keys are not part of YAML 1.2. */
  private static String expanded() {
    String part =
        "tags: [Main], responses: {'204': {description: Done.}}, parameters: [{name: id, in: path,"
            + " required: true, schema: {type: string, maxLength: 9}}]";
    return DOCUMENT.replace("get: &part", "get:").replace("<<: *part", part);
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  @Test
  void parameters_ofOneNameInAllLocations_allArrive() throws Exception {
    pair.send("findParcel", "dhl", 7L, "of header", "of cookie");

    assertThat(pair.received()).containsExactly("dhl", 7L, "of header", "of cookie");
    assertThat(pair.get("/carriers/dhl/parcels?id=7")).isEqualTo("204");
    assertThat(pair.received()).containsExactly("dhl", 7L, null, null);
    assertThat(pair.get("/carriers/dhl/parcels")).contains("id is required");
  }

  @Test
  void parameters_withOddNames_allArrive_andIgnoredHeadersAreNone() throws Exception {
    Object[] values = {"1", 2, "3", "4", "5", "6", "7", "8", "9", "10"};
    pair.send("names", values);

    assertThat(pair.received()).containsExactly(values);
    assertThat(pair.get("/names?filter%5Bx%5D=1&%24top=2&a-b=3&a_b=4&client=5")).isEqualTo("204");
    assertThat(pair.received())
        .containsExactly("1", 2, null, null, "5", null, "3", "4", null, null);
  }

  @Test
  void parameters_thatAreAbsent_haveTheirDefaults() throws Exception {
    pair.send("defaults", null, null, null, null, null, null, null, null);

    assertThat(pair.received())
        .extracting(value -> value == null ? null : value.toString())
        .containsExactly("[1, 2]", "[a]", "{a=1.5}", "high", null, null, "low", "high");

    pair.send(
        "defaults",
        List.of(9),
        List.of(),
        Map.of("b", BigDecimal.ONE),
        null,
        3,
        "null",
        null,
        null);
    assertThat(pair.received())
        .extracting(value -> value == null ? null : value.toString())
        .containsExactly("[9]", "[]", "{b=1}", "high", "3", "null", "low", "high");
  }

  @Test
  void parameters_thatMayBeEmpty_areAcceptedEmpty() throws Exception {
    assertThat(pair.get("/empty?n=&d&t=&s=")).isEqualTo("204");
    assertThat(pair.received()).containsExactly(null, 5, "", List.of(), null);
    assertThat(pair.get("/empty?m=")).contains("m must be an integer of 32 bits");
  }

  @Test
  void parameters_thatAllowReservedCharacters_areSentWithThem() throws Exception {
    String url = "http://h/a?b=c&d+e#f[g];h,i";

    assertThat(pair.call("reserved", url, List.of("a/b", "c,d")).query())
        .isEqualTo("url=http://h/a?b%3Dc%26d%2Be%23f%5Bg%5D;h,i&urls=a/b,c%2Cd");
    pair.send("reserved", url, List.of("a/b", "c,d"));
    assertThat(pair.received()).containsExactly(url, List.of("a/b", "c,d"));
  }

  @Test
  void values_withTheSeparatorOfTheirStyle_areRefusedByTheClient() {
    assertThatThrownBy(() -> pair.call("headerList", List.of("a,b"), null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("X-Ids contains \",\" in a value, but that separates its values");
    assertThatThrownBy(() -> pair.call("headerList", null, List.of("a|b"), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pipes contains \"|\" in a value, but that separates its values");
  }

  @Test
  void texts_asOtherClientsSendThem_areUnderstood() throws Exception {
    assertThat(pair.get("/header-list?pipes=a%7cb", "X-Ids", "a , b", "X-Ids", "c"))
        .isEqualTo("204");
    assertThat(pair.received()).containsExactly(List.of("a", "b", "c"), List.of("a", "b"), null);
    assertThat(pair.get("/header-list?json=%5B1,%202%5D")).isEqualTo("204");
    assertThat(pair.received()).containsExactly(null, null, List.of(1, 2));
    assertThat(pair.get("/header-list?json=%5B1")).contains("json must be JSON: ");
    assertThat(pair.get("/defaults?map%5Ba%5D=x")).contains("map[a] must be a number");
    assertThat(pair.get("/empty?m=1&m=2")).contains("m must be given once at most");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /parts/all.json         | all   | []
          /parts/7.json           | json  | [7]
          /parts/a.json.json      | json  | [a.json]
          /parts/7                | plain | [7]
          /parts/key=7            | key   | [7]
          /parts/key%3D7          | plain | [key=7]
          /parts/7:verb           | verb  | [7]
          /parts/7,8              | both  | [7, 8]
          /parts/7%2C8            | plain | [7,8]
          /parts/.json            | plain | [.json]
          """)
  void path_withParametersBesideText_hasTheMostSpecificOperation(
      String target, String operation, String values) throws Exception {
    assertThat(pair.get(target)).isEqualTo("204");
    assertThat(pair.called()).isEqualTo(operation);
    assertThat(pair.received().toString()).isEqualTo(values);
  }

  @Test
  void path_withParametersBesideText_isSentAndCheckedInFull() throws Exception {
    pair.send("both", "a,b", "c");

    assertThat(pair.called()).isEqualTo("both");
    assertThat(pair.received()).containsExactly("a,b", "c");
    assertThat(pair.get("/parts/0123456789.json")).contains("id must be at most 9 characters long");
  }
}
