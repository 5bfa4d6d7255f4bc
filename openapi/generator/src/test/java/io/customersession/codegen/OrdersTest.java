package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A document of another domain, driven through its life by what is generated from it. */
class OrdersTest {
  private static final Path ORDERS = Path.of("../stub-control/src/it/orders");
  private static final Path STUB = ORDERS.resolve("server-stub/src/main/java/shop/stub");
  private static final List<Path> BY_HAND =
      List.of(
          STUB.resolve("OrderStub.java"),
          STUB.resolve("OrderHandlers.java"),
          STUB.resolve("CourierLimit.java"));
  private static final Path LIFE =
      ORDERS.resolve("client/src/test/java/shop/client/OrderLife.java");

  @TempDir private Path directory;

  private ClassLoader build(String document) throws IOException {
    Generated.from("contract-client", document, "shop.client", directory);
    return Generated.from(
            "contract-server-stub",
            document,
            "shop.stub",
            directory,
            Map.of("defaultHandlers", "true"))
        .compile(17, Stream.concat(BY_HAND.stream(), Stream.of(LIFE)).toList());
  }

  @Test
  void overriddenHandlers_areAllThatIsWrittenByHand() throws IOException {
    int lines = 0;
    for (Path file : BY_HAND) {
      lines += Files.readAllLines(file).size();
    }
    assertThat(lines).isLessThanOrEqualTo(85);
  }

  @Test
  void overriddenHandlerAndRule_surviveAnOperationAndAState_thatAreAdded() throws Exception {
    String document = Files.readString(ORDERS.resolve("order.yaml"));
    build(document);

    ClassLoader classes =
        build(
            document
                .replace("delivered, cancelled]", "delivered, cancelled, lost]")
                .replace("          delivered: {}", "          lost: {}\n          delivered: {}")
                .replace(
                    "            delivered: {by: [confirmDelivery], event: order_delivered}",
                    "            delivered: {by: [confirmDelivery], event: order_delivered}\n"
                        + "            lost: {by: [loseOrder]}")
                .replace(
                    "paths:\n",
                    "paths:\n"
                        + """
                          /orders/{orderId}/loss:
                            parameters:
                              - $ref: '#/components/parameters/OrderId'
                            post:
                              operationId: loseOrder
                              tags: [Orders]
                              responses:
                                '204': {description: It is lost.}
                          """
                            .indent(2)));

    assertThat(run(classes)).contains("deliver: delivered, paid 19.90");
  }

  @Test
  void generatedClient_drivesGeneratedStub_throughTheLifeOfAnOrder() throws Exception {
    String document = Files.readString(ORDERS.resolve("order.yaml"));

    assertThat(run(build(document)))
        .containsExactly(
            "a stranger: 401 {\"message\":\"The key is missing or wrong; send Authorization: Bearer <key>\"}",
            "draft: draft",
            "place: placed",
            "ship before it is paid: 409 {\"message\":\"shipOrder may not move from placed to shipped\"}",
            "pay: paid, paid 19.90",
            "ship: shipped, paid 19.90",
            "expected in days: null",
            "cancel on the way: 409 {\"message\":\"updateOrder may not move from shipped to cancelled\"}",
            "deliver: delivered, paid 19.90",
            "guard: try to cancel? false",
            "no such order: 404 {\"message\":\"There is no Order 8\"}",
            "two faults at once: 400 {\"message\":\"The submitted data was invalid\",\"errors\":["
                + "{\"details\":\"SKU must match ^[A-Z]{2}[0-9]{4}$\",\"pointer\":\"/lines/0/SKU\"},"
                + "{\"details\":\"quantity must be at least 1\",\"pointer\":\"/lines/0/quantity\"}]}",
            "found: 1",
            "found: 0",
            "stock: {AB1234=[3, 0, 7]}",
            "the archive, a stranger: 401 {\"message\":\"The key is missing or wrong; send Authorization: Bearer <key>\"}",
            "the archive: 501 {\"message\":\"findArchivedOrders (GET /orders/archive) is an operation of"
                + " this API, but this server does not serve it\"}",
            "GET //shop/orders/7: HTTP/1.1 404 Not Found",
            "GET /orders/../orders/7: HTTP/1.1 404 Not Found",
            "GET URL/orders/7: HTTP/1.1 400 Bad Request",
            "GET /orders/7#x: HTTP/1.1 400 Bad Request");
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
}
