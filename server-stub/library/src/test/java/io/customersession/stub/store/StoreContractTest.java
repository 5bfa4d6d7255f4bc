package io.customersession.stub.store;

import static io.customersession.stub.store.StoredThings.COUNTER;
import static io.customersession.stub.store.StoredThings.NOW;
import static io.customersession.stub.store.StoredThings.before;
import static io.customersession.stub.store.StoredThings.key;
import static io.customersession.stub.store.StoredThings.ofProfile;
import static io.customersession.stub.store.StoredThings.page;
import static io.customersession.stub.store.StoredThings.scope;
import static io.customersession.stub.store.StoredThings.session;
import static io.customersession.stub.store.StoredThings.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.stub.memory.StoreFullException;
import io.customersession.stub.promotion.RedemptionCounters;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Store} guarantees. A test class for a store extends this. */
public abstract class StoreContractTest extends StoreScenario {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void unit_thatThrows_leavesNothing(int steps) {
    execute("a", unit -> update(unit, "a", "p"));
    StoreSnapshot before = store.snapshot();
    List<Consumer<UnitOfWork>> all =
        List.of(
            unit -> unit.nextId(Sequence.EVENT),
            unit -> update(unit, "a", "p"),
            unit -> update(unit, "a", "q"),
            unit -> unit.add(COUNTER, 1),
            unit -> unit.nextId(Sequence.RETURN),
            unit ->
                unit.put(
                    IDEMPOTENCY_KEY, new IdempotencyRecord("f", new byte[10], NOW.toInstant())),
            unit -> unit.delete(key("a")));

    assertThatThrownBy(
            () ->
                execute(
                    "a",
                    unit -> {
                      all.subList(0, steps).forEach(step -> step.accept(unit));
                      throw new IllegalStateException("on purpose");
                    }))
        .hasMessage("on purpose");

    StoreSnapshot after = store.snapshot();
    assertThat(after).hasToString(before.toString());
    assertThat(after.weight()).isEqualTo(before.weight());
    assertThat(after.recordsWeight()).isEqualTo(before.recordsWeight());
  }

  @Test
  void unit_thatDoesNotFit_leavesNothing() {
    for (int i = 0; i < MAX_PROFILES; i++) {
      String id = "s" + i;
      execute(id, unit -> update(unit, id, "p-" + id));
    }
    StoreSnapshot before = store.snapshot();

    assertThatThrownBy(
            () ->
                execute(
                    "more",
                    unit -> {
                      unit.add(COUNTER, 1);
                      update(unit, "more", "another");
                    }))
        .isInstanceOf(StoreFullException.class);

    assertThat(store.snapshot()).hasToString(before.toString());
    assertThat(store.snapshot().weight()).isEqualTo(before.weight());
  }

  @Test
  void unit_readsItsOwnChanges_andNobodyElseDoes() {
    execute(
        "a",
        unit -> {
          update(unit, "a", "p");
          unit.add(COUNTER, 2);
          assertThat(unit.session(key("a"))).isNotNull();
          assertThat(unit.profile(new ProfileKey(1, "p"))).isNotNull();
          assertThat(unit.count(COUNTER)).isEqualTo(2);
          assertThat(unit.ownsAnother(new ProfileKey(1, "p"), "b")).isTrue();
          assertThat(unit.ownsAnother(new ProfileKey(1, "p"), "a")).isFalse();
          assertThat(find(key("a"))).isNull();
          assertThat(find(new ProfileKey(1, "p"))).isNull();
          assertThat(store.sessions()).isZero();
        });
    assertThat(find(key("a"))).isNotNull();
  }

  @Test
  void updatesOfOneSession_atTheSameTime_areAllStored() throws Exception {
    onEachThread(
        thread -> {
          for (int i = 0; i < UNITS; i++) {
            execute("a", unit -> update(unit, "a", ""));
          }
          return null;
        });

    assertThat(find(key("a")).facts().getUpdateCount()).isEqualTo(THREADS * UNITS);
  }

  @Test
  void limitedCounter_reachedByManyAtOnce_isNotOverrun() throws Exception {
    int limit = THREADS * UNITS / 2;
    AtomicInteger granted = new AtomicInteger();
    onEachThread(
        thread -> {
          for (int i = 0; i < UNITS; i++) {
            String id = "s" + thread + "-" + i;
            boolean accepted =
                store.execute(
                    scope(id),
                    unit -> {
                      update(unit, id, "");
                      if (unit.count(COUNTER) >= limit) {
                        return false;
                      }
                      unit.add(COUNTER, 1);
                      return true;
                    });
            granted.addAndGet(accepted ? 1 : 0);
          }
          return null;
        });

    assertThat(granted).hasValue(limit);
    assertThat(store.snapshot().counters()).containsEntry(COUNTER, limit);
  }

