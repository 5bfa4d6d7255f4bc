package shop;

// snippet
import io.customersession.client.CustomerSessions;
import io.customersession.client.SessionChange;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.spring.AutoConfigureCustomerSessionStub;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
@AutoConfigureCustomerSessionStub
class CheckoutTest {
  @Autowired CustomerSessions sessions; // the application's bean, whose URL is that of the stub
  @Autowired CustomerSessionStub stub;

  @Test
  void paidOrder_isClosedOnce() {
    sessions.update("order-1", SessionChange.builder().profileId("jane").build());
    sessions.close("order-1");

    stub.journal().find().resource("order-1").body("/customerSession/state", "closed").expect(1);
  }
}
// end
