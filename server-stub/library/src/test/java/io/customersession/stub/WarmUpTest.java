package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is warmed up is what a session's first calls need, and nobody sees it. */
class WarmUpTest {
  @Test
  void calls_areAcceptedByAStubOfTheirOwn() {
    StubEngine engine = WarmUp.warmed();

    assertThat(engine.journal().exchanges())
        .extracting(exchange -> exchange.operation() + " " + exchange.status())
        .containsExactly("updateCustomerSessionV2 200", "getCustomerSession 200");
    assertThat(engine.violations()).isEmpty();
  }

  @Test
  void calls_areNotThoseOfTheStubThatIsStarted() {
    try (CustomerSessionStub stub = Stubs.start()) {
      assertThat(stub.journal().exchanges()).isEmpty();
      assertThat(stub.journal().total()).isZero();
    }
  }
}
