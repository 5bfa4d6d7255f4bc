package shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.customersession.contract.stub.junit.ContractSeverity;
import io.customersession.contract.stub.junit.StubUrl;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.junit.CustomerSessionStubTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** One line gives a class its stub, and a test that breaks the contract fails. */
@CustomerSessionStubTest
class StubForAClassTest {
  private final Checkout checkout;

  StubForAClassTest(@StubUrl String url) {
    checkout = new Checkout(url, "shop", Duration.ofSeconds(10));
  }

  @Test
  void rightCalls_pass(CustomerSessionStub stub) {
    checkout.fill("order-1", "TEA-1", 2);
    stub.journal().find().operation("updateCustomerSessionV2").status(200).expect(1);
  }

  @Test
  @ContractSeverity("unknown-property=off")
  void brokenContract_passesWhereThatIsMeant() {
    checkout.update("order-1", "{\"colour\": \"red\"}");
  }

  @Test
  void brokenContract_failsTheTestThatBrokeIt() {
    TestExecutionResult result =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(Breaking.class))
            .execute()
            .testEvents()
            .failed()
            .stream()
            .map(event -> event.getRequiredPayload(TestExecutionResult.class))
            .findFirst()
            .orElseThrow();
    assertThat(result.getThrowable().orElseThrow())
        .hasMessage(
            """
            The contract was broken twice.

            error schema: state must be one of the following: "open", "closed", \
            "partially_returned", "cancelled"
              call:       PUT /v2/customer_sessions/order-1 (updateCustomerSessionV2)
              where:      /customerSession/state
              sent:       "shipped"
              rule:       #/components/schemas/SessionState/enum
              stub:       refused the request
              real API:   refuses the request with 400

            error unknown-property: The property "profileID" is not defined on NewCustomerSessionV2.
              call:       PUT /v2/customer_sessions/order-1 (updateCustomerSessionV2)
              where:      /customerSession/profileID
              sent:       "jane"
              rule:       #/components/schemas/NewCustomerSessionV2
              stub:       carried the request out
              real API:   ignores it: what was sent is lost
              right form: The nearest name is "profileId"

            If this is intended: @ContractSeverity("schema=off, unknown-property=off") on the test \
            or its class, or X-Stub-Severity: schema=off, unknown-property=off with the request.
            If callers always do this: @ExpectedViolations("schema /customerSession/state"), or \
            the same in the stub's settings or fixtures.\
            """);
  }

  /** A test that breaks the contract; the build itself does not look for tests in here. */
  @CustomerSessionStubTest
  static class Breaking {
    @Test
    void update_somethingTheApiDoesNotKnow(@StubUrl String url) {
      Checkout checkout = new Checkout(url, "shop", Duration.ofSeconds(10));
      checkout.update("order-1", "{\"state\": \"shipped\"}");
      checkout.update("order-1", "{\"profileID\": \"jane\"}");
    }
  }
}
