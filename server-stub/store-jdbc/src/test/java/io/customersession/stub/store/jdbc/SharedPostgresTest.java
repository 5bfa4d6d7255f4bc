package io.customersession.stub.store.jdbc;

import static io.customersession.stub.store.StoredThings.COUNTER;
import static io.customersession.stub.store.StoredThings.NOW;
import static io.customersession.stub.store.StoredThings.key;
import static io.customersession.stub.store.StoredThings.scope;
import static io.customersession.stub.store.StoredThings.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.stub.promotion.RedemptionCounters;
import io.customersession.stub.store.BusyException;
import io.customersession.stub.store.IdempotencyKey;
import io.customersession.stub.store.IdempotencyRecord;
import io.customersession.stub.store.Profile;
import io.customersession.stub.store.ProfileKey;
import io.customersession.stub.store.Session;
import io.customersession.stub.store.Store;
import io.customersession.stub.store.StoreOptions;
import io.customersession.stub.store.Stores;
import io.customersession.stub.store.UnitOfWork;
import io.customersession.stub.store.UnitScope;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several stores of one world in one PostgreSQL, without anything else in common. */
class SharedPostgresTest {
  private static final int STORES = 3;
  private static final int THREADS_EACH = 2;

  /** The property {@code stores.units} selects a longer run. */
  private static final int UNITS = Integer.getInteger("stores.units", 25);

  private String location;
  private final List<Stores> opened = new ArrayList<>();
  private final List<Store> stores = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @BeforeEach
  void open() {
    location = PostgresServer.newDatabase();
    for (int i = 0; i < STORES; i++) {
      opened.add(Stores.at(location));
      stores.add(opened.get(i).open("main", DurableStoreTest.LIMITS));
    }
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    opened.forEach(Stores::close);
  }

  /** Runs units on all stores at once, and returns their results. */
  private <T> List<T> onEachStore(Function<Integer, UnitScope> scope, Function<UnitOfWork, T> work)
      throws Exception {
    CountDownLatch start = new CountDownLatch(STORES * THREADS_EACH);
    AtomicInteger number = new AtomicInteger();
    List<Future<List<T>>> running = new ArrayList<>();
    for (int i = 0; i < STORES * THREADS_EACH; i++) {
      Store store = stores.get(i % STORES);
      running.add(
          threads.submit(
              () -> {
                start.countDown();
                start.await();
                List<T> results = new ArrayList<>();
                for (int unit = 0; unit < UNITS; unit++) {
                  results.add(store.execute(scope.apply(number.incrementAndGet()), work));
                }
                return results;
              }));
    }
    List<T> all = new ArrayList<>();
    for (Future<List<T>> each : running) {
      all.addAll(each.get(120, TimeUnit.SECONDS));
    }
    return all;
  }

  private static final int ALL = STORES * THREADS_EACH * UNITS;

  @Test
  void updatesOfOneSession_onAllStores_areAllStored() throws Exception {
    List<Integer> counts =
        onEachStore(number -> scope("a"), unit -> update(unit, "a", "p").facts().getUpdateCount());

    assertThat(counts).doesNotHaveDuplicates().hasSize(ALL).allMatch(each -> each <= ALL);
    Profile profile = stores.get(0).read(view -> view.find(new ProfileKey(1, "p")));
    assertThat(profile.closedSessions()).isEqualTo(ALL);
    assertThat(profile.totalSales()).isEqualByComparingTo(BigDecimal.valueOf(ALL));
  }

  @Test
  void limitedCounter_onAllStores_isNotOverrun() throws Exception {
    int limit = ALL / 2;
    List<Boolean> granted =
        onEachStore(
            number -> scope("s" + number),
            unit -> {
              if (unit.count(COUNTER) >= limit) {
                return false;
              }
              unit.add(COUNTER, 1);
              return true;
            });

    assertThat(granted.stream().filter(each -> each)).hasSize(limit);
    assertThat(stores.get(1).snapshot().counters()).containsEntry(COUNTER, limit);
  }

  @Test
  void ids_ofAllStores_areUnique() throws Exception {
    List<Long> ids = new ArrayList<>();
    List<Future<Long>> running = new ArrayList<>();
    for (int i = 0; i < ALL; i++) {
      Store store = stores.get(i % STORES);
      String id = "s" + i;
      running.add(
          threads.submit(
              () -> store.execute(scope(id), unit -> update(unit, id, "").facts().getId())));
    }
    for (Future<Long> each : running) {
      ids.add(each.get(120, TimeUnit.SECONDS));
    }

    assertThat(ids).doesNotHaveDuplicates().hasSize(ALL);
    assertThat(stores.get(2).sessions()).isEqualTo(ALL);
  }

  @Test
  void unit_whoseSessionChangesElsewhere_runsAgainOnTheNewOne() {
    AtomicInteger runs = new AtomicInteger();

    int count =
        stores
            .get(0)
            .execute(
                scope("a"),
                unit -> {
                  Session after = update(unit, "a", "");
                  if (runs.incrementAndGet() == 1) {
                    stores.get(1).execute(scope("a"), other -> update(other, "a", ""));
                  }
                  return after.facts().getUpdateCount();
                });

    assertThat(runs.get()).isGreaterThanOrEqualTo(2);
    assertThat(count).isEqualTo(2);
  }

