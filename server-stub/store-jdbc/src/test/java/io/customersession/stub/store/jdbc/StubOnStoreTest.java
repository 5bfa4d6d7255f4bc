package io.customersession.stub.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.customersession.stub.Stubs;
import io.customersession.stub.store.Stores;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The acceptance tests of the stub, over HTTP, on a store in a database. */
abstract class StubOnStoreTest {
  /** A database keeps records for their time, whatever maxIdempotencyBytes says. */
  private static final Set<String> ONLY_IN_MEMORY =
      Set.of("moreBytesThanAllowed_forgetTheOldestFirst()");

  private static final AtomicInteger WORLDS = new AtomicInteger();

  /** Returns the open stores of the database. */
  abstract Stores stores();

  @BeforeEach
  void useStores() {
    Stores stores = stores();
    // Each stub of a test expects an empty main world.
    Stubs.useStores((world, limits) -> stores.open(WORLDS.incrementAndGet() + "-" + world, limits));
  }

  @AfterEach
  void useMemory() {
    Stubs.useStores(null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ApplicationSessionsTest",
        "CodeEligibilityTest",
        "ConcurrencyTest",
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
  void tests_onThisStore_pass(String test) throws ClassNotFoundException {
    Events events =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(Class.forName("io.customersession.stub." + test)))
            .execute()
            .testEvents();

    assertThat(events.started().count()).isPositive();
    assertThat(
            Stream.concat(events.failed().stream(), events.aborted().stream())
                .filter(each -> !ONLY_IN_MEMORY.contains(each.getTestDescriptor().getDisplayName()))
                .map(each -> each.getTestDescriptor().getDisplayName() + " " + each.getPayload()))
        .isEmpty();
  }
}
