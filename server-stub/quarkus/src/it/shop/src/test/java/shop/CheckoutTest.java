package shop;

// snippet
import io.customersession.client.CustomerSessions;
import io.customersession.client.SessionChange;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.quarkus.WithCustomerSessionStub;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithCustomerSessionStub
class CheckoutTest {
  @Inject CustomerSessions sessions; // the application's bean, whose URL is that of the stub
  CustomerSessionStub stub;

  @Test
  void paidOrder_isClosedOnce() {
    sessions.update("order-1", SessionChange.builder().profileId("jane").build());
    sessions.close("order-1");

    stub.journal().find().resource("order-1").body("/customerSession/state", "closed").expect(1);
  }
}
// end
