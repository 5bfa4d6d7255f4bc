package io.customersession.client.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.stub.violation.ContractViolation;
import io.customersession.stub.CustomerSessionStub;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The README's first command, as a test. */
final class SessionLifeTest {
  private final ByteArrayOutputStream transcript = new ByteArrayOutputStream();

  @Test
  void run_stubWithTheRule_printsTheTranscript() {
    try (CustomerSessionStub stub = Demonstration.start()) {
      life(stub).run();
      assertThat(stub.world().report().errors()).hasSize(3).allMatch(ContractViolation::refused);
    }

    assertThat(transcript.toString(StandardCharsets.UTF_8).lines())
        .containsSubsequence(
            " 1. Create it with a cart",
            "      sent       PUT /v2/customer_sessions/order%202041%2Fa",
            "      received   200 with customerSession, effects, createdCoupons, createdReferrals",
            "      read back  open                update 1, 3 units, total 25.25 = cart 25.25 + costs 0",
            " 2. Update it: a coupon and a shipping cost; all else stays",
            "      read back  open                update 2, 3 units, total 30.15 = cart 25.25 + costs 4.90",
            " 3. Close it: the document allows that, a hand-written rule does not",
            "      received   400 Cannot move session to state \"closed\" from state \"open\"",
            "                 - CouponNeedsIdentifier: " + CouponNeedsIdentifier.REASON,
            "      read back  open                update 2, 3 units, total 30.15 = cart 25.25 + costs 4.90",
            " 5. Close it again",
            "                 {\"customerSession\":{\"state\":\"closed\"}}",
            "      received   200 with customerSession, effects, createdCoupons, createdReferrals",
            "      read back  closed              update 4, 3 units, total 30.15 = cart 25.25 + costs 4.90",
            " 6. Return one mug",
            "      received   200 with customerSession, effects, createdCoupons, createdReferrals, return",
            " 7. Reopen it: illegal, as the document's table has no such move",
            "      sent       PUT /v2/customer_sessions/order%202041%2Fa/reopen",
            "      received   400 Cannot move session to state \"open\" from state \"partially_returned\"",
            " 8. Cancel it",
            " 9. Close it once more: cancelled is the end",
            "      received   400 Cannot move session to state \"closed\" from state \"cancelled\"",
            "All 9 steps went as expected.");
  }

  @Test
  void run_stubWithoutTheRule_endsWithASurprise() {
    try (CustomerSessionStub stub = CustomerSessionStub.builder().start()) {
      assertThatThrownBy(() -> life(stub).run())
          .isInstanceOf(UnexpectedOutcomeException.class)
          .hasMessage("step 3: expected a error, but got 200");
    }
  }

  @Test
  void run_connectionRefused_fails() {
    String url;
    try (CustomerSessionStub stub = CustomerSessionStub.builder().start()) {
      url = stub.url();
    }

    assertThatThrownBy(() -> new SessionLife(url, new PrintStream(transcript)).run())
        .isInstanceOf(UnexpectedOutcomeException.class)
        .hasMessageStartingWith(
            "step 1: expected it to be accepted, but got updateCustomerSessionV2: no response");
  }

  private SessionLife life(CustomerSessionStub stub) {
    return new SessionLife(stub.url(), new PrintStream(transcript, true, StandardCharsets.UTF_8));
  }
}
