package io.customersession.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every keyword of schemas, changed in both directions, in a request and in a response, is reported
 * and breaks the right parties.
 */
class KeywordDiffTest {
  private static final Set<AffectedParty> NOBODY = EnumSet.noneOf(AffectedParty.class);
  private static final Set<AffectedParty> CLIENTS = EnumSet.of(AffectedParty.CLIENTS);
  private static final Set<AffectedParty> SENDERS =
      EnumSet.of(AffectedParty.SERVERS, AffectedParty.STORED);
  private static final Set<AffectedParty> EVERYBODY = EnumSet.allOf(AffectedParty.class);

  /** Version, keyword, effect of the change, a schema, and the same schema changed. */
  private static final String ROWS =
      """
      3.0 | $ref | narrower | {$ref: '#/components/schemas/Text'} | {$ref: '#/components/schemas/Short'}
      3.0 | type | narrower | {} | {type: string}
      3.0 | type | narrower | {type: number} | {type: integer}
      3.0 | type | everybody | {type: string} | {type: boolean}
      3.1 | type | narrower | {type: [string, integer]} | {type: string}
      3.1 | type | narrower | {type: [string, 'null']} | {type: string}
      3.0 | nullable | narrower | {type: string, nullable: true} | {type: string}
      3.0 | nullable | narrower | {nullable: true, allOf: [{$ref: '#/components/schemas/Cat'}]} | {$ref: '#/components/schemas/Cat'}
      3.0 | format | everybody | {type: string} | {type: string, format: date}
      3.0 | format | everybody | {type: string, format: date} | {type: string, format: date-time}
      3.0 | format | narrower | {type: string} | {type: string, format: email}
      3.0 | format | other | {type: string, format: email} | {type: string, format: hostname}
      3.0 | format | narrower | {type: integer, format: int64} | {type: integer}
      3.0 | format | narrower | {type: integer, format: int64} | {type: integer, format: int32}
      3.0 | format | nobody | {type: integer} | {type: integer, format: int32}
      3.0 | format | nobody | {type: integer, maximum: 5000000000} | {type: integer, format: int64, maximum: 5000000000}
      3.0 | format | nobody | {type: number} | {type: number, format: double}
      3.0 | enum | narrower | {type: string} | {type: string, enum: [a]}
      3.0 | enum | narrower | {type: string, enum: [a, b]} | {type: string, enum: [b]}
      3.0 | enum | narrower | {type: integer, enum: [1, 2]} | {type: integer, enum: [1.0]}
      3.0 | enum | other | {type: string, enum: [a, b]} | {type: string, enum: [b, c]}
      3.1 | const | narrower | {type: string} | {const: a}
      3.1 | const | other | {const: a} | {const: b}
      3.0 | multipleOf | narrower | {type: integer} | {type: integer, multipleOf: 2}
      3.0 | multipleOf | narrower | {type: integer, multipleOf: 2} | {type: integer, multipleOf: 4}
      3.0 | multipleOf | other | {type: integer, multipleOf: 2} | {type: integer, multipleOf: 3}
      3.0 | maximum | narrower | {type: integer} | {type: integer, maximum: 9}
      3.0 | maximum | narrower | {type: integer, maximum: 10} | {type: integer, maximum: 9}
      3.0 | exclusiveMaximum | narrower | {type: number, maximum: 9} | {type: number, maximum: 9, exclusiveMaximum: true}
      3.1 | exclusiveMaximum | narrower | {type: number, exclusiveMaximum: 9.5} | {type: number, exclusiveMaximum: 9}
      3.0 | minimum | narrower | {type: integer} | {type: integer, minimum: 9}
      3.0 | minimum | narrower | {type: integer, minimum: 9} | {type: integer, minimum: 10}
      3.0 | exclusiveMinimum | narrower | {type: number, minimum: 9} | {type: number, minimum: 9, exclusiveMinimum: true}
      3.1 | exclusiveMinimum | narrower | {type: number} | {type: number, exclusiveMinimum: 9}
      3.0 | maxLength | narrower | {type: string} | {type: string, maxLength: 5}
      3.0 | maxLength | narrower | {type: string, maxLength: 6} | {type: string, maxLength: 5}
      3.0 | minLength | narrower | {type: string} | {type: string, minLength: 5}
      3.0 | minLength | narrower | {type: string, minLength: 4} | {type: string, minLength: 5}
      3.0 | pattern | narrower | {type: string} | {type: string, pattern: '^a'}
      3.0 | pattern | other | {type: string, pattern: '^a'} | {type: string, pattern: '^b'}
      3.0 | maxItems | narrower | {type: array, items: {}} | {type: array, items: {}, maxItems: 3}
      3.0 | minItems | narrower | {type: array, items: {}} | {type: array, items: {}, minItems: 3}
      3.0 | uniqueItems | narrower | {type: array, items: {}} | {type: array, items: {}, uniqueItems: true}
      3.0 | maxProperties | narrower | {type: object} | {type: object, maxProperties: 3}
      3.0 | minProperties | narrower | {type: object} | {type: object, minProperties: 3}
      3.0 | items | narrower | {type: array, items: {}} | {type: array, items: {type: string}}
      3.0 | items | narrower | {type: array, items: {type: string}} | {type: array, items: {type: string, maxLength: 2}}
      3.0 | properties | narrower | {type: object, properties: {a: {type: string}}} | {type: object, properties: {a: {type: string, maxLength: 3}}}
      3.0 | properties | narrower | {type: object, properties: {a: {type: object, properties: {b: {}}}}} | {type: object, properties: {a: {type: object, properties: {b: {type: string}}}}}
      3.0 | additionalProperties | narrower | {type: object} | {type: object, additionalProperties: false}
      3.0 | additionalProperties | narrower | {type: object} | {type: object, additionalProperties: {type: string}}
      3.0 | additionalProperties | narrower | {type: object, additionalProperties: {type: string}} | {type: object, additionalProperties: {type: string, maxLength: 3}}
      3.1 | unevaluatedProperties | narrower | {type: object} | {type: object, unevaluatedProperties: false}
      3.0 | allOf | narrower | {type: string} | {allOf: [{type: string}, {maxLength: 3}]}
      3.0 | allOf | narrower | {allOf: [{$ref: '#/components/schemas/Text'}]} | {allOf: [{$ref: '#/components/schemas/Text'}, {maxLength: 3}]}
      3.0 | oneOf | narrower | {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]} | {oneOf: [{$ref: '#/components/schemas/Cat'}]}
      3.0 | oneOf | narrower | {oneOf: [{type: string}, {type: integer}, {type: boolean}]} | {oneOf: [{type: string}, {type: boolean}]}
      3.0 | oneOf | narrower | {oneOf: [{type: string}, {type: integer}]} | {oneOf: [{type: string, maxLength: 2}, {type: integer}]}
      3.0 | oneOf | narrower | {type: object} | {type: object, oneOf: [{required: [a]}, {required: [b]}]}
      3.0 | anyOf | narrower | {anyOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]} | {$ref: '#/components/schemas/Dog'}
      3.0 | anyOf | narrower | {anyOf: [{type: string}, {type: integer}]} | {oneOf: [{type: string}, {type: integer}]}
      3.0 | not | narrower | {} | {not: {type: string}}
      3.0 | not | other | {not: {type: string}} | {not: {type: integer}}
      3.0 | discriminator | program | {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]} | {discriminator: {propertyName: kind}, oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
      3.0 | discriminator | other | {discriminator: {propertyName: kind}, oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]} | {discriminator: {propertyName: kind, mapping: {tom: Cat}}, oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
      3.0 | default | clients | {type: integer} | {type: integer, default: 3}
      3.0 | default | clients | {type: integer, default: 2} | {type: integer, default: 3}
      3.0 | deprecated | nobody | {type: integer} | {type: integer, deprecated: true}
      3.0 | xml | program | {type: string} | {type: string, xml: {name: a}}
      3.0 | title | nobody | {type: string} | {type: string, title: A}
      3.0 | description | nobody | {type: string, description: A} | {type: string, description: B}
      3.0 | description | nobody | {type: string} | {type: string, description: B}
      3.0 | externalDocs | nobody | {type: string} | {type: string, externalDocs: {url: a}}
      3.0 | example | nobody | {type: string} | {type: string, example: a}
      3.1 | examples | nobody | {type: string, examples: [a]} | {type: string, examples: [a, b]}
      3.1 | $dynamicRef | program | {$dynamicRef: '#a'} | {$dynamicRef: '#b'}
      3.1 | prefixItems | narrower | {type: array} | {type: array, prefixItems: [{type: string}]}
      3.1 | prefixItems | narrower | {type: array, prefixItems: [{type: string}]} | {type: array, prefixItems: [{type: string, maxLength: 2}]}
      3.1 | unevaluatedItems | narrower | {type: array} | {type: array, unevaluatedItems: false}
      3.1 | contains | narrower | {type: array} | {type: array, contains: {type: string}}
      3.1 | minContains | narrower | {type: array, contains: {type: string}} | {type: array, contains: {type: string}, minContains: 2}
      3.1 | maxContains | narrower | {type: array, contains: {type: string}} | {type: array, contains: {type: string}, maxContains: 2}
      3.1 | patternProperties | narrower | {type: object} | {type: object, patternProperties: {'^a': {type: string}}}
      3.1 | patternProperties | narrower | {type: object, patternProperties: {'^a': {type: string}}} | {type: object, patternProperties: {'^a': {type: string, maxLength: 2}}}
      3.1 | propertyNames | narrower | {type: object} | {type: object, propertyNames: {maxLength: 3}}
      3.1 | dependentRequired | narrower | {type: object} | {type: object, dependentRequired: {a: [b]}}
      3.1 | dependentSchemas | narrower | {type: object} | {type: object, dependentSchemas: {a: {required: [b]}}}
      3.1 | if | narrower | {type: string} | {type: string, if: {maxLength: 3}, then: {pattern: a}}
      3.1 | if | other | {type: string, if: {maxLength: 3}, then: {pattern: a}} | {type: string, if: {maxLength: 4}, then: {pattern: a}}
      3.1 | then | narrower | {type: string, if: {maxLength: 3}} | {type: string, if: {maxLength: 3}, then: {pattern: a}}
      3.1 | else | narrower | {type: string, if: {maxLength: 3}} | {type: string, if: {maxLength: 3}, else: {pattern: a}}
      3.1 | contentEncoding | everybody | {type: string} | {type: string, contentEncoding: base64}
      3.1 | contentMediaType | everybody | {type: string} | {type: string, contentMediaType: text/html}
      3.1 | contentSchema | narrower | {type: string} | {type: string, contentSchema: {type: object}}
      3.1 | $ref | narrower | {$ref: '#/components/schemas/Text'} | {$ref: '#/components/schemas/Text', maxLength: 3}
      3.1 | false | narrower | {type: array, items: {}} | {type: array, items: false}
      """;

