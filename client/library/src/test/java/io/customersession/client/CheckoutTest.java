package io.customersession.client;

// The test in the README.
// snippet
import io.customersession.contract.stub.junit.StubUrl;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.junit.CustomerSessionStubTest;
import org.junit.jupiter.api.Test;

@CustomerSessionStubTest
class CheckoutTest {
  @Test
  void paidOrder_isClosedOnce(CustomerSessionStub stub, @StubUrl String url) {
    Shop.pay("order-1", url); // the code under test

    stub.journal().find().resource("order-1").body("/customerSession/state", "closed").expect(1);
  }
}
// end
