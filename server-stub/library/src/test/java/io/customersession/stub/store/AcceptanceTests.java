package io.customersession.stub.store;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The acceptance tests of the stub that every store passes, to run them on another one. */
public final class AcceptanceTests {
  private AcceptanceTests() {}

  /** Returns the names of their classes. */
  public static List<String> names() {
    return List.of(
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
        "TransitionRulesTest");
  }

  /**
   * Runs a class, and returns its tests that fail or are aborted, with the reason.
   *
   * @param exempt the tests that may fail
   * @throws AssertionError if the class has no tests
   */
  public static List<String> problems(String name, Set<String> exempt)
      throws ClassNotFoundException {
    Events events =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(Class.forName("io.customersession.stub." + name)))
            .execute()
            .testEvents();
    if (events.started().count() == 0) {
      throw new AssertionError(name + " has no tests");
    }
    return Stream.concat(events.failed().stream(), events.aborted().stream())
        .filter(each -> !exempt.contains(each.getTestDescriptor().getDisplayName()))
        .map(each -> each.getTestDescriptor().getDisplayName() + " " + each.getPayload())
        .toList();
  }
}
