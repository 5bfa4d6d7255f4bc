package io.customersession.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompositionTest {
  private static final String EXTENSION =
      """
      openapi: 3.0.3
      info: {title: Orders and gifts}
      x-extends:
        document: orders.yaml
        changes:
          components:
            schemas:
              Line:
                properties:
                  sku: null
                  gift: {type: boolean}
              OrderState: {enum: [shipped, lost]}
      paths:
        /gifts:
          get:
            operationId: findGifts
            responses:
              '200':
                description: "Gifts: all of them."
                content: {application/json: {schema: {$ref: 'orders.yaml#/components/schemas/Order'}}}
      """;

  @TempDir private Path directory;

  @BeforeEach
  void writeBase() throws IOException {
    Orders.write(directory, Orders.TEXT);
  }

  private String composed(String extension) throws IOException {
    Path file = Files.writeString(directory.resolve("extension.yaml"), extension);
    Path output = directory.resolve("target/composed.yaml");
    Composition.write(file, output);
    return Files.readString(output);
  }

  @Test
  void write_extensionWithChanges_mergesAppendsReplacesAndRemoves() throws IOException {
    String text = composed(EXTENSION);

    assertThat(text)
        .contains("title: Orders and gifts, version: 1.4.2")
        .contains("enum: [draft, placed, shipped, lost]")
        .contains("gift: {type: boolean}")
        .contains("quantity: {type: integer, minimum: 1}")
        .contains("operationId: updateOrder")
        .contains("operationId: findGifts")
        .contains("$ref: '#/components/schemas/Order'")
        .doesNotContain("sku:", "x-extends", "orders.yaml");
  }

  @Test
  void write_composedDocument_isValid() throws IOException {
    composed(EXTENSION.replace("        OrderState: {enum: [shipped, lost]}\n", ""));

    Document document = Document.checked(directory.resolve("target/composed.yaml"));

    assertThat(document.operationIds()).contains("updateOrder", "shipOrder", "findGifts");
    assertThat(document.stateMachines()).containsKey("OrderState");
  }

  @Test
  void write_nothingChanged_leavesTheFileAlone() throws IOException {
    composed(EXTENSION);
    Path output = directory.resolve("target/composed.yaml");
    Files.setLastModifiedTime(output, java.nio.file.attribute.FileTime.fromMillis(0));

    composed(EXTENSION);

    assertThat(Files.getLastModifiedTime(output).toMillis()).isZero();
  }

  @Test
  void write_documentThatExtendsNone_saysWhatIsMissing() {
    assertThatThrownBy(() -> composed("openapi: 3.0.3\n"))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining("extension.yaml:1:1: this document extends none; add \"x-extends:");
  }

  @Test
  void write_baseThatIsMissing_isNamed() {
    assertThatThrownBy(() -> composed(EXTENSION.replace("document: orders", "document: order")))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining("order.yaml: there is no such file");
  }
}
