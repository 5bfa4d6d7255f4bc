package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.stub.StubServer;
import io.customersession.stub.defaults.api.DefaultHandlers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The stub, and the default handlers of its document, which nobody wrote: every transition of the
 * v2 operations, and every refusal, has the same status.
 */
class DefaultHandlersTest {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final String UPDATE = "updateCustomerSessionV2";
  private static final List<String> OPERATIONS =
      List.of(UPDATE, "returnCartItems", "reopenCustomerSession");

  private static int send(String url, String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/v2/customer_sessions/" + path))
            .header("Authorization", "ApiKey-v1 test")
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Returns the status of an operation, which asks for a state if its request has one. */
  private static int call(String url, String operation, String id, String state) {
    return switch (operation) {
      case UPDATE ->
          send(
              url,
              "PUT",
              id,
              "{\"customerSession\":{"
                  + (state == null ? "" : "\"state\":\"" + state + "\",")
                  + "\"cartItems\":[{\"sku\":\"a\",\"quantity\":4,\"price\":2.50}]}}");
      case "returnCartItems" ->
          send(
              url,
              "POST",
              id + "/returns",
              "{\"return\":{\"returnedCartItems\":[{\"position\":0,\"quantity\":1}]}}");
      default -> send(url, "PUT", id + "/reopen", "");
    };
  }

  /** Returns the v2 operations and states by which a session gets into each state. */
  private static Map<String, List<Document.Edge>> ways() {
    Map<String, List<Document.Edge>> ways = new LinkedHashMap<>();
    for (int i = 0; i <= Document.states().size(); i++) {
      for (Document.Edge edge : Document.edges()) {
        List<Document.Edge> before = edge.from() == null ? List.of() : ways.get(edge.from());
        if (before != null && edge.by().stream().anyMatch(OPERATIONS::contains)) {
          List<Document.Edge> way = new ArrayList<>(before);
          way.add(edge);
          ways.putIfAbsent(edge.to(), way);
        }
      }
    }
    return ways;
  }

  /** Returns the status of every operation in every state, and of every creation. */
  private static Map<String, Integer> statuses(String url) {
    Map<String, Integer> statuses = new LinkedHashMap<>();
    List<String> wanted = new ArrayList<>(Document.states());
    wanted.add(null);
    for (String to : wanted) {
      statuses.put("create " + to, call(url, UPDATE, "new-" + to, to));
    }
    for (String operation : OPERATIONS) {
      for (String from : Document.states()) {
        for (String to : operation.equals(UPDATE) ? wanted : Document.states().subList(0, 1)) {
          String id = operation + "-" + from + "-" + to;
          for (Document.Edge edge : Objects.requireNonNull(ways().get(from), from)) {
            String by = edge.by().stream().filter(OPERATIONS::contains).findFirst().orElseThrow();
            assertThat(call(url, by, id, edge.to())).as(id).isEqualTo(200);
          }
          statuses.put(id, call(url, operation, id, to));
          statuses.put("GET " + id, send(url, "GET", id, ""));
        }
      }
      if (!operation.equals(UPDATE)) {
        statuses.put(operation + " of nothing", call(url, operation, "nothing", null));
      }
    }
    statuses.put("GET nothing", send(url, "GET", "nothing", ""));
    return statuses;
  }

  @Test
  void everyTransitionAndRefusal_hasTheStatusOfTheStub() {
    Map<String, Integer> ours;
    try (CustomerSessionStub stub = Stubs.start()) {
      ours = statuses(stub.url());
    }
    Map<String, Integer> defaults;
    try (StubServer stub =
        StubServer.builder(world -> DefaultHandlers.dispatcher(DefaultHandlers.of(world)))
            .start()) {
      defaults = statuses(stub.url());
    }

    assertThat(ways()).containsOnlyKeys(Document.states());
    assertThat(ours.values()).contains(200, 400, 404);
    assertThat(defaults).containsExactlyInAnyOrderEntriesOf(ours);
  }
}
