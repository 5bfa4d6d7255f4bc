package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.customersession.contract.InvalidContractException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Edits of the orders, each with what becomes of the code that a person wrote for the document as
 * it was: it still applies, or it fails to compile at the line that must be looked at.
 */
class EditsTest {
  private static final Path ORDERS = Path.of("../stub-control/src/it/orders");
  private static final String RESOURCE = "OrdersResource.java";
  private static final Path BY_HAND = Path.of("src/test/resources/orders");
  private static final Path RESOURCE_FILE = BY_HAND.resolve(RESOURCE);
  private static final Path LIFE_FILE =
      ORDERS.resolve("client/src/test/java/shop/client/OrderLife.java");

  @TempDir private Path directory;

  private static String with(String text, String edited) throws IOException {
    String document = Files.readString(ORDERS.resolve("order.yaml"));
    assertThat(document).contains(text);
    return document.replace(text, edited);
  }

  private ClassLoader build(String document) throws IOException {
    Generated.from("contract-client", document, "shop.client", directory);
    return Generated.from("contract-server-stub", document, "shop.stub", directory)
        .compile(17, List.of(RESOURCE_FILE, BY_HAND.resolve("OrderStub.java"), LIFE_FILE));
  }

  /** Returns what the compiler says of the hand-written class. */
  private String errors(String document) {
    Throwable failure = catchThrowable(() -> build(document));
    assertThat(failure).isInstanceOf(AssertionError.class);
    return String.valueOf(failure.getMessage());
  }

