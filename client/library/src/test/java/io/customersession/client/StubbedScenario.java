package io.customersession.client;

import io.customersession.client.model.CartItem;
import io.customersession.client.model.CustomerSessionV2;
import io.customersession.client.model.ReturnedCartItem;
import io.customersession.client.retry.RetryPolicy;
import io.customersession.stub.CustomerSessionStub;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The client and the stub of the same document. */
abstract class StubbedScenario {
  static final CartItem MUG =
      CartItem.builder().sku("mug").quantity(2).price(new BigDecimal("10.50")).build();
  static final List<ReturnedCartItem> ONE_MUG =
      List.of(ReturnedCartItem.builder().sku("mug").quantity(1).build());

  CustomerSessionStub stub;
  CustomerSessions sessions;

  @BeforeEach
  void start() {
    stub = CustomerSessionStub.builder().apiKey("cafe", 1).start();
    sessions = client().build();
  }

  @AfterEach
  void stop() {
    sessions.close();
    stub.close();
  }

  CustomerSessionsBuilder client() {
    return CustomerSessions.builder()
        .baseUrl(stub.url())
        .apiKey("cafe")
        .retryPolicy(RetryPolicy.none());
  }

  static SessionChange cart() {
    return SessionChange.builder().profileId("jane").cartItems(List.of(MUG)).build();
  }

  CustomerSessionV2 stored() {
    return sessions.get("s1").getCustomerSession();
  }
}
