package io.customersession.stub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.customersession.stub.Stubs;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** A store may run a unit of work more than once, and nothing in the API shows that. */
class RerunningTest extends StoreContractTest {
  @Override
  protected Store create(StoreLimits limits) {
    return new Rerunning(new MemoryStore(limits));
  }

  @BeforeEach
  void rerun() {
    Stubs.useStores((world, limits) -> new Rerunning(new MemoryStore(limits)));
  }

  @AfterEach
  void stopRerunning() {
    Stubs.useStores(null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ApplicationSessionsTest",
        "CodeEligibilityTest",
        "CouponDiscountsTest",
        "EffectRulesTest",
        "EventsTest",
        "IdempotencyKeyTest",
        "ProfilesTest",
        "PromotionResponsesTest",
        "PromotionRollbackTest",
        "ReturnsTest",
        "SeedingTest",
        "SessionResponsesTest",
        "SessionUpdateTest",
        "StoreLimitsTest",
        "TransitionRulesTest"
      })
  void tests_onAStoreThatRunsEachUnitTwice_pass(String test) throws ClassNotFoundException {
    Events events =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(Class.forName("io.customersession.stub." + test)))
            .execute()
            .testEvents();

    assertThat(events.started().count()).isPositive();
    assertThat(
            Stream.concat(events.failed().stream(), events.aborted().stream())
                .map(each -> each.getTestDescriptor().getDisplayName() + " " + each.getPayload()))
        .isEmpty();
  }
}