  /** Returns {@code OrdersResource.java:12}, for the line that has a text. */
  private static String line(String text) throws IOException {
    List<String> lines = Files.readAllLines(RESOURCE_FILE);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        return RESOURCE + ":" + (i + 1) + ":";
      }
    }
    throw new AssertionError(text);
  }

  @SuppressWarnings("unchecked")
  private static List<String> run(ClassLoader classes) throws Exception {
    try {
      return (List<String>)
          classes.loadClass("shop.client.OrderLife").getMethod("run").invoke(null);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  @Test
  void fieldAdded_compilesAndIsThere() throws Exception {
    ClassLoader classes =
        build(
            with(
                "        placedOn:\n",
                "        gift:\n          type: boolean\n        placedOn:\n"));

    for (String side : List.of("client", "stub")) {
      assertThat(
              classes
                  .loadClass("shop." + side + ".model.Order")
                  .getMethod("getGift")
                  .getReturnType())
          .isEqualTo(Boolean.class);
    }
    assertThat(run(classes)).contains("deliver: delivered, paid 19.90");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "instance",
        "INSTANCE",
        "properties",
        "PROPERTIES",
        "builder",
        "value",
        "out",
        "VIDEO_CODEC",
        "ID_JSON_CODEC",
        "PAID_ON,PAID_ON_JSON_CODEC",
        "PLACE,placeJsonCodec"
      })
  void fieldsNamedAsGeneratedCodeNamesThings_compileAndAreThere(String names) throws Exception {
    StringBuilder fields = new StringBuilder();
    for (String name : names.split(",", -1)) {
      fields.append("        ").append(name).append(":\n          type: integer\n");
    }
    ClassLoader classes = build(with("        placedOn:\n", fields + "        placedOn:\n"));

    for (String name : names.split(",", -1)) {
      String getter = "get" + name.replace("_", "").toLowerCase(Locale.ROOT);
      assertThat(classes.loadClass("shop.client.model.Order").getMethods())
          .extracting(method -> method.getName().replace("_", "").toLowerCase(Locale.ROOT))
          .anyMatch(method -> method.startsWith(getter));
    }
    assertThat(run(classes)).contains("deliver: delivered, paid 19.90");
  }

  @Test
  void fieldRemoved_failsWhereItIsUsed() throws IOException {
    String document =
        with(
            "        paid:\n"
                + "          type: number\n"
                + "          readOnly: true\n"
                + "          description: What has been paid.\n",
            "");

    assertThat(errors(document)).contains(line(".paid(payment")).contains("cannot find symbol");
  }

  @Test
  void fieldRenamed_failsWhereItIsUsed() throws IOException {
    String document =
        with("        paid:\n          type: number", "        received:\n          type: number");

    assertThat(errors(document))
        .contains(line(".paid(payment"))
        .contains("method paid(BigDecimal)");
  }

  @Test
  void fieldMadeRequired_compilesAndIsRequiredBeforeSending() throws IOException {
    ClassLoader classes =
        build(with("required: [state, lines]", "required: [state, lines, placedOn]"));

    assertThatThrownBy(() -> run(classes))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Order.placedOn is required, but absent");
  }

  @Test
  void limitChanged_compilesAndIsEnforced() throws IOException {
    ClassLoader classes = build(with("          minimum: 1\n", "          minimum: 3\n"));

    // It orders two.
    assertThatThrownBy(() -> run(classes)).hasMessage("updateOrder: 400");
  }

  @Test
  void enumValueAdded_failsWhereEveryValueIsLookedAt() throws IOException {
    assertThat(errors(with("enum: [post, courier]", "enum: [post, courier, drone]")))
        .contains(line("switch (carrier)"))
        .contains("the switch expression does not cover all possible input values");
  }

  @Test
  void stateAddedWithARow_compilesAndCanBeMovedTo() throws Exception {
    String document =
        with("delivered, cancelled]", "delivered, cancelled, lost]")
            .replace("          delivered: {}\n", "          delivered: {}\n          lost: {}\n")
            .replace(
                "          shipped:\n",
                "          shipped:\n            lost: {by: [confirmDelivery]}\n");

    ClassLoader classes = build(document);

    Class<?> state = classes.loadClass("shop.stub.model.OrderState");
    Object shipped = state.getField("SHIPPED").get(null);
    assertThat(state.getMethod("next").invoke(shipped).toString()).isEqualTo("[lost, delivered]");
    assertThat(run(classes)).contains("deliver: delivered, paid 19.90");
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          delivered, cancelled]      | delivered, cancelled, lost] | OrderState: x-state-machine/transitions has no row for the state "lost"; give it one, or "lost: {}" if nothing follows it
          delivered: {by: [confirmD  | deliverd: {by: [confirmD    | OrderState: x-state-machine has a transition shipped -> deliverd to the unknown state "deliverd"; did you mean "delivered"?
          schemas/Payment            | schemas/Paymnt              | "#/components/schemas/Paymnt" cannot be resolved; did you mean "#/components/schemas/Payment"?
          operationId: getOrder      | operationId: getOrder:      | this is not YAML: mapping values are not allowed here
          """)
  void documentBroken_saysWhereAndWhatToDo(String text, String edited, String sentence)
      throws IOException {
    String document = with(text, edited);
    int line = 1 + (int) document.substring(0, document.indexOf(edited)).lines().count() - 1;

    assertThatThrownBy(() -> build(document))
        .isInstanceOf(InvalidContractException.class)
        .hasMessageContaining("document.yaml:" + line + ":")
        .hasMessageContaining(sentence);
  }

  @Test
  void transitionAdded_letsTheMovePass() throws IOException {
    String document =
        with(
            "            delivered: {by: [confirmDelivery], event: order_delivered}\n",
            "            delivered: {by: [confirmDelivery], event: order_delivered}\n"
                + "            cancelled: {by: [updateOrder]}\n");

    ClassLoader classes = build(document);

    // It is cancelled on its way, so that it can no longer arrive.
    assertThatThrownBy(() -> run(classes)).hasMessage("confirmDelivery: 409");
  }

  @Test
  void transitionRemoved_refusesTheMove() throws IOException {
    ClassLoader classes =
        build(with("            placed: {by: [updateOrder], event: order_placed}\n", ""));

    assertThatThrownBy(() -> run(classes)).hasMessage("updateOrder: 409");
  }

  @Test
  void transitionMovedToAnotherOperation_refusesTheOldOne() throws IOException {
    ClassLoader classes = build(with("paid: {by: [payOrder]", "paid: {by: [updateOrder]"));

    assertThatThrownBy(() -> run(classes)).hasMessage("payOrder: 409");
  }

  @Test
  void operationAdded_failsUntilItIsImplemented() throws IOException {
    String document =
        with(
            "  /orders/stock:\n",
            "  /orders/count:\n    get:\n      operationId: countOrders\n      tags: [Orders]\n"
                + "      responses: {'204': {description: None.}}\n  /orders/stock:\n");

    assertThat(errors(document))
        .contains(line("public final class OrdersResource"))
        .contains(
            "is not abstract and does not override abstract method countOrders() in OrdersApi");
  }

  @Test
  void operationRemoved_failsWhereItIsImplemented() throws IOException {
    String document = with("  /orders/stock:\n", "CUT");
    int end = document.indexOf("  /orders/{orderId}:\n");
    document = document.substring(0, document.indexOf("CUT")) + document.substring(end);

    assertThat(errors(document))
        .contains(RESOURCE)
        .contains("method does not override or implement a method from a supertype");
  }

  @Test
  void operationRenamed_failsWhereItIsImplementedAndNamed() throws IOException {
    assertThat(errors(with("payOrder", "settleOrder")))
        .contains(line("public final class OrdersResource"))
        .contains("does not override abstract method settleOrder(")
        .contains(line("Operation.PAY_ORDER"));
  }

  @Test
  void parameterAdded_failsWhereTheOperationIsImplemented() throws IOException {
    String document =
        with(
            "      operationId: getOrder\n",
            "      operationId: getOrder\n"
                + "      parameters:\n"
                + "        - {name: full, in: query, schema: {type: boolean}}\n");

    assertThat(errors(document))
        .contains(line("public final class OrdersResource"))
        .contains("does not override abstract method getOrder(")
        .contains("Boolean) in OrdersApi");
  }
}
