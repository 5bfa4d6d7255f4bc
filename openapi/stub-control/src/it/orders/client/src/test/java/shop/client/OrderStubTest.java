package shop.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.customersession.contract.client.ApiClient;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.stub.ApiWorld;
import io.customersession.contract.stub.StubServer;
import io.customersession.contract.stub.fault.Fault;
import io.customersession.contract.stub.fault.FaultRule;
import io.customersession.contract.stub.junit.ContractSeverity;
import io.customersession.contract.stub.junit.ExpectedViolations;
import io.customersession.contract.stub.junit.StubServerExtension;
import io.customersession.contract.stub.violation.ContractRule;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import shop.client.api.OrdersApi;
import shop.client.api.SecuritySchemes;
import shop.client.model.Line;
import shop.client.model.Order;
import shop.client.model.OrderState;
import shop.stub.OrderStub;

/** What the kit gives the stub of any document: worlds, journal, violations, faults, JUnit. */
class OrderStubTest {
  private static final String ORDER =
      "{\"state\":\"%s\",\"lines\":[{\"SKU\":\"AB1234\",\"quantity\":2}]%s}";

  @RegisterExtension
  static final StubServerExtension STUB =
      StubServerExtension.with(
          () ->
              StubServer.builder(OrderStub::of)
                  .key(SecuritySchemes.TOKEN, "secret"));

  private static OrdersApi orders(StubServer stub) {
    return new OrdersApi(
        ApiClient.builder().baseUrl(stub.url()).key(SecuritySchemes.TOKEN, "secret").build());
  }

  private static Order draft() {
    Line line = Line.builder().SKU("AB1234").quantity(2).propertyClass("3").build();
    return Order.builder().state(OrderState.DRAFT).lines(List.of(line)).build();
  }

  private static int put(StubServer stub, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(stub.url() + "/orders/7"))
            .header("Authorization", "Bearer secret")
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  @Test
  void journal_hasEveryExchange(StubServer stub) {
    orders(stub).updateOrder("7", draft());
    orders(stub).getOrder("7");

    assertEquals(2, stub.journal().find().resource("7").count());
    assertEquals(1, stub.journal().find().operation("updateOrder").expect(1).size());
  }

  @Test
  void reset_betweenTests_forgetsOrdersAndExchanges(StubServer stub) {
    assertEquals(0, stub.journal().exchanges().size());
    assertEquals(
        404, assertThrows(ApiException.class, () -> orders(stub).getOrder("7")).status());
  }

  @Test
  void world_ofAnotherName_hasOrdersAndFaultsOfItsOwn(StubServer stub) {
    StubServer other = stub.in("other");
    orders(stub).updateOrder("7", draft());
    other.world().faults().add(FaultRule.of(Fault.status(503)).operation("getOrder").times(1));

    assertEquals(
        503, assertThrows(ApiException.class, () -> orders(other).getOrder("7")).status());
    assertEquals(
        404, assertThrows(ApiException.class, () -> orders(other).getOrder("7")).status());
    assertEquals(OrderState.DRAFT, orders(stub).getOrder("7").getState());
  }

  @Test
  @ContractSeverity("rejected-transition=off")
  void rule_refusesWhatTheDocumentAllows(StubServer stub) throws Exception {
    String large = ORDER.formatted("draft", ",\"carrier\":\"courier\"").replace(":2}", ":51}");

    assertEquals(409, put(stub, large));
    assertEquals(200, put(stub, large.replace("courier", "post")));
  }

  @Test
  void faultHeader_appliesToOneCall(StubServer stub) throws Exception {
    String body = ORDER.formatted("draft", "");
    assertEquals(429, put(stub, body, "X-Stub-Fault", "status=429;retry-after=2"));
    assertThrows(IOException.class, () -> put(stub, body, "X-Stub-Fault", "drop"));
    assertTrue(stub.journal().find().operation("updateOrder").count() >= 2);
  }

  @Test
  @ContractSeverity("*=warning")
  void violations_areRecorded_withTheirRule(ApiWorld world, StubServer stub) throws Exception {
    put(stub, ORDER.formatted("shipped", ""));
    put(stub, ORDER.formatted("draft", ",\"colour\":\"red\""));

    List<ContractRule> rules = world.violations().stream().map(each -> each.kind()).toList();
    assertTrue(rules.contains(ContractRule.ILLEGAL_TRANSITION), rules::toString);
    assertTrue(rules.contains(ContractRule.UNKNOWN_PROPERTY), rules::toString);
  }

  @Test
  @ExpectedViolations("unknown-property /colour")
  void expectedViolation_doesNotFailTheTest(StubServer stub) throws Exception {
    assertEquals(200, put(stub, ORDER.formatted("draft", ",\"colour\":\"red\"")));
    assertEquals(List.of(), stub.violations());
  }
}
