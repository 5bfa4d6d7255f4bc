package shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.stub.violation.ViolationReport;
import io.customersession.stub.CustomerSessionStub;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a developer reads when the shop did something else than the contract or the test asks. */
class FailureTextTest {
  private final CustomerSessionStub stub = CustomerSessionStub.start();
  private final Checkout checkout = new Checkout(stub.url(), "shop", Duration.ofSeconds(10));

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void expectation_thatIsNotMet_showsTheNearestCalls() {
    checkout.fill("order-1", "TEA-1", 2);
    checkout.cancel("order-1");

    assertThatThrownBy(
            () ->
                stub.journal()
                    .find()
                    .operation("updateCustomerSessionV2")
                    .resource("order-1")
                    .body("/customerSession/state", "closed")
                    .expect(1))
        .hasMessage(
            """
            Expected exactly 1 exchange with operation updateCustomerSessionV2, resource order-1, \
            body /customerSession/state "closed"; found 0 of 2.

            Near: #2 PUT /v2/customer_sessions/order-1 -> 200
                                             expected                 found
                operation                    updateCustomerSessionV2  updateCustomerSessionV2
                resource                     order-1                  order-1
              ! body /customerSession/state  "closed"                 "cancelled"

            Near: #1 PUT /v2/customer_sessions/order-1 -> 200
                                             expected                 found
                operation                    updateCustomerSessionV2  updateCustomerSessionV2
                resource                     order-1                  order-1
              ! body /customerSession/state  "closed"                 (nothing)\
            """);
  }

  @Test
  void violation_ofTheContract_saysWhatWhereWhyAndWhatWouldBeRight() {
    checkout.update("order-1", "{\"state\": \"shipped\"}");

    assertThat(ViolationReport.of(stub.violations()).explained())
        .isEqualTo(
            """
            error schema: state must be one of the following: "open", "closed", \
            "partially_returned", "cancelled"
              call:       PUT /v2/customer_sessions/order-1 (updateCustomerSessionV2)
              where:      /customerSession/state
              sent:       "shipped"
              rule:       #/components/schemas/SessionState/enum
              stub:       refused the request
              real API:   refuses the request with 400\
            """);
  }

  @Test
  void violation_thatHadNoEffect_isExplainedToo() {
    checkout.update("order-1", "{\"cartItem\": []}");

    assertThat(ViolationReport.of(stub.violations()).explained())
        .isEqualTo(
            """
            error unknown-property: The property "cartItem" is not defined on NewCustomerSessionV2.
              call:       PUT /v2/customer_sessions/order-1 (updateCustomerSessionV2)
              where:      /customerSession/cartItem
              sent:       []
              rule:       #/components/schemas/NewCustomerSessionV2
              stub:       carried the request out
              real API:   ignores it: what was sent is lost
              right form: The nearest name is "cartItems"\
            """);
  }
}