  @Test
  void changesOfOneProfile_bySeveralSessions_addUp() throws Exception {
    onEachThread(
        thread -> {
          for (int i = 0; i < UNITS; i++) {
            String id = "s" + thread + "-" + i % 10;
            execute(id, unit -> update(unit, id, "p"));
          }
          return null;
        });

    Profile profile = find(new ProfileKey(1, "p"));
    assertThat(profile.closedSessions()).isEqualTo(THREADS * UNITS);
    assertThat(profile.totalSales()).isEqualByComparingTo(BigDecimal.valueOf(THREADS * UNITS));
    assertThat(list(1, ofProfile("p", 1_000), List.of())).hasSize(THREADS * 10);
  }

  @Test
  void ids_areUnique_andThoseOfFailedUnitsAreUsedAgain() throws Exception {
    List<List<Long>> ids =
        onEachThread(
            thread -> {
              List<Long> stored = new ArrayList<>();
              for (int i = 0; i < UNITS; i++) {
                String id = "s" + thread + "-" + i;
                boolean fails = i % 3 == 0;
                try {
                  stored.add(
                      store.execute(
                          scope(id),
                          unit -> {
                            long number = update(unit, id, "p" + thread).facts().getId();
                            if (fails) {
                              throw new IllegalStateException("on purpose");
                            }
                            return number;
                          }));
                } catch (IllegalStateException e) {
                  assertThat(e).hasMessage("on purpose");
                }
              }
              return stored;
            });

    List<Long> all = ids.stream().flatMap(List::stream).toList();
    assertThat(all).doesNotHaveDuplicates().hasSize(store.sessions());
    assertThat(all).allMatch(id -> id <= all.size() + THREADS);
  }

  @Test
  void unit_thatDoesNotWait_failsWhileItsSessionIsBeingChanged() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Future<?> other =
        threads.submit(
            () ->
                execute(
                    "a",
                    unit -> {
                      inside.countDown();
                      await(go);
                      update(unit, "a", "");
                    }));
    await(inside);

    assertThatThrownBy(
            () ->
                store.execute(new UnitScope(key("a"), false, null), unit -> update(unit, "a", "")))
        .isInstanceOf(BusyException.class);
    store.execute(new UnitScope(key("b"), false, null), unit -> update(unit, "b", ""));
    go.countDown();
    other.get(60, TimeUnit.SECONDS);

