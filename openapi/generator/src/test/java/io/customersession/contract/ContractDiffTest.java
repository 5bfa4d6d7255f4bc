package io.customersession.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an edit changes, where, and which parties it breaks. */
class ContractDiffTest {
  @TempDir private Path directory;
  private Path baseline;

  @BeforeEach
  void release() throws IOException {
    baseline = Files.writeString(directory.resolve("baseline.yaml"), Orders.TEXT);
  }

  private List<String> changes(String document) throws IOException {
    return ContractDiff.of(
            Document.load(baseline), Document.checked(Orders.write(directory, document)))
        .stream()
        .map(Change::toString)
        .map(line -> line.substring(directory.toString().length() + 1))
        .toList();
  }

  @Test
  void of_theSame_isNothing() throws IOException {
    assertThat(changes(Orders.TEXT)).isEmpty();
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = Orders.EDITS)
  void of_anEdit_namesTheBrokenParties(String text, String edited, String change)
      throws IOException {
    String document = Orders.with(text.translateEscapes(), edited.translateEscapes());

    assertThat(changes(document)).anyMatch(line -> line.endsWith(": " + change));
  }

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          sku: {type: integer} | sku: {type: integer, example: 5000000000} | 50:39: integers of 64 bits instead of 32 bits \
          in generated code, since this example or default needs them (breaks clients)
          sku: {type: integer, example: 5000000000} | sku: {type: integer} | 50:15: integers of 32 bits instead of 64 bits \
          in generated code, since no example or default needs more (breaks clients, servers, what is stored)
          quantity: {type: integer, minimum: 1} | quantity: {type: integer, minimum: 1, example: 99999999999999999999} | \
          49:56: integers of any size instead of 32 bits in generated code, since this example or default needs them (breaks clients)
          `Line:\\n      type: object` | `Line:\\n      example: {quantity: 5000000000}\\n      type: object` | \
          47:27: integers of 64 bits instead of 32 bits in generated code, since this example or default needs them (breaks clients)
          {schema: {$ref: '#/components/schemas/Order'}} | {schema: {$ref: '#/components/schemas/Order'}, example: {lines: [{quantity: 5000000000}]}} | \
          18:115: integers of 64 bits instead of 32 bits in generated code, since this example or default needs them (breaks clients)
          note: {oneOf: [{type: string, title: Short}, {type: number}]} | note: {oneOf: [{type: string, title: Tiny}, {type: number}]} | \
          39:24: the title of a schema to choose now makes Tiny its name, and so generated names change (safe)
          note: {oneOf: [{type: string, title: Short}, {type: number}]} | note: {oneOf: [{type: string}, {type: number}]} | \
          39:24: the title of a schema to choose is gone, and so generated names change (safe)
          note: {type: integer, format: int64} | note: {type: integer, format: int64, example: 5000000000} | none
          note: {type: integer, maximum: 5000000000} | note: {type: integer, maximum: 5000000000, example: 5000000000} | none
          note: {type: integer, format: int32} | note: {type: integer, format: int32, example: 5000000000} | none
          note: {type: string} | note: {type: string, title: Note, example: '5000000000'} | none
          """)
  void of_anExampleOrTitle_saysWhatItChangesInGeneratedCode(String old, String now, String change)
      throws IOException {
    String property =
        old.startsWith("note") ? "note: {type: string, maxLength: 100}" : "sku: {type: string}";
    String before = old.translateEscapes();
    if (!Orders.TEXT.contains(before)) {
      Files.writeString(baseline, Orders.with(property, before));
    }
    String document = Files.readString(baseline).replace(before, now.translateEscapes());

    assertThat(
            changes(document).stream()
                .filter(line -> !line.contains("or example"))
                .map(line -> line.replaceFirst("^[^:]*:", "").replaceFirst(": .*?: ", ": ")))
        .containsExactlyElementsOf(change.equals("none") ? List.of() : List.of(change));
  }

  @Test
  void of_anExampleOfOneOfSeveralTypes_saysWhatItChangesInGeneratedCode() throws IOException {
    String old =
        Orders.with("sku: {type: string}", "sku: {type: [integer, string]}")
            .replaceFirst("openapi: 3.0.[0-9]", "openapi: 3.1.0");
    Files.writeString(baseline, old);

    assertThat(changes(old.replace("string]}", "string], example: 5000000000}")))
        .filteredOn(line -> !line.contains("or example"))
        .containsExactly(
            "orders.yaml:50:49: Line.sku: integers of 64 bits instead of 32 bits in generated code,"
                + " since this example or default needs them (breaks clients)");
  }

  @Test
  void of_anExampleThatADefaultHandlerSends_saysSo() throws IOException {
    String entity = "Order:\n      x-entity: {id: number}\n";
    Files.writeString(
        baseline,
        Orders.with("Order:\n", entity)
            .replace("[state]", "[state, note]")
            .replace("note: {", "note: {example: one, "));

    assertThat(changes(Files.readString(baseline).replace("example: one", "example: two")))
        .contains(
            "orders.yaml:40:9: Order.note: default handlers that have no value now send the example"
                + " two (safe)");
  }

  @Test
  void of_aNamedRelease_isNothing() throws IOException {
    assertThat(changes(Orders.with("sku: {type: string}", "sku: {type: string, x-since: '26.11'}")))
        .isEmpty();
  }

  @Test
  void of_aSecondTypeGone_breaksReadersOfWhatWasSent() throws IOException {
    String also = "sku: {type: string, x-also-accepts: number}";
    Files.writeString(baseline, Orders.with("sku: {type: string}", also));

    assertThat(changes(Orders.TEXT))
        .anyMatch(
            line ->
                line.endsWith(
                    ": Line.sku: no longer accepts number (breaks clients, servers, what is stored)"));
  }

  @Test
  void of_anEdit_namesTheLine() throws IOException {
    assertThat(changes(Orders.with("maxLength: 100", "maxLength: 90")))
        .containsExactly(
            "orders.yaml:39:30: Order.note: maxLength 100 is now 90 (breaks clients, servers, what is stored)");
  }

  @Test
  void of_aStateMore_breaksClientsOnly() throws IOException {
    String document =
        Orders.with("shipped]", "shipped, lost]")
            .replace(
                "shipped: {}", "shipped:\n            lost: {by: [shipOrder]}\n          lost: {}");

    assertThat(changes(document))
        .containsExactly(
            "orders.yaml:53:38: OrderState: the value lost is new (breaks clients)",
            "orders.yaml:64:13: OrderState: the transition shipped -> lost is new (safe)");
  }

  @Test
  void of_aStateLess_breaksWhatIsStored() throws IOException {
    String document =
        Orders.with(", shipped]", "]")
            .replace(
                "          placed:\n            shipped: {by: [shipOrder]}\n",
                "          placed: {}\n")
            .replace("          shipped: {}\n", "");

    assertThat(changes(document))
        .contains(
            "baseline.yaml:53:29: OrderState: the value shipped was removed (breaks clients, servers, what is stored)",
            "baseline.yaml:62:13: OrderState: the transition placed -> shipped was removed (breaks clients)",
            "orders.yaml:61:11: OrderState: no transition leaves placed any longer (breaks what is stored)");
  }

  @Test
  void of_anotherStatusOfRefusals_breaksClients_unlessNoneWasDeclared() throws IOException {
    String plain = Orders.with("'204': {description: Shipped.}", "'4XX': {description: Refused.}");
    String with400 = plain.replace("x-state-machine:", "x-state-machine:\n        refused: 400");
    Files.writeString(baseline, plain);
    assertThat(changes(with400))
        .containsExactly(
            "orders.yaml:55:18: OrderState: transitions are now refused with 400, which was not"
                + " declared (safe)");

    Files.writeString(baseline, with400);
    assertThat(changes(with400.replace("refused: 400", "refused: 409")))
        .containsExactly(
            "orders.yaml:55:18: OrderState: transitions are now refused with 409 instead of 400"
                + " (breaks clients)");
    assertThat(changes(plain))
        .anyMatch(line -> line.endsWith("refused with any status instead of 400 (breaks clients)"));
  }

  @Test
  void of_anOperationMoreAndLess_breaksThoseWhoCallIt() throws IOException {
    String document =
        Orders.with(
                "    post:\n      operationId: shipOrder", "    put:\n      operationId: sendOrder")
            .replace("{by: [shipOrder]}", "{by: [sendOrder]}");

    assertThat(changes(document))
        .containsExactly(
            "baseline.yaml:24:7: shipOrder: removed (POST /orders/{id}/ship) (breaks clients)",
            "orders.yaml:24:7: sendOrder: added (PUT /orders/{id}/ship) (safe)");
  }

  @Test
  void of_anOperationThatIsNotServedAnyMore_breaksThoseWhoCallIt() throws IOException {
    assertThat(changes(notServed()))
        .containsExactly(
            "orders.yaml:25:7: shipOrder: no longer served (POST /orders/{id}/ship) (breaks clients)",
            "orders.yaml:63:13: OrderState: updateOrder may now trigger the transition placed -> shipped (safe)");
  }

  @Test
  void of_anOperationThatIsServedNow_breaksNobody() throws IOException {
    Files.writeString(baseline, notServed());

    assertThat(changes(Orders.TEXT))
        .contains("orders.yaml:24:7: shipOrder: now served (POST /orders/{id}/ship) (safe)")
        .noneMatch(line -> line.contains("operationId") || line.contains("the response"));
  }

  @Test
  void of_anOperationThatIsKnownOnly_breaksNobodyWhateverBecomesOfIt() throws IOException {
    String known =
        Orders.with(
            "components:\n",
            "  /audits:\n    get:\n      operationId: listAudits\n      x-served: false\n"
                + "      responses: {default: {description: Any refusal.}}\ncomponents:\n");
    assertThat(changes(known))
        .containsExactly("orders.yaml:30:7: listAudits: added, not served (GET /audits) (safe)");
    Files.writeString(baseline, known);
    assertThat(changes(known.replace("/audits:", "/audit-log:")))
        .containsExactly(
            "orders.yaml:30:7: listAudits: moved from GET /audits to GET /audit-log (safe)");
    assertThat(changes(known.replace("listAudits", "getAudits"))).isEmpty();
    assertThat(changes(Orders.TEXT))
        .containsExactly(
            "baseline.yaml:30:7: listAudits: no longer declared; it was not served (GET /audits) (safe)");
  }

  private static String notServed() {
    return Orders.with("operationId: shipOrder", "operationId: shipOrder\n      x-served: false")
        .replace("{by: [shipOrder]}", "{by: [updateOrder]}");
  }

  @Test
  void of_textsOfQueryBooleans_breaksWhoSendsThoseThatAreGone() throws IOException {
    String lenient =
        Orders.with(
            "openapi: 3.0.3\n",
            "openapi: 3.0.3\nx-query-booleans: {'true': ['true', '1'], 'false': ['false', 'no']}\n");

    assertThat(changes(lenient))
        .containsExactly(
            "orders.yaml:2:1: query parameters: \"1\" now means true (safe)",
            "orders.yaml:2:1: query parameters: \"no\" now means false (safe)");
    Files.writeString(baseline, lenient);
    assertThat(changes(lenient.replace("['true', '1']", "['true']").replace("'no'", "'0'")))
        .containsExactlyInAnyOrder(
            "orders.yaml:2:1: query parameters: \"1\" no longer means true (breaks clients)",
            "orders.yaml:2:1: query parameters: \"no\" no longer means false (breaks clients)",
            "orders.yaml:2:1: query parameters: \"0\" now means false (safe)");
  }

  @Test
  void requireNothingBroken_breakingEdit_failsWithTheWholeReport() throws IOException {
    Release release =
        new Release(
            Orders.write(directory, Orders.with("maxLength: 100", "maxLength: 110")), baseline);

    assertThatThrownBy(() -> release.requireNothingBroken("mvn release"))
        .hasMessageContaining("1 change, 1 breaking")
        .hasMessageContaining("orders.yaml:39:30: Order.note: maxLength 100 is now 110")
        .hasMessageEndingWith(
            "Undo the breaking change, or release it: set info.version to 2.0.0, run%n  mvn release%nand commit the moved baseline with the change."
                .formatted());
  }

  @Test
  void move_versionTooLow_namesTheLineAndTheVersion() throws IOException {
    Release release =
        new Release(
            Orders.write(
                directory, Orders.with("sku: {type", "gift: {type: string}\n        sku: {type")),
            baseline);

    assertThatThrownBy(() -> release.move(directory.resolve("CHANGELOG.md")))
        .hasMessageContaining(
            "orders.yaml:2:23: version 1.4.2 is too low for what changed since 1.4.2; write version: 1.5.0");
  }

  @Test
  void move_raisedVersion_movesTheBaselineAndWritesTheLines() throws IOException {
    Path changelog =
        Files.writeString(directory.resolve("CHANGELOG.md"), "# Changes\n\n## 1.4.2\n\n- First.\n");
    String document =
        Orders.with("maxLength: 100", "maxLength: 90")
            .replace("version: 1.4.2", "version: 2.0.0")
            .replace("sku: {type", "gift: {type: string}\n        sku: {type");
    Path file = Orders.write(directory, document);

    String done = new Release(file, baseline).move(changelog);

    assertThat(done).isEqualTo("released 2.0.0: moved the baseline, wrote CHANGELOG.md");
    assertThat(baseline).hasContent(document);
    assertThat(changelog)
        .hasContent(
            """
            # Changes

            ## 2.0.0

            - **Breaks clients, servers, what is stored:** Order.note: maxLength 100 is now 90.
            - Line.gift: new, optional.

            ## 1.4.2

            - First.
            """);
    assertThat(new Release(file, baseline).changes()).isEmpty();
    assertThat(new Release(file, baseline).move(changelog))
        .isEqualTo("nothing changed since 2.0.0, nothing to release");
  }
}