  /** Keywords whose effect depends on the direction; OperationKeywordDiffTest has them. */
  private static final Set<String> ELSEWHERE = Set.of("required", "readOnly", "writeOnly");

  /** Keywords from OpenAPI 3.1 on. */
  private static final List<String> NEWER =
      List.of(
          "$dynamicRef",
          "const",
          "examples",
          "prefixItems",
          "unevaluatedItems",
          "contains",
          "minContains",
          "maxContains",
          "patternProperties",
          "propertyNames",
          "dependentRequired",
          "dependentSchemas",
          "unevaluatedProperties",
          "if",
          "then",
          "else",
          "contentEncoding",
          "contentMediaType",
          "contentSchema",
          "$id",
          "$schema",
          "$anchor",
          "$dynamicAnchor",
          "$vocabulary",
          "$comment",
          "$defs");

  @TempDir private Path directory;

  private record Row(String version, String keyword, String effect, String old, String now) {
    @Override
    public String toString() {
      return keyword + ": " + old + " -> " + now;
    }
  }

  private static Stream<Row> rows() {
    return ROWS.lines()
        .map(line -> line.split(" \\| ", -1))
        .map(cells -> new Row(cells[0], cells[1], cells[2], cells[3], cells[4].strip()));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void of_keywordInRequest_breaksTheRightParties(Row row) throws IOException {
    assertThat(broken(row.version, row.old, row.now, true)).isEqualTo(inRequest(row.effect));
    assertThat(broken(row.version, row.now, row.old, true))
        .isEqualTo(row.effect.equals("narrower") ? NOBODY : inRequest(row.effect));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void of_keywordInResponse_breaksTheRightParties(Row row) throws IOException {
    assertThat(broken(row.version, row.old, row.now, false)).isEqualTo(inResponse(row.effect));
    assertThat(broken(row.version, row.now, row.old, false))
        .isEqualTo(row.effect.equals("narrower") ? CLIENTS : inResponse(row.effect));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void of_sameSchema_isNothing(Row row) throws IOException {
    for (String schema : List.of(row.old, row.now)) {
      assertThat(changes(row.version, schema, schema, true)).isEmpty();
      assertThat(changes(row.version, schema, schema, false)).isEmpty();
    }
  }

  @Test
  void rows_andWhatIsNotCompared_areAllKeywords() {
    Set<String> known = new TreeSet<>(NodeKind.SCHEMA.names());
    known.addAll(NEWER);
    Set<String> covered = rows().map(Row::keyword).collect(Collectors.toSet());
    covered.addAll(ELSEWHERE);
    for (String line : ContractDiff.NOT_COMPARED) {
      covered.addAll(List.of(line.split("[, ]+")));
    }

    assertThat(covered).containsAll(known);
  }

  private static Set<AffectedParty> inRequest(String effect) {
    return switch (effect) {
      case "narrower", "other", "clients" -> CLIENTS;
      default -> always(effect);
    };
  }

  private static Set<AffectedParty> inResponse(String effect) {
    return switch (effect) {
      case "narrower" -> SENDERS;
      case "other" -> EVERYBODY;
      case "clients" -> CLIENTS;
      default -> always(effect);
    };
  }

  private static Set<AffectedParty> always(String effect) {
    return switch (effect) {
      case "nobody" -> NOBODY;
      case "program" -> EnumSet.of(AffectedParty.CLIENTS, AffectedParty.SERVERS);
      default -> EVERYBODY;
    };
  }

  private Set<AffectedParty> broken(String version, String old, String now, boolean inRequest)
      throws IOException {
    List<Change> changes = changes(version, old, now, inRequest);
    assertThat(changes).as(old + " -> " + now).isNotEmpty();
    Set<AffectedParty> broken = EnumSet.noneOf(AffectedParty.class);
    changes.forEach(change -> broken.addAll(change.breaks()));
    return broken;
  }

  private List<Change> changes(String version, String old, String now, boolean inRequest)
      throws IOException {
    return ContractDiff.of(
        write("old.yaml", version, old, inRequest), write("new.yaml", version, now, inRequest));
  }

  private Document write(String file, String version, String schema, boolean inRequest)
      throws IOException {
    String content = "content: {application/json: {schema: " + schema + "}}";
    return Document.load(
        Files.writeString(
            directory.resolve(file),
            """
            openapi: %s.0
            info: {title: Things, version: 1.0.0}
            paths:
              /things:
                post:
                  operationId: sendThing
                  requestBody: {%s}
                  responses: {'200': {description: Done., %s}}
            components:
              schemas:
                Text: {type: string}
                Short: {type: string, maxLength: 9}
                Cat: {type: object, properties: {kind: {type: string}, claws: {type: integer}}}
                Dog: {type: object, properties: {kind: {type: string}, teeth: {type: integer}}}
            """
                .formatted(
                    version,
                    inRequest ? content : "content: {}",
                    inRequest ? "content: {}" : content)));
  }
}
