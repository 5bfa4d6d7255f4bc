package io.customersession.stub.store;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The tests that run on all stores, on the default one, where each build runs them as well. */
@EnabledIfSystemProperty(named = "acceptance", matches = ".+")
class StubOnMemoryTest extends AcceptanceScenario {
  StubOnMemoryTest() {
    super("memory", false);
  }

  @Override
  protected Stores stores(StoreOptions options) {
    return Stores.inMemory(options);
  }
}
