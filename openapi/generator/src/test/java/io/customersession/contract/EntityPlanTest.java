package io.customersession.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What default handlers make of a document, and what they refuse to guess. */
class EntityPlanTest {
  private static final String ORDERS = "../stub-control/src/it/orders/order.yaml";

  @TempDir private Path directory;

  private static List<String> summaries(EntityPlan plan) {
    return plan.operations().stream().map(each -> each.id() + ": " + each.summary()).toList();
  }

  private EntityPlan plan(String document) throws IOException {
    return EntityPlan.of(Document.checked(Orders.write(directory, document)));
  }

  private List<String> problems(String document) throws IOException {
    return plan(document).diagnostics().stream()
        .map(each -> each.toString().substring(each.toString().indexOf("orders.yaml")))
        .toList();
  }

  @Test
  void orders_needNoExtension() {
    EntityPlan plan = EntityPlan.unambiguous(Document.checked(Path.of(ORDERS)));

    assertThat(summaries(plan))
        .containsExactly(
            "findOrders: list Order",
            "countStock: none",
            "getOrder: read Order",
            "updateOrder: replace Order",
            "payOrder: move Order",
            "shipOrder: move Order",
            "confirmDelivery: move Order");
    assertThat(plan.operations().get(0).filters()).containsExactly("state");
    assertThat(plan.operations().get(3).createsIfAbsent()).isTrue();
    assertThat(plan.diagnostics()).isEmpty();
  }

  @Test
  void part_isPlannedAsIfThereWereNothingElse() {
    Document document = Document.checked(Path.of(ORDERS));

    assertThat(summaries(EntityPlan.unambiguous(document, Selection.of("/orders*", "countStock"))))
        .hasSize(6)
        .contains("payOrder: move Order");
    assertThat(summaries(EntityPlan.of(document, Selection.of("findOrders", null))))
        .containsExactly("findOrders: list Order");
  }

  @Test
  void plan_printed_namesEveryChoice_reasonAndLine() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    int exit =
        Commands.plan(
            Orders.write(directory, Orders.TEXT), Selection.ALL, new PrintStream(out), System.err);

