package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A document of another domain, driven through its life by what is generated from it. */
class OrdersTest {
  private static final Path ORDERS = Path.of("../stub-control/src/it/orders");
  private static final Path RESOURCE =
      ORDERS.resolve("server-stub/src/main/java/shop/stub/OrdersResource.java");
  private static final Path LIFE =
      ORDERS.resolve("client/src/test/java/shop/client/OrderLife.java");

  @TempDir private Path directory;

  @Test
  void resource_isAllThatIsWrittenByHand() throws IOException {
    assertThat(Files.readAllLines(RESOURCE)).hasSizeLessThanOrEqualTo(110);
  }

  @Test
  void generatedClient_drivesGeneratedStub_throughTheLifeOfAnOrder() throws Exception {
    String document = Files.readString(ORDERS.resolve("order.yaml"));
    Generated.from("contract-client", document, "shop.client", directory);
    Generated both = Generated.from("contract-server-stub", document, "shop.stub", directory);

    ClassLoader classes = both.compile(17, List.of(RESOURCE, LIFE));

    assertThat(run(classes))
        .containsExactly(
            "a stranger: 401 {\"message\":\"The key is missing or wrong\"}",
            "draft: draft",
            "place: placed",
            "ship before it is paid: 409 {\"message\":\"shipOrder may not move from placed to shipped\"}",
            "pay: paid, paid 19.90",
            "ship: shipped, paid 19.90",
            "expected in days: 1",
            "cancel on the way: 409 {\"message\":\"updateOrder may not move from shipped to cancelled\"}",
            "deliver: delivered, paid 19.90",
            "guard: try to cancel? false",
            "no such order: 404 {\"message\":\"there is no order 8\"}",
            "two faults at once: 400 {\"message\":\"The submitted data was invalid\",\"errors\":["
                + "{\"details\":\"SKU must match ^[A-Z]{2}[0-9]{4}$\",\"pointer\":\"/lines/0/SKU\"},"
                + "{\"details\":\"quantity must be at least 1\",\"pointer\":\"/lines/0/quantity\"}]}",
            "found: 1",
            "found: 0",
            "stock: {AB1234=[3, 0, 7]}",
            "the archive, a stranger: 401 {\"message\":\"The key is missing or wrong\"}",
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