  /** A snapshot does not show what is new, and the session is stored already. */
  @Test
  void unit_whoseMissingCounterIsCreatedElsewhere_runsAgain() {
    stores.get(0).execute(scope("a"), unit -> update(unit, "a", ""));

    assertThat(countsOfRuns("")).containsExactly(0, 1);
  }

  /** All rows are there before, so they are changed in the snapshot. */
  @Test
  void unit_whoseCounterChangesElsewhere_runsAgain() {
    stores
        .get(0)
        .execute(
            scope("a"),
            unit -> {
              update(unit, "a", "p");
              return add(unit, COUNTER);
            });

    assertThat(countsOfRuns("p")).containsExactly(1, 2);
  }

  /** Returns what each run of a unit reads of a counter that another store changes once. */
  private List<Integer> countsOfRuns(String profile) {
    List<Integer> counts = new ArrayList<>();
    stores
        .get(0)
        .execute(
            scope("a"),
            unit -> {
              counts.add(unit.count(COUNTER));
              if (counts.size() == 1) {
                stores.get(1).execute(scope("b"), other -> add(other, COUNTER));
              }
              return update(unit, "a", profile);
            });
    return counts;
  }

  @Test
  void unit_thatConflictsAgainAndAgain_locksWhatItReads() throws Exception {
    stores.get(0).execute(scope("a"), unit -> update(unit, "a", "p"));
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);

    Future<Integer> slow =
        threads.submit(
            () ->
                stores
                    .get(0)
                    .execute(
                        scope("a"),
                        unit -> {
                          Session after = update(unit, "a", "p");
                          if (runs.incrementAndGet() <= 3) {
                            stores.get(1).execute(scope("a"), other -> update(other, "a", "p"));
                          } else {
                            locked.countDown();
                            await(go);
                          }
                          return after.facts().getUpdateCount();
                        }));
    await(locked);
    Future<Integer> other =
        threads.submit(
            () ->
                stores
                    .get(1)
                    .execute(scope("a"), unit -> update(unit, "a", "p").facts().getUpdateCount()));
    stores.get(2).execute(scope("b"), unit -> update(unit, "b", "q"));
    assertThat(other).isNotDone();
    go.countDown();

    assertThat(slow.get(60, TimeUnit.SECONDS)).isEqualTo(5);
    assertThat(other.get(60, TimeUnit.SECONDS)).isEqualTo(6);
  }

  /** As a breakpoint in a rule does. */
  @Test
  void unit_whoseWorkTakesLongerThanTheTimeout_readsAfterItAndIsStored() {
    Duration timeout = Duration.ofSeconds(3);
    try (Stores patient = Stores.at(location, new StoreOptions(timeout))) {
      Store store = patient.open("main", DurableStoreTest.LIMITS);

      Session stored =
          store.execute(
              scope("a"),
              unit -> {
                unit.session(key("a"));
                sleep(timeout.plusMillis(500));
                return update(unit, "a", "p");
              });

      assertThat(stores.get(0).<Session>read(view -> view.find(key("a"))).facts())
          .isEqualTo(stored.facts());
    }
  }

  private static int add(UnitOfWork unit, RedemptionCounters.Key counter) {
    unit.add(counter, 1);
    return unit.count(counter);
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void unit_thatDoesNotWait_failsIfAnotherStoreChangesItsSession() {
    UnitScope impatient = new UnitScope(key("a"), false, null);
    AtomicInteger others = new AtomicInteger();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(
              () ->
                  stores
                      .get(0)
                      .execute(
                          impatient,
                          unit -> {
                            others.incrementAndGet();
                            stores.get(1).execute(scope("a"), other -> update(other, "a", ""));
                            return update(unit, "a", "");
                          }))
          .as(i == 0 ? "new" : "known")
          .isInstanceOf(BusyException.class);
    }
    assertThat(stores.get(2).<Session>read(view -> view.find(key("a"))).facts().getUpdateCount())
        .isEqualTo(others.get());
  }

  @Test
  void idempotencyKey_onAllStores_changesOnce() throws Exception {
    IdempotencyKey request = new IdempotencyKey(1, IdempotencyKey.Resource.SESSION, "a", "k");
    onEachStore(
        number -> new UnitScope(key("a"), true, request),
        unit -> {
          if (unit.record(request) == null) {
            update(unit, "a", "");
            unit.put(request, new IdempotencyRecord("f", new byte[0], NOW.toInstant()));
          }
          return unit;
        });

    assertThat(stores.get(0).<Session>read(view -> view.find(key("a"))).facts().getUpdateCount())
        .isEqualTo(1);
  }

  @Test
  void reset_duringAUnitOfAnotherStore_leavesNothingOfTheOldWorld() {
    stores.get(0).execute(scope("a"), unit -> update(unit, "a", "p"));
    AtomicInteger runs = new AtomicInteger();

    Session after =
        stores
            .get(1)
            .execute(
                scope("b"),
                unit -> {
                  Profile known = unit.profile(new ProfileKey(1, "p"));
                  if (runs.incrementAndGet() == 1) {
                    stores.get(0).reset(() -> {});
                  }
                  return update(unit, "b", known == null ? "" : "p");
                });

    assertThat(after.facts().getId()).isEqualTo(1);
    assertThat(after.profileId()).isEmpty();
    assertThat(stores.get(2).snapshot().profiles()).isEmpty();
    assertThat(stores.get(2).sessions()).isEqualTo(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
