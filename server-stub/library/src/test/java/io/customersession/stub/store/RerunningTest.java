package io.customersession.stub.store;

/** A store may run a unit of work more than once, and its contract shows nothing of that. */
class RerunningTest extends StoreContractTest {
  @Override
  protected Store create(StoreLimits limits) {
    return new Rerunning(new MemoryStore(limits));
  }
}
