package io.customersession.stub.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.Stubs;
import io.customersession.stub.store.AcceptanceTests;
import io.customersession.stub.store.Stores;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
  @MethodSource("io.customersession.stub.store.AcceptanceTests#names")
  @ValueSource(strings = "ConcurrencyTest")
  void tests_onThisStore_pass(String test) throws ClassNotFoundException {
    assertThat(AcceptanceTests.problems(test, ONLY_IN_MEMORY)).isEmpty();
  }
}
