package io.customersession.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which schemas without a name share a class, and what it is called. */
class SharedSchemasTest {
  private static final Path DEREFERENCED = Path.of("src/test/resources/corpus/dereferenced.yaml");

  /** The classes of the first operation of that document. */
  private static final List<String> GET_ORDER =
      List.of(
          "GetOrderResponse",
          "ResponseOrder",
          "CartItem",
          "OrderEffect",
          "OrderEffectDiscount",
          "OrderEffectGiveaway",
          "GetOrderResponseState",
          "ErrorResponse",
          "ResponseError",
          "ErrorSource");

  @TempDir private Path directory;

  @Test
  void documentWithoutReferences_hasOneClassForEachSchemaThatItRepeats() throws IOException {
    assertThat(names(Files.readString(DEREFERENCED)))
        .startsWith(GET_ORDER.toArray(String[]::new))
        .endsWith("UpdateOrderRequest", "UpdateOrderRequestState", "UpdateOrderResponse")
        .hasSize(GET_ORDER.size() + 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Equal values, and names that end in the same two words.
        "properties: {pickItemState: S, packItemState: S} | ItemState",
        // Names that end in the same word, or in none.
        "properties: {pickState: S, packState: S} | OrderPickState, OrderPackState",
        "properties: {itemState: S, itemStatus: S} | OrderItemState, OrderItemStatus",
        // Different descriptions, requirements, or limits.
        "properties: {pickItemState: S, packItemState: D} | OrderPickItemState, OrderPackItemState",
        "properties: {pickCartItem: O, packCartItem: R} | OrderPickCartItem, OrderPackCartItem",
        "properties: {pickCartItem: O, packCartItem: L} | OrderPickCartItem, OrderPackCartItem",
        // Names that are taken: by a component in another case, by generated code.
        "properties: {pickOrderItem: S, packOrderItem: S} | OrderPickOrderItem",
        "properties: {myEnumCodec: S, anEnumCodec: S} | OrderMyEnumCodec",
        // A schema with a name shares its class with none.
        "properties: {pickCartItem: C, packCartItem: C} | CartItem",
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
        .containsExactly(("Orderitem, Order, " + classes).split(", ", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Equal cats and dogs are not one entity.
        "getCat 200, getDog 200 | GetCatResponse, GetDogResponse",
        "getCatV2 200, getDogV2 200 | GetCatV2Response, GetDogV2Response",
        "getOrder 200, payOrder 200 | GetOrderResponse, PayOrderResponse",
        "getOrder 201, payOrder 404 | GetOrderResponse, PayOrder404Response",
        "getOrder 404, getDog 4XX | ErrorResponse",
        "getOrder 401, getDog 500 | ErrorResponse",
        // Several kinds of errors.
        "getOrder 422, getDog 422, getCat 404 title, putCat 404 title | Error422Response, Error404Response",
        "getOrder 422, getDog 400, getCat 404 title, putCat 404 title | ErrorResponse, Error404Response",
        // The only response is that of success, and so is that of an operation named so.
        "getCat default, getDog default | GetCatDefaultResponse, GetDogDefaultResponse",
        "getDefault 200, putDefault 200 | GetDefaultResponse, PutDefaultResponse",
      })
  void responses_haveTheClasses(String responses, String classes) throws IOException {
    StringBuilder document =
        new StringBuilder("openapi: 3.0.3\ninfo: {title: Orders, version: '1'}\npaths:\n");
    for (String response : responses.split(", ", -1)) {
      List<String> words = List.of(response.split(" ", -1));
      document.append(
          """
            /%1$s:
              get:
                operationId: %1$s
                responses:
                  %2$s:
                    description: A response.
                    content:
                      application/json:
                        schema: {type: object, properties: {%3$s: {type: string}}}
          """
              .formatted(
                  words.get(0),
                  "'" + words.get(1) + "'",
                  words.size() == 2 ? "name" : words.get(2)));
    }

    assertThat(names(document.toString())).containsExactly(classes.split(", ", -1));
  }

  @Test
  void part_hasTheNamesOfTheWhole() throws IOException {
    Document document = Document.checked(DEREFERENCED);
    Selection part = Selection.of("getOrder", null);

    assertThat(schemas(CanonicalDocument.of(document, part))).isEqualTo(GET_ORDER);
  }

  @Test
  void sharedClass_namesTheLocationInARequest() throws IOException {
    Map<?, ?> components =
        (Map<?, ?>) CanonicalDocument.of(Document.checked(DEREFERENCED)).get("components");
    Map<?, ?> item = (Map<?, ?>) ((Map<?, ?>) components.get("schemas")).get("CartItem");

    assertThat(item.get(CanonicalDocument.POINTER))
        .isEqualTo(
            "#/paths/~1orders~1{id}/put/requestBody/content/application~1json/schema/properties/cartItems/items");
  }

  private List<String> names(String document) throws IOException {
    Path file = Files.writeString(directory.resolve("document.yaml"), document);
    return schemas(CanonicalDocument.of(Document.checked(file)));
  }

  private static List<String> schemas(Map<String, Object> document) {
    Map<?, ?> components = (Map<?, ?>) document.get("components");
    return ((Map<?, ?>) components.get("schemas")).keySet().stream().map(String::valueOf).toList();
  }
}
