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

/** What an edit changes, where, and whom it breaks. */
class ComparisonTest {
  @TempDir private Path directory;
  private Path baseline;

  @BeforeEach
  void release() throws IOException {
    baseline = Files.writeString(directory.resolve("baseline.yaml"), Orders.TEXT);
  }

  private List<String> changes(String document) throws IOException {
    return Comparison.of(
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
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          sku: {type: string}            | sku: {type: string}\\n        gift: {type: boolean} | Line.gift: new, optional (safe)
          sku: {type: string}            | code: {type: string}                  | Line.sku: gone; it looks renamed to code (breaks clients, what is stored)
          `        note: {type: string, maxLength: 100}\\n` | ``                   | Order.note: gone (breaks clients, what is stored)
          required: [state]              | required: [state, note]               | Order.note: required now (breaks clients, servers, what is stored)
          required: [state]              | required: [state, number]             | Order.number: required now (breaks servers, what is stored)
          `required: [state]\\n`         | `x-note: none\\n`                     | Order.state: optional now (breaks clients, servers)
          maxLength: 100                 | maxLength: 90                         | Order.note: maxLength 100 is now 90 (breaks clients, servers, what is stored)
          maxLength: 100                 | maxLength: 110                        | Order.note: maxLength 100 is now 110 (breaks clients)
          minimum: 1                     | minimum: 2                            | Line.quantity: minimum 1 is now 2 (breaks clients, servers, what is stored)
          maximum: 10}                   | maximum: 9}                           | Order.lines: x-maximum-sum changed (breaks clients, servers, what is stored)
          sku: {type: string}            | sku: {type: boolean}                  | Line.sku: the type string is now boolean (breaks clients, servers, what is stored)
          sku: {type: string}            | sku: {type: string, nullable: true}   | Line.sku may be null now (breaks clients)
          in: path, required: true, schema: {type: string}}\\n    put | in: path, required: true, schema: {type: string}}\\n      - {name: dry, in: query, schema: {type: boolean}}\\n    put | updateOrder: the optional query parameter dry is new (safe)
          in: path, required: true, schema: {type: string}}\\n    put | in: path, required: true, schema: {type: string}}\\n      - {name: dry, in: query, required: true, schema: {type: boolean}}\\n    put | updateOrder: the required query parameter dry is new (breaks clients)
          shipped: {by: [shipOrder]}     | shipped: {by: [shipOrder]}\\n            draft: {by: [updateOrder]} | OrderState: the move placed -> draft is new (safe)
          `          draft: {by: [updateOrder]}\\n            placed` | `          placed` | OrderState: the move draft -> draft is gone (breaks clients)
          shipped: {by: [shipOrder]}     | shipped: {by: [updateOrder]}          | OrderState: shipOrder may not make the move placed -> shipped any more (breaks clients)
          shipped: {by: [shipOrder]}     | shipped: {by: [updateOrder]}          | OrderState: updateOrder may make the move placed -> shipped now (safe)
          event: order_placed            | event: placed                         | OrderState: the move draft -> placed causes the event placed instead of order_placed (breaks clients)
          shipOrder                      | sendOrder                             | POST /orders/{id}/ship: the operationId shipOrder is now sendOrder (breaks clients, servers)
          /orders/{id}/ship              | /orders/{id}/shipping                 | shipOrder: moved from POST /orders/{id}/ship to POST /orders/{id}/shipping (breaks clients)
          security: [{key: []}]          | security: []                          | shipOrder: takes more keys (safe)
          operationId: updateOrder       | operationId: updateOrder\\n      security: [{key: []}] | updateOrder: takes other keys (breaks clients)
          x-prefix: Key                  | x-prefix: Token                       | the security scheme key: x-prefix Key is now Token (breaks clients)
          `'204': {description: Shipped.}` | `'200': {description: Shipped.}`    | shipOrder: the answer 204 is gone (breaks clients, servers)
          `'204': {description: Shipped.}` | `'204': {description: Sent.}`       | a description or example changed (safe)
          `format: int64, readOnly: true` | `readOnly: true`                     | Order.number: the format int64 is now null (breaks clients, servers, what is stored)
          """)
  void of_anEdit_saysWhomItBreaks(String text, String edited, String change) throws IOException {
    String document = Orders.with(text.translateEscapes(), edited.translateEscapes());

    assertThat(changes(document)).anyMatch(line -> line.endsWith(": " + change));
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
            "orders.yaml:64:13: OrderState: the move shipped -> lost is new (safe)");
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
            "baseline.yaml:53:29: OrderState: the value shipped is gone (breaks clients, servers, what is stored)",
            "baseline.yaml:62:13: OrderState: the move placed -> shipped is gone (breaks clients)",
            "orders.yaml:61:11: OrderState: nothing leaves placed any more (breaks what is stored)");
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
  void requireNothingBroken_breakingEdit_failsWithTheWholeReport() throws IOException {
    Release release =
        new Release(
            Orders.write(directory, Orders.with("maxLength: 100", "maxLength: 110")), baseline);

    assertThatThrownBy(() -> release.requireNothingBroken("mvn release"))
        .hasMessageContaining("1 change, 1 breaking")
        .hasMessageContaining("orders.yaml:39:30: Order.note: maxLength 100 is now 110")
        .hasMessageEndingWith(
            "Undo what breaks, or release it: raise info.version to 2.0.0, run%n  mvn release%nand commit the moved baseline with the change."
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
