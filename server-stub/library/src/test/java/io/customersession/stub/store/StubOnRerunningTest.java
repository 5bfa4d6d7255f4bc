package io.customersession.stub.store;

/** A store may run a unit of work more than once, and nothing in the API shows that. */
class StubOnRerunningTest extends AcceptanceScenario {
  StubOnRerunningTest() {
    super("memory, each unit run twice", false);
  }

  @Override
  protected Stores stores(StoreOptions options) {
    Stores memory = Stores.inMemory(options);
    return (world, limits) -> new Rerunning(memory.open(world, limits));
  }
}
