package shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.journal.ContractViolation;
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
                    .session("order-1")
                    .body("/customerSession/state", "closed")
                    .expect(1))
        .hasMessage(
            """
            Expected exactly 1 exchange with operation updateCustomerSessionV2, session order-1, \
            body /customerSession/state "closed"; found 0 of 2.

            Near: #2 PUT /v2/customer_sessions/order-1 -> 200
                                             expected                 found
                operation                    updateCustomerSessionV2  updateCustomerSessionV2
                session                      order-1                  order-1
              ! body /customerSession/state  "closed"                 "cancelled"

            Near: #1 PUT /v2/customer_sessions/order-1 -> 200
                                             expected                 found
                operation                    updateCustomerSessionV2  updateCustomerSessionV2
                session                      order-1                  order-1
              ! body /customerSession/state  "closed"                 (nothing)\
            """);
  }

  @Test
  void violations_ofTheContract_sayWhatIsWrongWhereAndByWhichRule() {
    checkout.update("order-1", "{\"state\": \"shipped\"}");
    checkout.update("order-1", "{\"colour\": \"red\"}");

    assertThat(stub.violations())
        .extracting(ContractViolation::toString)
        .containsExactly(
            "refused: updateCustomerSessionV2 /customerSession/state: state must be one of the"
                + " following: \"open\", \"closed\", \"partially_returned\", \"cancelled\""
                + " [#/components/schemas/SessionState/enum]",
            "noted: updateCustomerSessionV2 /customerSession/colour: The property \"colour\" is not"
                + " defined on NewCustomerSessionV2. [#/components/schemas/NewCustomerSessionV2]");
  }
}
