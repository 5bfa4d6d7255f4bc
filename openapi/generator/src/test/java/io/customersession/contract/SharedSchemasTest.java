package io.customersession.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which schemas without a name share a class, and what it is called. */
class SharedSchemasTest {
  private static final Path DEREFERENCED = Path.of("src/test/resources/corpus/dereferenced.yaml");

  @TempDir private Path directory;

  @Test
  void documentWithoutReferences_hasOneClassForEachSchemaThatItRepeats() throws IOException {
    assertThat(names(Files.readString(DEREFERENCED)))
        .containsExactly(
            "GetOrderResponse",
            "ResponseOrder",
            "CartItem",
            "OrderEffect",
            "OrderEffectDiscount",
            "OrderEffectGiveaway",
            "GetOrderResponseState",
            "ErrorResponse",
            "ResponseError",
            "ErrorSource",
            "UpdateOrderRequest",
            "UpdateOrderRequestState",
            "UpdateOrderResponse");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Equal values, and names that end in the same word.
        "properties: {pickState: S, packState: S} | OrderPickState",
        "properties: {pickItemState: S, packItemState: S} | ItemState",
        // Names that end in different words.
        "properties: {itemState: S, itemStatus: S} | OrderItemState, OrderItemStatus",
        // Different descriptions, requirements, or limits.
        "properties: {pickItemState: S, packItemState: D} | OrderPickItemState, OrderPackItemState",
        "properties: {pickCartItem: O, packCartItem: R} | OrderPickCartItem, OrderPackCartItem",
        "properties: {pickCartItem: O, packCartItem: L} | OrderPickCartItem, OrderPackCartItem",
        // Names that are taken: by a component in another case, by generated code.
        "properties: {pickOrderItem: S, packOrderItem: S} | OrderPickOrderItem",
        "properties: {myEnumCodec: S, anEnumCodec: S} | OrderMyEnumCodec",
        // A schema with a name keeps it.
        "properties: {pickItem: C, packItem: C} | OrderPickItem",
      })
  void propertiesOfOrder_haveTheClasses(String order, String classes) throws IOException {
    String schema =
        order
            .strip()
            .replace(" S", " {type: string, enum: [open, closed]}")
            .replace(" D", " {type: string, enum: [open, closed], description: Packed.}")
            .replace(" O", " {type: object, properties: {sku: {type: string}}}")
            .replace(" R", " {type: object, required: [sku], properties: {sku: {type: string}}}")
            .replace(" L", " {type: object, properties: {sku: {type: string, maxLength: 3}}}")
            .replace(" C", " {type: object, properties: {id: {type: integer}}}");

    assertThat(
            names(
                """
                openapi: 3.0.3
                info: {title: Orders, version: '1'}
                paths: {}
                components:
                  schemas:
                    orderitem: {type: object, properties: {id: {type: integer}}}
                    Order: {type: object, %s}
                """
                    .formatted(schema)))
        .containsExactly(("Orderitem, Order, " + classes).split(", "));
  }

  private Iterable<String> names(String document) throws IOException {
    Path file = Files.writeString(directory.resolve("document.yaml"), document);
    Map<?, ?> components =
        (Map<?, ?>) CanonicalDocument.of(Document.checked(file)).get("components");
    return ((Map<?, ?>) components.get("schemas")).keySet().stream().map(String::valueOf).toList();
  }
}
