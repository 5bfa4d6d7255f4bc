package shop.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.customersession.contract.stub.StubServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import shop.stub.OrderStub;

/** The stub controlled over plain HTTP, as a test in any language does it. */
class OrderControlTest {
  private static final String MAIN = "/__stub/worlds/main";
  private static final String DRAFT =
      "{\"state\":\"draft\",\"lines\":[{\"SKU\":\"AB1234\",\"quantity\":2}]}";

  private final HttpClient http = HttpClient.newHttpClient();
  private final StubServer stub =
      StubServer.builder(OrderStub::of).start();

  @AfterEach
  void stop() {
    stub.close();
  }

  private String send(int status, String method, String path, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(stub.url() + path))
            .header("Authorization", "Bearer any")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertEquals(status, response.statusCode(), response::body);
    return response.body();
  }

  private static void requireText(String text, String part) {
    assertTrue(text.contains(part), () -> part + " is not in " + text);
  }

  @Test
  void worlds_areListed() throws Exception {
    stub.world("checkout");

    String worlds = send(200, "GET", "/__stub/worlds", "");

    requireText(worlds, "\"name\":\"main\"");
    requireText(worlds, "\"name\":\"checkout\"");
  }

  @Test
  void clock_isFrozen() throws Exception {
    send(200, "POST", MAIN + "/clock/freeze", "{\"at\":\"2030-01-01T00:00:00Z\"}");

    assertEquals("2030-01-01T00:00:00Z", stub.world().clock().instant().toString());
  }

  @Test
  void fault_isAddedAndSeen() throws Exception {
    send(201, "POST", MAIN + "/faults", "{\"fault\":\"status=503\",\"resource\":\"7\",\"times\":1}");

    send(503, "PUT", "/orders/7", DRAFT);
    send(200, "PUT", "/orders/7", DRAFT);
    requireText(send(200, "GET", MAIN + "/faults", ""), "\"fired\":1");
  }

  @Test
  void journal_isSearched() throws Exception {
    send(200, "PUT", "/orders/7", DRAFT);

    String found = send(200, "POST", MAIN + "/journal/find", "{\"resource\":\"7\"}");
    requireText(found, "\"operation\":\"updateOrder\"");
    String gets = "{\"filter\":{\"operation\":\"getOrder\"},\"times\":1}";
    requireText(send(200, "POST", MAIN + "/journal/expect", gets), "\"met\":false");
    send(200, "GET", "/orders/7", "");
    requireText(send(200, "POST", MAIN + "/journal/expect", gets), "\"met\":true");
  }

  @Test
  void violations_areReported() throws Exception {
    send(200, "PUT", "/orders/7", DRAFT.replace("}]}", "}],\"colour\":\"red\"}"));

    requireText(send(200, "GET", MAIN + "/violations", ""), "\"location\":\"/colour\"");
    requireText(send(200, "GET", MAIN + "/violations.xml", ""), "<testsuite");
  }

  @Test
  void snapshot_isRestored_andResetForgets() throws Exception {
    send(200, "PUT", "/orders/7", DRAFT);
    send(200, "PUT", "/__stub/snapshots/ordered", "{\"world\":\"main\"}");
    send(204, "POST", MAIN + "/reset", "");
    send(404, "GET", "/orders/7", "");

    send(204, "POST", MAIN + "/restore", "{\"snapshot\":\"ordered\"}");

    requireText(send(200, "GET", "/orders/7", ""), "\"state\":\"draft\"");
  }
}
