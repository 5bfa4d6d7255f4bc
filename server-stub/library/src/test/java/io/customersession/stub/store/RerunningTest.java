package io.customersession.stub.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.Stubs;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
  @MethodSource("io.customersession.stub.store.AcceptanceTests#names")
  void tests_onAStoreThatRunsEachUnitTwice_pass(String test) throws ClassNotFoundException {
    assertThat(AcceptanceTests.problems(test, Set.of())).isEmpty();
  }
}
