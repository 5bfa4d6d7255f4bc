package io.customersession.stub.store;

import static io.customersession.stub.store.StoredThings.COUNTER;
import static io.customersession.stub.store.StoredThings.NOW;
import static io.customersession.stub.store.StoredThings.key;
import static io.customersession.stub.store.StoredThings.scope;
import static io.customersession.stub.store.StoredThings.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.contract.stub.memory.StoreFullException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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

  @Test
  void unitThatChangesNothing_whoseReadingsChangeMeanwhile_runsAgain() {
    Store store = create(new StoreLimits(10, 10, 0, MemoryBudget.unbounded()));
    AtomicInteger runs = new AtomicInteger();

    List<Integer> read =
        store.execute(
            scope("a"),
            unit -> {
              int count = unit.count(COUNTER);
              if (runs.incrementAndGet() == 1) {
                store.execute(
                    scope("b"),
                    other -> {
                      other.add(COUNTER, 1);
                      return update(other, "b", "p");
                    });
              }
              Profile profile = unit.profile(new ProfileKey(1, "p"));
              return List.of(count, profile == null ? 0 : profile.closedSessions());
            });

    assertThat(read).containsExactly(1, 1);
  }

  @Test
  void read_overlappingWithAUnit_seesItAsAWhole() {
    execute("a", unit -> update(unit, "a", "p"));
    AtomicInteger runs = new AtomicInteger();

    List<Integer> read =
        store.read(
            view -> {
              int updates = view.find(key("a")).facts().getUpdateCount();
              if (runs.incrementAndGet() == 1) {
                execute("a", unit -> update(unit, "a", "p"));
              }
              return List.of(updates, view.find(new ProfileKey(1, "p")).closedSessions());
            });

    assertThat(read).containsExactly(2, 2);
  }

  @Test
  void slowUnit_afterConflicts_delaysOnlyUnitsThatChangeTheSame() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    Future<?> unit =
        threads.submit(
            () ->
                execute(
                    "slow",
                    each -> {
                      int before = each.count(COUNTER);
                      if (runs.incrementAndGet() <= 3) {
                        execute("in the way", other -> other.add(COUNTER, 1));
                      } else {
                        slow.countDown();
                        await(go);
                      }
                      assertThat(each.count(COUNTER)).isEqualTo(before);
                      each.add(COUNTER, 1);
                    }));
    await(slow);

    Future<?> same = threads.submit(() -> execute("b", other -> other.add(COUNTER, 1)));
    Future<?> another = threads.submit(() -> execute("c", other -> update(other, "c", "p")));
    another.get(60, TimeUnit.SECONDS);
    assertThat(find(key("c"))).isNotNull();
    assertThat(same).isNotDone();
    go.countDown();
    unit.get(60, TimeUnit.SECONDS);
    same.get(60, TimeUnit.SECONDS);

    assertThat(runs).hasValue(4);
    assertThat(store.snapshot().counters()).containsEntry(COUNTER, 5);
  }

  @Test
  void restore_thatFitsOnceTheRecordsAreReplaced_succeeds() {
    MemoryBudget memory = new MemoryBudget(100_000);
    StoreSnapshot sessions = useAfterReset(memory);
    execute("a", unit -> unit.put(IDEMPOTENCY_KEY, record(95_000)));
    assertThat(memory.taken() + sessions.weight()).isGreaterThan(100_000);

    store.restore(sessions, () -> {});

    assertThat(store.snapshot()).hasToString(sessions.toString());
    assertThat(memory.taken()).isEqualTo(sessions.weight());
  }

  @Test
  void restore_thatDoesNotFit_keepsEverything() {
    MemoryBudget memory = new MemoryBudget(100_000);
    StoreSnapshot sessions = useAfterReset(memory);
    execute("a", unit -> unit.put(IDEMPOTENCY_KEY, record(1_000)));
    StoreSnapshot before = store.snapshot();
    MemoryBudget.Account others = memory.account();
    others.change(98_000);

    assertThatThrownBy(() -> store.restore(sessions, () -> {}))
        .isInstanceOf(StoreFullException.class);

    assertThat(store.snapshot()).hasToString(before.toString());
    assertThat(memory.taken()).isEqualTo(98_000 + before.weight() + before.recordsWeight());
  }

  /** Uses an empty store, and returns a snapshot of ten sessions that it had before a reset. */
  private StoreSnapshot useAfterReset(MemoryBudget memory) {
    store = create(new StoreLimits(100, 100, 1_000_000, memory));
    for (int i = 0; i < 10; i++) {
      String id = "s" + i;
      execute(id, unit -> update(unit, id, id));
    }
    StoreSnapshot sessions = store.snapshot();
    store.reset(() -> {});
    return sessions;
  }

  private static IdempotencyRecord record(int size) {
    return new IdempotencyRecord("f", new byte[size], NOW.toInstant());
  }

  @Test
  void snapshot_ofAClosedStore_weighsWhatItHolds() {
    execute("a", unit -> update(unit, "a", "p"));
    StoreSnapshot before = store.snapshot();

    store.close();

    assertThat(before.weight()).isPositive();
    assertThat(store.snapshot().weight()).isEqualTo(before.weight());
  }
}
