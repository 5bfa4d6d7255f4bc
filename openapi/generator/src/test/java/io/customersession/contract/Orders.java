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

  /** Edits as CSV: a text, what becomes of it, and a change that follows. */
  static final String EDITS =
      """
      sku: {type: string}            | sku: {type: string}\\n        gift: {type: boolean} | Line.gift: new, optional (safe)
      sku: {type: string}            | code: {type: string}                  | Line.sku: removed; apparently renamed to code (breaks clients, what is stored)
      `        note: {type: string, maxLength: 100}\\n` | ``                   | Order.note: removed (breaks clients, what is stored)
      required: [state]              | required: [state, note]               | Order.note: now required (breaks clients, servers, what is stored)
      required: [state]              | required: [state, number]             | Order.number: now required (breaks servers, what is stored)
      `required: [state]\\n`         | `x-note: none\\n`                     | Order.state: now optional (breaks clients, servers)
      maxLength: 100                 | maxLength: 90                         | Order.note: maxLength 100 is now 90 (breaks clients, servers, what is stored)
      maxLength: 100                 | maxLength: 110                        | Order.note: maxLength 100 is now 110 (breaks clients)
      minimum: 1                     | minimum: 2                            | Line.quantity: minimum 1 is now 2 (breaks clients, servers, what is stored)
      maximum: 10}                   | maximum: 9}                           | Order.lines: x-maximum-sum changed (breaks clients, servers, what is stored)
      sku: {type: string}            | sku: {type: boolean}                  | Line.sku: the type string is now boolean (breaks clients, servers, what is stored)
      sku: {type: string}            | sku: {type: string, nullable: true}   | Line.sku may now be null (breaks clients)
      sku: {type: string}            | sku: {type: string, x-also-accepts: number} | Line.sku: now also accepts number (safe)
      in: path, required: true, schema: {type: string}}\\n    put | in: path, required: true, schema: {type: string}}\\n      - {name: dry, in: query, schema: {type: boolean}}\\n    put | updateOrder: the optional query parameter dry is new (safe)
      in: path, required: true, schema: {type: string}}\\n    put | in: path, required: true, schema: {type: string}}\\n      - {name: dry, in: query, required: true, schema: {type: boolean}}\\n    put | updateOrder: the required query parameter dry is new (breaks clients)
      shipped: {by: [shipOrder]}     | shipped: {by: [shipOrder]}\\n            draft: {by: [updateOrder]} | OrderState: the transition placed -> draft is new (safe)
      `          draft: {by: [updateOrder]}\\n            placed` | `          placed` | OrderState: the transition draft -> draft was removed (breaks clients)
      shipped: {by: [shipOrder]}     | shipped: {by: [updateOrder]}          | OrderState: shipOrder may no longer trigger the transition placed -> shipped (breaks clients)
      shipped: {by: [shipOrder]}     | shipped: {by: [updateOrder]}          | OrderState: updateOrder may now trigger the transition placed -> shipped (safe)
      event: order_placed            | event: placed                         | OrderState: the transition draft -> placed now records the event placed instead of order_placed (breaks clients)
      shipOrder                      | sendOrder                             | POST /orders/{id}/ship: the operationId shipOrder is now sendOrder (breaks clients, servers)
      /orders/{id}/ship              | /orders/{id}/shipping                 | shipOrder: moved from POST /orders/{id}/ship to POST /orders/{id}/shipping (breaks clients)
      security: [{key: []}]          | security: []                          | shipOrder: accepts more security schemes (safe)
      operationId: updateOrder       | operationId: updateOrder\\n      security: [{key: []}] | updateOrder: requires other security schemes (breaks clients)
      x-prefix: Key                  | x-prefix: Token                       | the security scheme key: x-prefix Key is now Token (breaks clients)
      `'204': {description: Shipped.}` | `'200': {description: Shipped.}`    | shipOrder: the response 204 was removed (breaks clients, servers)
      `'204': {description: Shipped.}` | `'204': {description: Sent.}`       | a description or example changed (safe)
      `format: int64, readOnly: true` | `readOnly: true`                     | Order.number: the format int64 was removed (breaks servers, what is stored)
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
  static List<String> diagnostics(Path directory, String document) throws IOException {
    try {
      Document.checked(write(directory, document), true);
      return List.of();
    } catch (InvalidContractException e) {
      return e.getMessage()
          .lines()
          .map(line -> line.substring(line.indexOf("orders.yaml")))
          .toList();
    }
  }
}