    assertThat(find(key("a")).facts().getUpdateCount()).isEqualTo(1);
    assertThat(find(key("b"))).isNotNull();
  }

  @Test
  void idempotencyKey_usedAtTheSameTime_changesOnce() throws Exception {
    onEachThread(
        thread -> {
          store.execute(
              new UnitScope(key("a"), true, IDEMPOTENCY_KEY),
              unit -> {
                if (unit.record(IDEMPOTENCY_KEY) == null) {
                  update(unit, "a", "");
                  unit.put(
                      IDEMPOTENCY_KEY, new IdempotencyRecord("f", new byte[0], NOW.toInstant()));
                }
                return unit;
              });
          return null;
        });

    assertThat(find(key("a")).facts().getUpdateCount()).isEqualTo(1);
  }

  @Test
  void unitsAlone_changeAnyNumberOfSessions_orNone() {
    assertThatThrownBy(
            () ->
                store.executeAlone(
                    unit -> {
                      update(unit, "a", "p");
                      update(unit, "b", "p");
                      throw new IllegalStateException("on purpose");
                    }))
        .hasMessage("on purpose");
    assertThat(store.sessions()).isZero();

    store.executeAlone(
        unit -> {
          update(unit, "a", "p");
          update(unit, "b", "p");
          assertThat(unit.sessionsOf(new ProfileKey(1, "p"))).hasSize(2);
          unit.delete(key("a"));
          return unit;
        });
    assertThat(store.sessions()).isEqualTo(1);
    assertThat(list(1, ofProfile("p", 10), List.of())).hasSize(1);
    assertThat(find(1, 1)).isNull();
  }

  @Test
  void snapshot_betweenChanges_isWhole_andCanBeRestoredElsewhere() throws Exception {
    List<StoreSnapshot> snapshots = new ArrayList<>();
    onEachThread(
        thread -> {
          for (int i = 0; i < UNITS; i++) {
            if (thread == 0 && i % 10 == 0) {
              snapshots.add(store.snapshot());
            }
            String id = "s" + thread + "-" + i;
            execute(
                id,
                unit -> {
                  update(unit, id, "p");
                  unit.add(COUNTER, 1);
                });
          }
          return null;
        });

    for (StoreSnapshot snapshot : snapshots) {
      assertThat(snapshot.counters().getOrDefault(COUNTER, 0))
          .isEqualTo(snapshot.sessions().size());
      Store other = create();
      other.restore(snapshot, () -> {});
      assertThat(other.snapshot()).hasToString(snapshot.toString());
      other.close();
    }
  }

  @Test
  void read_whileUnitsAreStored_seesEachAsAWhole() throws Exception {
    AtomicBoolean reading = new AtomicBoolean(true);
    onEachThread(
        thread -> {
          if (thread > 0) {
            writeWhile(reading, "s" + thread);
            return null;
          }
          try {
            for (int i = 0; i < readings(); i++) {
              store.read(StoreScenario::sizes).forEach(StoreScenario::requireWhole);
            }
          } finally {
            reading.set(false);
          }
          return null;
        });
  }

  @Test
  void restore_andReset_bringBackTheStateAndTheIds() {
    StoreSnapshot empty = store.snapshot();
    execute("a", unit -> update(unit, "a", "p"));
    StoreSnapshot one = store.snapshot();
    execute("b", unit -> update(unit, "b", "q"));

    store.restore(one, () -> {});
    assertThat(store.snapshot()).hasToString(one.toString());
    assertThat(find(key("b"))).isNull();
    execute("c", unit -> assertThat(update(unit, "c", "").facts().getId()).isEqualTo(2));

    store.reset(() -> {});
    assertThat(store.snapshot()).hasToString(empty.toString());
    assertThat(store.snapshot().weight()).isZero();
    execute("d", unit -> assertThat(update(unit, "d", "").facts().getId()).isEqualTo(1));
  }

  @Test
  void pages_followEachOther_inEveryOrder() {
    for (int i = 0; i < 25; i++) {
      String id = "s" + (i * 7 % 25);
      execute(
          id, unit -> unit.put(session(unit.nextId(Sequence.SESSION), id, "p", 1 + id.length())));
    }
    for (SessionOrder.Property property : SessionOrder.Property.values()) {
      for (boolean descending : new boolean[] {false, true}) {
        List<SessionOrder> order = List.of(new SessionOrder(property, descending));
        List<Session> whole = list(1, page(0, 100), order);
        List<Session> paged = new ArrayList<>();
        for (int skip = 0; skip < 25; skip += 10) {
          List<Session> page = list(1, page(skip, 10), order);
          assertThat(page).hasSize(Math.min(11, 25 - skip));
          paged.addAll(page.subList(0, Math.min(10, page.size())));
        }
        assertThat(paged).isEqualTo(whole);
        assertThat(whole)
            .isSortedAccordingTo(
                (one, other) -> order.get(0).comparator().compare(one.facts(), other.facts()));
      }
    }
    assertThat(list(1, before(8), List.of(new SessionOrder(SessionOrder.Property.ID, true))))
        .extracting(each -> each.facts().getId())
        .containsExactly(7L, 6L, 5L);
    assertThat(list(1, page(0, 100), List.of()))
        .extracting(each -> each.facts().getId())
        .isSorted();
    assertThat(list(2, page(0, 100), List.of())).isEmpty();
    assertThat(find(1, 3)).isEqualTo(list(1, page(2, 1), List.of()).get(0));
  }

  @Test
  void counters_doNotFallBelowZero_andAreDeletedByProfile() {
    RedemptionCounters.Key ofProfile =
        new RedemptionCounters.Key("coupon:TEN", RedemptionCounters.By.PROFILE, 1, "p");
    execute(
        "a",
        unit -> {
          unit.add(COUNTER, -1);
          assertThat(unit.count(COUNTER)).isZero();
          unit.add(ofProfile, 2);
          assertThat(unit.profiles("coupon:TEN", 1)).containsExactly("p");
        });
    assertThat(store.snapshot().counters()).containsOnlyKeys(ofProfile);

    store.executeAlone(
        unit -> {
          unit.deleteCounters(new ProfileKey(1, "p"));
          return unit;
        });
    assertThat(store.snapshot().counters()).isEmpty();
  }
}
