package shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.client.CustomerSessions;
import io.customersession.client.error.TransportException;
import io.customersession.client.retry.RetryPolicy;
import io.customersession.stub.CustomerSessionStub;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shop's tests, which use the client and the stub as published. */
class CheckoutTest {
  private CustomerSessionStub stub;
  private CustomerSessions sessions;
  private Checkout checkout;

  @BeforeEach
  void start() {
    stub = CustomerSessionStub.start();
    sessions =
        CustomerSessions.builder()
            .baseUrl(stub.url())
            .apiKey("secret")
            .retryPolicy(RetryPolicy.none())
            .build();
    checkout = new Checkout(sessions);
  }

  @AfterEach
  void stop() {
    sessions.close();
    stub.close();
  }

  @Test
  void order_paidTwice_isTakenOnce() {
    assertThat(checkout.putMugs("order-1", "jane", 2)).isEqualTo(new BigDecimal("21.00"));
    assertThat(checkout.pay("order-1")).isTrue();
    assertThat(stub.violations()).isEmpty();
    assertThat(checkout.pay("order-1")).isFalse();
    assertThat(stub.violations()).isNotEmpty();
    assertThat(checkout.abandon("order-1").join()).isEqualTo("cancelled");
  }

  @Test
  void server_gone_isATransportFailure() {
    stub.close();

    assertThatThrownBy(() -> checkout.putMugs("order-1", "jane", 1))
        .isInstanceOf(TransportException.class);
  }

  /** A second run on the same JDK would be pointless. */
  @Test
  void jvm_isTheOneThatTheBuildNames() throws IOException {
    String expected = System.getProperty("expected.jvm");
    Path running = Path.of(System.getProperty("java.home"), "bin", "java");

    assertThat((expected == null ? running : Path.of(expected)).toRealPath())
        .isEqualTo(running.toRealPath());
  }
}
