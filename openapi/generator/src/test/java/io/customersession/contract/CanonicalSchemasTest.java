package io.customersession.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Classes and types that schemas have in the canonical form of a document. */
@Timeout(60)
class CanonicalSchemasTest {
  @TempDir private Path directory;

  @Test
  void property_declaredByBaseAndHeir_hasTheTypeOfTheHeir() throws IOException {
    Map<?, ?> schemas =
        schemas(
            """
            Base: {type: object, properties: {parent: {$ref: '#/components/schemas/Base'}}}
            Derived:
              allOf:
                - $ref: '#/components/schemas/Base'
                - properties: {parent: {nullable: true, allOf: [{$ref: '#/components/schemas/Derived'}]}}
            """);

    assertThat(schemas.toString())
        .isEqualTo(
            "{Base={type=object, properties={parent={$ref=#/components/schemas/Base}}}, "
                + "Derived={type=object, properties={parent={$ref=#/components/schemas/Derived}}}}");
  }

  @Test
  void webhook_bodyWithoutAName_hasAModel() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("webhooks.yaml"),
            """
            openapi: 3.1.0
            info: {title: Webhooks, version: '1'}
            webhooks:
              order-shipped:
                post:
                  requestBody:
                    content:
                      application/json:
                        schema: {type: object, properties: {state: {type: string, enum: [shipped]}}}
                  responses: {'204': {description: Done.}}
            """);

    Map<?, ?> components = (Map<?, ?>) CanonicalDocument.of(Document.load(file)).get("components");
    assertThat(((Map<?, ?>) components.get("schemas")).keySet().toString())
        .isEqualTo("[OrderShippedRequest, OrderShippedRequestState]");
  }

  @Test
  void property_declaredByTwoUnrelatedSchemas_hasOneClassOfBoth() throws IOException {
    Map<?, ?> schemas =
        schemas(
            """
            Left: {type: object, properties: {next: {$ref: '#/components/schemas/Left'}, l: {type: string}}}
            Right: {type: object, properties: {next: {$ref: '#/components/schemas/Right'}, r: {type: string}}}
            Both: {allOf: [{$ref: '#/components/schemas/Left'}, {$ref: '#/components/schemas/Right'}]}
            """);

    assertThat(schemas.keySet().toString()).isEqualTo("[Left, Right, Both, BothNext]");
    assertThat(schemas.get("BothNext").toString())
        .contains("next={$ref=#/components/schemas/BothNext}", "l={type", "r={type");
  }

  @Test
  void diamond_ofSchemas_hasOneClassForAnInlineProperty() throws IOException {
    Map<?, ?> schemas =
        schemas(
            """
            Top: {type: object, properties: {size: {type: object, properties: {w: {type: integer}}}}}
            Left: {allOf: [{$ref: '#/components/schemas/Top'}]}
            L: {allOf: [{$ref: '#/components/schemas/Top'}], properties: {l: {type: string}}}
            R: {allOf: [{$ref: '#/components/schemas/Top'}], properties: {r: {type: string}}}
            Bottom: {allOf: [{$ref: '#/components/schemas/L'}, {$ref: '#/components/schemas/R'}]}
            """);

    assertThat(schemas.keySet().toString()).isEqualTo("[Top, L, R, Bottom, TopSize]");
    assertThat(schemas.get("Bottom").toString())
        .contains("size={$ref=#/components/schemas/TopSize}");
  }

  @Test
  void parts_repeatedOnManyLevels_areMergedOnce() throws IOException {
    String levels =
        IntStream.rangeClosed(1, 60)
            .mapToObj(
                level ->
                    "A%d: {allOf: [R, R]}"
                        .formatted(level)
                        .replace("R", "{$ref: '#/components/schemas/A%d'}".formatted(level - 1)))
            .collect(Collectors.joining("\n"));

    Map<?, ?> schemas = schemas("A0: {type: object, properties: {a: {type: string}}}\n" + levels);

    assertThat(schemas.get("A60").toString())
        .isEqualTo("{type=object, properties={a={type=string}}}");
  }

  @Test
  void reference_withKeywordsBesideIt_isAClassOfBoth() throws IOException {
    Map<?, ?> schemas =
        schemas(
            """
            Pet: {type: object, properties: {name: {type: string}}}
            Owner:
              type: object
              properties:
                pet: {$ref: '#/components/schemas/Pet', required: [name], properties: {age: {type: integer}}}
            """,
            "3.1.0");

    assertThat(schemas.get("Owner").toString())
        .contains("pet={$ref=#/components/schemas/OwnerPet}");
    assertThat(schemas.get("OwnerPet").toString())
        .contains("required=[name]", "age={type=integer}", "name={type=string}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          allOf: [{type: string, nullable: true}]                             | {nullable=true, type=string}
          allOf: [{type: string, nullable: true}, {type: string}]             | {type=string}
          type: string, allOf: [{nullable: true}]                             | {type=string}
          type: integer, minimum: -2147483648                                 | {type=integer, minimum=-2147483648}
          type: integer, minimum: -2147483649                                 | {type=integer, format=int64, minimum=-2147483649}
          type: integer, maximum: 2147483648                                  | {type=integer, format=int64, maximum=2147483648}
          type: integer, format: int64, minimum: -9223372036854775808         | {type=integer, format=int64, minimum=-9223372036854775808}
          type: integer, minimum: -9223372036854775809                        | {type=number, multipleOf=1, minimum=-9223372036854775809}
          type: integer, format: uint64                                       | {type=number, multipleOf=1}
          type: integer, format: uint64, minimum: 0, maximum: 5               | {type=integer, format=int64, minimum=0, maximum=5}
          type: integer, format: uint32                                       | {type=integer, format=int64}
          type: integer, example: 1484811043508                               | {x-contract-sample=1484811043508, type=integer, format=int64}
          type: integer, default: -2147483649                                 | {x-contract-sample=-2147483649, type=integer, format=int64}
          type: integer, example: 2147483647                                  | {x-contract-sample=2147483647, type=integer}
          type: integer, format: int32, example: 1484811043508                | {x-contract-sample=1484811043508, type=integer, format=int32}
          """)
  void property_ofATypeWithLimits_isWrittenAs(String written, String canonical) throws IOException {
    Map<?, ?> schemas = schemas("Thing: {type: object, properties: {it: {%s}}}".formatted(written));

    assertThat(schemas.get("Thing").toString()).endsWith("{it=" + canonical + "}}");
  }

  @Test
  void list_thatHoldsItselfInAnObject_keepsItsItems() throws IOException {
    Map<?, ?> schemas =
        schemas(
            """
            Tree: {type: array, items: {type: object, properties: {children: {$ref: '#/components/schemas/Tree'}}}}
            Root: {type: object, properties: {tree: {$ref: '#/components/schemas/Tree'}}}
            """);

    assertThat(schemas.get("RootTreeItem").toString())
        .contains("children={type=array, items={$ref=#/components/schemas/RootTreeItem}}");
  }

  @Test
  void branch_afterNull_keepsItsLocation() throws IOException {
    Map<?, ?> schemas =
        schemas(
            """
            Thing:
              type: object
              properties: {it: {oneOf: [{type: 'null'}, {type: object, properties: {a: {type: object, properties: {b: {}}}}}]}}
            """,
            "3.1.0");

    assertThat(schemas.get("ThingItA").toString())
        .contains(
            "x-contract-pointer=#/components/schemas/Thing/properties/it/oneOf/1/properties/a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          3.1.0 | A: {$ref: '#/components/schemas/B', required: [a], properties: {a: {$ref: '#/components/schemas/C'}}}\\n    B: {type: object} | 5:79
          3.1.0 | `A: {$ref: '#/components/schemas/B'}\\n    B: {}\\n  pathItems: {P: {get: {responses: {'200': {$ref: '#/components/responses/C'}}}}}` | 7:51
          3.0.3 | `A: {$ref: '#/components/x-more/B'}\\n  x-more: {B: {properties: {a: {$ref: '#/components/schemas/C'}}}}` | 6:39
          3.0.3 | `A: {$ref: '#/components/schemas/B'}\\n    B: {$ref: '#/components/schemas/C'}` | 6:15
          3.0.3 | `A: {$ref: '#/x-more/B'}\\nx-more: {B: {allOf: [{$ref: '#/x-more/C'}], C: {}}}` | 6:29
          """)
  void check_ofAReferenceToNothing_anywhere_namesThePlace(
      String version, String written, String place) throws IOException {
    assertThat(document("    " + written.translateEscapes(), version).check())
        .extracting(Diagnostic::toString)
        .filteredOn(text -> text.contains("cannot be resolved"))
        .singleElement()
        .asString()
        .contains("document.yaml:" + place);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://example.com/c.yaml | "https://example.com/c.yaml" is a remote reference
          other.yaml#/C              | there is no file other.yaml beside document.yaml
          #/components/schemas/A     | "#/components/schemas/B" is a circular reference
          """)
  void check_ofAReferenceToAReference_reportsWhereItEnds(String end, String problem)
      throws IOException {
    List<Diagnostic> found =
        document("    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '" + end + "'}", "3.0.3")
            .check();

    assertThat(found)
        .extracting(Diagnostic::toString)
        .filteredOn(text -> text.contains("reference") || text.contains("resolved"))
        .allMatch(text -> text.contains("document.yaml:6:15") || text.contains("circular"))
        .anyMatch(text -> text.contains(problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          A: {allOf: [{$ref: '#/components/schemas/A'}]}                                                   | 5:24: this schema is a part of itself
          A: {oneOf: [{$ref: '#/components/schemas/A'}]}                                                   | 5:24: this schema is a part of itself
          A: {type: object, allOf: [{$ref: '#/components/schemas/A'}, {properties: {a: {}}}]}              | 5:38: this schema is a part of itself
          A: {allOf: [{anyOf: [{$ref: '#/components/schemas/A'}]}]}                                        | 5:33: this schema is a part of itself
          `A: {allOf: [{$ref: '#/components/schemas/B'}]}\\n    B: {allOf: [{$ref: '#/components/schemas/A'}]}` | 6:24: this schema is a part of itself
          A: {type: array, items: {$ref: '#/components/schemas/A'}}                                        | 5:29: a list or map that holds only itself
          A: {type: object, additionalProperties: {type: array, items: {$ref: '#/components/schemas/A'}}}  | 5:66: a list or map that holds only itself
          """)
  void check_ofASchemaWithinItself_namesThePlace(String written, String problem)
      throws IOException {
    Document document = document("    " + written.translateEscapes(), "3.0.3");

    assertThat(document.check())
        .extracting(Diagnostic::toString)
        .filteredOn(text -> text.contains("itself"))
        .singleElement()
        .asString()
        .contains("document.yaml:" + problem);
    assertThat(CanonicalDocument.of(document)).containsKey("components");
  }

  @Test
  void check_ofTreesAndLists_findsNothing() throws IOException {
    Document document =
        document(
            """
            Tree: {type: array, items: {type: object, properties: {children: {$ref: '#/components/schemas/Tree'}}}}
            Node: {type: object, properties: {next: {$ref: '#/components/schemas/Node'}}}
            Two: {allOf: [{$ref: '#/components/schemas/Node'}, {$ref: '#/components/schemas/Node'}]}
            """
                .indent(4),
            "3.0.3");

    assertThat(document.check()).isEmpty();
  }

  @Test
  void check_secondPatternWithAGroupInAllOf_isAWarningAtItsPlace() throws IOException {
    Document document =
        document(
            """
            Code: {type: string, pattern: '^[a-z]+$', maxLength: 9}
            Short: {allOf: [{$ref: '#/components/schemas/Code'}, {pattern: '^(.)\\1$', maxLength: 2}]}
            Two: {allOf: [{$ref: '#/components/schemas/Code'}, {pattern: '^.{2}$'}]}
            Same: {allOf: [{$ref: '#/components/schemas/Code'}, {pattern: '^[a-z]+$'}]}
        """,
            "3.0.3");

    assertThat(document.check())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.isError()).isFalse();
              assertThat(each.toString())
                  .contains("document.yaml:6:")
                  .contains(
                      "this pattern is not checked by generated code, since another one applies");
            });
  }

  @Test
  void choiceOfOne_withADiscriminator_isThatSchema() throws IOException {
    Map<?, ?> schemas =
        schemas(
            """
            Check: {oneOf: [{$ref: '#/components/schemas/Id'}], discriminator: {propertyName: kind, mapping: {id: '#/components/schemas/Id', key: '#/components/schemas/Key'}}}
            Id: {type: object, required: [kind, id], properties: {kind: {type: string}, id: {type: string}}}
            Key: {type: object, properties: {kind: {type: string}, key: {type: string}}}
        """);

    assertThat(CanonicalView.object(schemas.get("Check")))
        .doesNotContainKey(CanonicalDocument.UNION)
        .containsEntry("required", List.of("kind", "id"));
  }

  @Test
  void union_schemasWithoutAName_areNamedByTheWordsOfAConstant() throws IOException {
    Map<?, ?> schemas =
        schemas(
            """
            Issue:
              anyOf:
                - {type: object, required: [code], properties: {code: {type: string, enum: [NOT_FOUND]}}}
                - {type: object, required: [code], properties: {code: {type: string, enum: [tooMany]}}}
                - {type: object, title: Other Issue, required: [code], properties: {code: {type: string, enum: [x]}}}
            """);

    assertThat(schemas.keySet().stream().map(Object::toString))
        .contains("IssueNotFound", "IssueTooMany", "IssueOtherIssue");
  }

  @ParameterizedTest
  @CsvSource({"50, true", "51, false"})
  void union_aroundAChoice_isExclusiveUpTo100Combinations(int schemas, boolean isExclusive)
      throws IOException {
    String inner =
        IntStream.range(0, schemas)
            .mapToObj(
                i -> "{type: object, required: [i%1$d], properties: {i%1$d: {}}}".formatted(i))
            .collect(Collectors.joining(", "));
    String outer =
        "U: {type: object, properties: {u: {}}, oneOf: [{type: object}, {type: object, oneOf: [%s]}]}";

    assertThat(schemas(outer.formatted(inner)).get("U").toString())
        .contains("exclusive=" + isExclusive);
  }

  @Test
  void property_ofAClassThatIsUsedTwice_isNullableInBoth() throws IOException {
    Map<?, ?> schemas =
        schemas(
            """
            Customer:
              type: object
              properties:
                locale: {type: [string, 'null'], enum: [de, en, null], readOnly: true}
                place: {type: [object, 'null'], properties: {city: {type: string}}}
            Update: {allOf: [{$ref: '#/components/schemas/Customer'}, {properties: {test: {type: boolean}}}]}
            """,
            "3.1.0");

    String nullable =
        "={readOnly=true, nullable=true, allOf=[{$ref=#/components/schemas/CustomerLocale}]}";
    for (String name : List.of("Customer", "Update")) {
      assertThat(String.valueOf(schemas.get(name)))
          .contains("locale" + nullable)
          .contains("place={nullable=true, allOf=[{$ref=#/components/schemas/CustomerPlace}]}");
    }
  }

  private Map<?, ?> schemas(String schemas) throws IOException {
    return schemas(schemas, "3.0.3");
  }

  private Map<?, ?> schemas(String schemas, String version) throws IOException {
    Map<String, Object> canonical = CanonicalDocument.of(document(schemas.indent(4), version));
    return (Map<?, ?>) ((Map<?, ?>) canonical.get("components")).get("schemas");
  }

  /** Returns a document whose schemas start in line 5. */
  private Document document(String schemas, String version) throws IOException {
    String text =
        """
        openapi: %s
        info: {title: Shapes, version: 1.0.0}
        components:
          schemas:
        """
            .formatted(version);
    return Document.load(Files.writeString(directory.resolve("document.yaml"), text + schemas));
  }
}
