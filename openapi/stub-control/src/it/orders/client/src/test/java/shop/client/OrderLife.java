package shop.client;

import io.customersession.contract.client.ApiClient;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.state.TransitionTable;
import io.customersession.contract.stub.StubServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import shop.client.api.ApiOperation;
import shop.client.api.OrdersApi;
import shop.client.api.SecuritySchemes;
import shop.client.model.Carrier;
import shop.client.model.Line;
import shop.client.model.Order;
import shop.client.model.OrderState;
import shop.client.model.Payment;
import shop.stub.OrderStub;

/** The life of one order: the generated client drives the generated stub. */
public final class OrderLife {
  private static final TransitionTable<OrderState> GUARD =
      TransitionTable.of(OrderState.transitions());

  private final List<String> story = new ArrayList<>();

  private OrderLife() {}

  /** Returns what happened, line by line. */
  public static List<String> run() {
    OrderLife life = new OrderLife();
    try (StubServer server =
            StubServer.builder(OrderStub::of)
                .key(SecuritySchemes.TOKEN, "secret")
                .start();
        ApiClient client =
            ApiClient.builder().baseUrl(server.url()).key(SecuritySchemes.TOKEN, "secret").build();
        ApiClient stranger =
            ApiClient.builder().baseUrl(server.url()).key(SecuritySchemes.TOKEN, "guessed").build()) {
      life.live(new OrdersApi(client), new OrdersApi(stranger));
      life.archive(server.url());
      URI base = URI.create(server.url());
      for (String target :
          List.of("//shop/orders/7", "/orders/../orders/7", server.url() + "/orders/7", "/orders/7#x")) {
        life.story.add("GET " + target.replace(server.url(), "URL") + ": " + status(base, target));
      }
    }
    return life.story;
  }

  private void live(OrdersApi orders, OrdersApi stranger) {
    Line line = Line.builder().SKU("AB1234").quantity(2).propertyClass("3").build();
    Order draft = Order.builder().state(OrderState.DRAFT).carrier(Carrier.COURIER).lines(List.of(line)).build();
    refused("a stranger", () -> stranger.updateOrder("7", draft));
    note("draft", orders.updateOrder("7", draft));
    note("place", orders.updateOrder("7", draft.toBuilder().state(OrderState.PLACED).build()));
    refused("ship before it is paid", () -> orders.shipOrder("7"));
    note("pay", orders.payOrder("7", Payment.builder().amount(new BigDecimal("19.90")).build()));
    orders.shipOrder("7");
    note("ship", orders.getOrder("7"));
    story.add("expected in days: " + orders.getOrder("7").getExpectedInDays());
    refused("cancel on the way", () -> orders.updateOrder("7", cancelled(orders.getOrder("7"))));
    orders.confirmDelivery("7");
    note("deliver", orders.getOrder("7"));
    story.add("guard: try to cancel? " + GUARD.mayTry(OrderState.DELIVERED, OrderState.CANCELLED, ApiOperation.UPDATE_ORDER));
    refused("no such order", () -> orders.getOrder("8"));
    refused(
        "two faults at once",
        () ->
            orders.updateOrder(
                "9",
                draft.toBuilder().lines(List.of(line.toBuilder().SKU("x").quantity(0).build())).build()));
    story.add("found: " + orders.findOrders(List.of(OrderState.DELIVERED, OrderState.DRAFT)).size());
    story.add("found: " + orders.findOrders(List.of(OrderState.DRAFT)).size());
    story.add("stock: " + orders.countStock());
  }

  /** The document knows this operation, but nobody serves it; so no method calls it. */
  private void archive(String url) {
    story.add("the archive, a stranger: " + get(url + "/orders/archive", "guessed"));
    story.add("the archive: " + get(url + "/orders/archive", "secret"));
  }

  private static String get(String url, String key) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + key).build();
    try {
      HttpResponse<String> response =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() + " " + response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends a request line that no HTTP library would send, and returns the status line. */
  private static String status(URI base, String target) {
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      String head = "GET " + target + " HTTP/1.1\r\nHost: stub\r\nAuthorization: Bearer secret\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1)).readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Order cancelled(Order order) {
    return order.toBuilder().paid(null).expectedInDays(null).state(OrderState.CANCELLED).build();
  }

  private void note(String what, Order order) {
    story.add(what + ": " + order.getState() + (order.getPaid() == null ? "" : ", paid " + order.getPaid()));
  }

  private void refused(String what, Runnable call) {
    try {
      call.run();
      story.add(what + ": accepted");
    } catch (ApiException e) {
      story.add(what + ": " + e.status() + " " + e.bodyText());
    }
  }
}
