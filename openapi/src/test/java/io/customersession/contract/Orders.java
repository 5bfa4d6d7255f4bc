package io.customersession.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small document of another domain, to be edited line by line. */
final class Orders {
  static final String TEXT =
      """
      openapi: 3.0.3
      info: {title: Orders, version: 1.4.2}
      paths:
        /orders/{id}:
          parameters:
            - {name: id, in: path, required: true, schema: {type: string}}
          put:
            operationId: updateOrder
            requestBody:
              required: true
              content:
                application/json:
                  schema:
                    $ref: '#/components/schemas/Order'
            responses:
              '200':
                description: The order.
                content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}
              default: {description: Any refusal.}
        /orders/{id}/ship:
          parameters:
            - {name: id, in: path, required: true, schema: {type: string}}
          post:
            operationId: shipOrder
            security: [{key: []}]
            responses:
              '204': {description: Shipped.}
      components:
        securitySchemes:
          key: {type: apiKey, in: header, name: Authorization, x-prefix: Key}
        schemas:
          Order:
            type: object
            description: An order.
            required: [state]
            properties:
              state:
                $ref: '#/components/schemas/OrderState'
              note: {type: string, maxLength: 100}
              number: {type: integer, format: int64, readOnly: true}
              lines:
                type: array
                x-maximum-sum: {property: quantity, maximum: 10}
                items:
                  $ref: '#/components/schemas/Line'
          Line:
            type: object
            properties:
              quantity: {type: integer, minimum: 1}
              sku: {type: string}
          OrderState:
            type: string
            enum: [draft, placed, shipped]
            x-state-machine:
              initial:
                draft: {by: [updateOrder]}
              transitions:
                draft:
                  draft: {by: [updateOrder]}
                  placed: {by: [updateOrder], event: order_placed}
                placed:
                  shipped: {by: [shipOrder]}
                shipped: {}
      """;

  private Orders() {}

  /** Returns the document with one text in it replaced by another. */
  static String with(String text, String edited) {
    assertThat(TEXT).contains(text);
    return TEXT.replace(text, edited);
  }

  static Path write(Path directory, String document) throws IOException {
    return Files.writeString(directory.resolve("orders.yaml"), document);
  }

  /** Returns the faults of a document, as lines without the directory. */
  static List<String> faults(Path directory, String document) throws IOException {
    try {
      Document.checked(write(directory, document));
      return List.of();
    } catch (InvalidContractException e) {
      return e.getMessage()
          .lines()
          .map(line -> line.substring(line.indexOf("orders.yaml")))
          .toList();
    }
  }
}
