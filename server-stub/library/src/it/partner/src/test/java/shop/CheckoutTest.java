package shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.CustomerSessionStub;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckoutTest {
  private static CustomerSessionStub stub;

  private final Checkout checkout = new Checkout(stub.url(), "shop", Duration.ofSeconds(10));

  @BeforeAll
  static void start() {
    stub = CustomerSessionStub.start();
  }

  @AfterAll
  static void stop() {
    stub.close();
  }

  @BeforeEach
  void forget() {
    stub.reset();
  }

  @Test
  void pay_filledCart_closesSession() {
    checkout.fill("order-1", "TEA-1", 2);

    HttpResponse<String> paid = checkout.pay("order-1");

    assertThat(paid.statusCode()).isEqualTo(200);
    assertThat(checkout.look("order-1").body())
        .contains("\"state\":\"closed\"", "\"total\":9.8", "\"sku\":\"TEA-1\"");
    assertThat(stub.violations()).isEmpty();
  }

  @Test
  void pay_cancelledOrder_isRefused() {
    checkout.fill("order-1", "TEA-1", 2);
    checkout.pay("order-1");
    checkout.cancel("order-1");

    assertThat(checkout.pay("order-1").statusCode()).isEqualTo(400);
  }
}
