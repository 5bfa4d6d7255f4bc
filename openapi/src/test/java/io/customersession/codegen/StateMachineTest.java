package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the table of a document may look like; a small document of another domain is edited line by
 * line.
 */
class StateMachineTest {
  private static final String DOCUMENT =
      """
      openapi: 3.0.3
      info: {title: Orders, version: '1'}
      paths:
        /orders/{id}:
          put: {operationId: updateOrder, responses: {'200': {description: ok}}}
        /orders/{id}/ship:
          post: {operationId: shipOrder, responses: {'200': {description: ok}}}
      components:
        schemas:
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

  private static List<StateMachine.Edge> edges(String document) {
    OpenAPI parsed = new OpenAPIV3Parser().readContents(document).getOpenAPI();
    return StateMachine.allOf(parsed).get("OrderState").edges();
  }

  @Test
  void edges_completeTable_inTheDocumentsOrder() {
    assertThat(edges(DOCUMENT))
        .containsExactly(
            new StateMachine.Edge(null, "draft", List.of("updateOrder"), null),
            new StateMachine.Edge("draft", "draft", List.of("updateOrder"), null),
            new StateMachine.Edge("draft", "placed", List.of("updateOrder"), "order_placed"),
            new StateMachine.Edge("placed", "shipped", List.of("shipOrder"), null));
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          enum: [draft, placed, shipped]      | enum: [draft, placed, shipped, lost] | OrderState: x-state-machine/transitions has no row for the state "lost"; give it one, or "{}" if nothing follows it
          shipped: {by: [shipOrder]}          | shiped: {by: [shipOrder]}            | OrderState: x-state-machine has an edge placed -> shiped to the unknown state "shiped"; the enum has "draft", "placed", "shipped"
          shipped: {by: [shipOrder]}          | shipped: {by: [sendOrder]}           | OrderState: the edge placed -> shipped names the unknown operation "sendOrder"; the document has "shipOrder", "updateOrder"
          shipped: {by: [shipOrder]}          | placed: {by: [shipOrder]}            | OrderState: no path of x-state-machine leads from an initial state to "shipped"
          shipped: {by: [shipOrder]}          | shipped: {by: []}                    | OrderState: the edge placed -> shipped names no operation that may take it (by: [operationId])
          shipped: {by: [shipOrder]}          | shipped: {via: shipOrder}            | OrderState: x-state-machine: transitions/placed/shipped has the unknown key "via"; known are "by", "event"
          shipped: {by: [shipOrder]}          | shipped: [shipOrder]                 | OrderState: x-state-machine: transitions/placed/shipped must be an object
          shipped: {}                         | gone: {}                             | OrderState: x-state-machine has a row for the unknown state "gone"; the enum has "draft", "placed", "shipped"
          draft: {by: [updateOrder]}          | lost: {by: [updateOrder]}            | OrderState: x-state-machine has an edge (new) -> lost to the unknown state "lost"; the enum has "draft", "placed", "shipped"
          initial:                            | start:                               | OrderState: x-state-machine: x-state-machine has the unknown key "start"; known are "initial", "transitions"
          """)
  void table_withAFault_isRefusedInOneSentence(String line, String edited, String sentence) {
    assertThat(DOCUMENT).contains(line);
    String document = DOCUMENT.replaceFirst(java.util.regex.Pattern.quote(line), edited);

    assertThatThrownBy(() -> edges(document))
        .isInstanceOf(InvalidContractException.class)
        .hasMessage(sentence);
  }
}
