package io.customersession.stub.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.Stubs;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The acceptance tests of the stub, on the default store or another one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class AcceptanceScenario {
  /** A machine that is busy with other builds stands still for half a minute now and then. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String title;
  private final boolean isDatabase;
  private final AtomicInteger stubs = new AtomicInteger();
  private final AtomicInteger opened = new AtomicInteger();
  private int classes;
  private long tests;
  private int failures;
  private long nanos;

  /**
   * Creates the tests.
   *
   * @param title what their line of figures begins with
   */
  protected AcceptanceScenario(String title, boolean isDatabase) {
    this.title = title;
    this.isDatabase = isDatabase;
  }

  /** Returns the stores of stubs with these options; stubs may share them. */
  protected abstract Stores stores(StoreOptions options);

  /** The worlds of one stub, in stores that it shares and does not close. */
  private final class OwnWorlds implements Stores {
    private final Stores shared;
    private final String prefix = stubs.incrementAndGet() + "-";

    OwnWorlds(Stores shared) {
      this.shared = shared;
    }

    @Override
    public Store open(String world, StoreLimits limits) {
      opened.incrementAndGet();
      return shared.open(prefix + world, limits);
    }

    @Override
    public int concurrentRequests() {
      return shared.concurrentRequests();
    }

    @Override
    public List<String> worlds() {
      return shared.worlds().stream()
          .filter(world -> world.startsWith(prefix))
          .map(world -> world.substring(prefix.length()))
          .toList();
    }
  }

  private static StoreOptions patient(StoreOptions options) {
    return options.timeout().equals(StoreOptions.DEFAULTS.timeout())
        ? new StoreOptions(PATIENCE, options.retention())
        : options;
  }

  @BeforeEach
  void useStores() {
    Stubs.useStores(options -> new OwnWorlds(stores(patient(options))));
  }

  @AfterEach
  void useMemory() {
    Stubs.useMemory();
  }

  @AfterAll
  void printFigures() {
    System.out.printf(
        "stores: %s: %d classes, %d tests, %d failures, %d s%n",
        title, classes, tests, failures, TimeUnit.NANOSECONDS.toSeconds(nanos));
  }

  static Stream<String> names() {
    return AcceptanceTests.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void tests_onThisStore_pass(String name) throws ClassNotFoundException {
    int openedBefore = opened.get();
    long begun = System.nanoTime();

    AcceptanceTests.Result result = AcceptanceTests.run(name, isDatabase);

    nanos += System.nanoTime() - begun;
    classes++;
    tests += result.tests();
    failures += result.problems().size();
    AssertionError failed = new AssertionError(result.problems().toString());
    result.problems().forEach(problem -> failed.addSuppressed(problem.reason()));
    if (!result.problems().isEmpty()) {
      throw failed;
    }
    assertThat(result.tests()).as("tests of %s", name).isPositive();
    assertThat(opened.get() - openedBefore).as("stores that %s has opened", name).isPositive();
  }
}
