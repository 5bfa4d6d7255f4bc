package io.customersession.stub.store;

import static io.customersession.stub.store.StoredThings.COUNTER;
import static io.customersession.stub.store.StoredThings.scope;
import static io.customersession.stub.store.StoredThings.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.stub.memory.MemoryBudget;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends StoreContractTest {
  @Override
  protected Store create(StoreLimits limits) {
    return new MemoryStore(limits);
  }

  @Test
  void unit_whoseCounterChangesMeanwhile_runsAgainWithTheSameIds() {
    Store store = new MemoryStore(new StoreLimits(10, 10, 0, MemoryBudget.unbounded()));
    AtomicInteger runs = new AtomicInteger();

    long id =
        store.execute(
            scope("a"),
            unit -> {
              int before = unit.count(COUNTER);
              if (runs.incrementAndGet() == 1) {
                store.execute(
                    scope("b"),
                    other -> {
                      other.add(COUNTER, 1);
                      return other;
                    });
              }
              assertThat(unit.count(COUNTER)).isEqualTo(before);
              unit.add(COUNTER, 1);
              return update(unit, "a", "").facts().getId();
            });

    assertThat(runs).hasValue(2);
    assertThat(id).isEqualTo(1);
    assertThat(store.snapshot().counters()).containsEntry(COUNTER, 2);
  }
}