    assertThat(exit).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("Order: id in the path only, state \"state\" (OrderState); PUT /orders/{id}")
        .contains(
            "updateOrder (PUT /orders/{id}): replace Order; PUT on a path that ends in a parameter;"
                + " creates, since initial.by names it (")
        .contains("shipOrder (POST /orders/{id}/ship): move Order; transitions name it")
        .contains("orders.yaml:7:5)");
  }

  @Test
  void severalTargetsFromOneState_areAnError_andAnExtensionChooses() throws IOException {
    String two =
        Orders.with(
            "shipped: {by: [shipOrder]}",
            "shipped: {by: [shipOrder]}\n            draft: {by: [shipOrder]}");

    assertThat(problems(two))
        .containsExactly(
            "orders.yaml:23:5: shipOrder may lead from placed to several states: shipped, draft;"
                + " choose one: x-entity-operation: {to: draft}");

    String chosen =
        two.replace(
            "operationId: shipOrder",
            "operationId: shipOrder\n      x-entity-operation: {to: shipped}");
    assertThat(problems(chosen)).isEmpty();
    assertThat(summaries(plan(chosen))).contains("shipOrder: move Order to shipped");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x-entity-operation: {acton: move}      | "x-entity-operation" has the unknown key "acton"; did you mean "action"?
          x-entity-operation: {action: mov}      | "x-entity-operation" has the unknown action "mov"; did you mean "move"?
          x-entity-operation: {entity: Ordr}     | "x-entity-operation" names the unknown schema "Ordr"; did you mean "Order"?
          x-entity-operation: {to: shiped}       | "x-entity-operation" names the unknown state "shiped"; did you mean "shipped"?
          x-entity-operation: {request: order}   | "x-entity-operation" has an invalid JSON pointer; write '' for the whole body, or a pointer such as /order
          x-entity-operation: {response: /order} | "x-entity-operation": the response has nothing at "/order"; name a property of the response in JSON
          x-entity-operations: {action: move}    | unknown extension "x-entity-operations" is ignored; did you mean "x-entity-operation"?
          """)
  void misspelledOperation_isAnErrorWithAdvice(String extension, String problem)
      throws IOException {
    String document =
        Orders.with("operationId: shipOrder", "operationId: shipOrder\n      " + extension);

    assertThat(Orders.diagnostics(directory, document))
        .singleElement()
        .satisfies(line -> assertThat(line).endsWith(problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {status: state} | "x-entity" has the unknown key "status"; did you mean "state"?
          {state: stat}   | "x-entity" names "stat", which is not a property of the schema; did you mean "state"?
          true            | "x-entity" has an invalid value; write {id: NAME, state: NAME, created: NAME, updated: NAME}
          """)
  void misspelledEntity_isAnErrorWithAdvice(String value, String problem) throws IOException {
    String document =
        Orders.with("description: An order.", "description: An order.\n      x-entity: " + value);

    assertThat(Orders.diagnostics(directory, document))
        .singleElement()
        .satisfies(line -> assertThat(line).endsWith(problem));
  }

  @Test
  void requiredPropertyWithoutValue_isReportedByCheck_unlessItHasAnExample() throws IOException {
    String required =
        Orders.with(
            "required: [state]", "required: [state, number]\n      x-entity: {state: state}");

    assertThat(Orders.diagnostics(directory, required))
        .containsExactly(
            "orders.yaml:41:9: the response of updateOrder requires \"number\", which has no value,"
                + " default or example; add an example, make it optional, or name it under x-entity"
                + " if it is an id, a state or a time");
    assertThat(
            Orders.diagnostics(
                directory,
                required.replace("format: int64, readOnly: true", "example: 5, readOnly: true")))
        .isEmpty();
  }

  @Test
  void ambiguousDocument_hasNoPlanToGenerateFrom() throws IOException {
    Path file =
        Orders.write(
            directory,
            Orders.with(
                "operationId: shipOrder",
                "operationId: shipOrder\n      x-entity-operation: {entity: Line, action: move}"));

    assertThatThrownBy(() -> Document.checked(file))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining("shipOrder: it is unclear which entity to move");
  }

  @Test
  void requestWithAList_isAnErrorAtTheOperation() throws IOException {
    String list =
        Orders.with(
                "operationId: updateOrder",
                "operationId: updateOrder\n      x-entity-operation: {action: replace, request: ''}")
            .replace(
                "schema:\n              $ref: '#/components/schemas/Order'\n",
                "schema: {type: array, items: {$ref: '#/components/schemas/Order'}}\n");

    assertThat(Orders.diagnostics(directory, list))
        .containsExactly(
            "orders.yaml:7:5: updateOrder: the request has a list at \"\", but an entity is an"
                + " object; name a property with an object under \"request\", or write"
                + " x-entity-operation: {action: none}");
  }

  @Test
  void requestWithASimilarObject_isReported_andOneWithTheEntityIsFound() throws IOException {
    String whole = "schema:\n              $ref: '#/components/schemas/Order'\n";
    String wrapped =
        Orders.with(
            whole,
            "schema: {type: object, properties: {order: {$ref: '#/components/schemas/Order'}}}\n");
    String similar =
        Orders.with(
            whole,
            "schema: {type: object, properties: {order: {type: object, properties:"
                + " {state: {$ref: '#/components/schemas/OrderState'}, by: {type: string}}}}}\n");
    String mostly = similar.replace("by: {type", "note: {type");

    assertThat(summaries(plan(wrapped))).contains("updateOrder: replace Order, request /order");
    assertThat(problems(wrapped)).isEmpty();
    assertThat(summaries(plan(mostly))).contains("updateOrder: replace Order, request /order");
    assertThat(problems(similar))
        .contains(
            "orders.yaml:7:5: the request of updateOrder has no property of Order, but \"/order\" in"
                + " it does; if the entity is there, write x-entity-operation: {request: /order},"
                + " or else {request: ''}");
  }
}
