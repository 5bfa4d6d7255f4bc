package io.customersession.stub.store;

import static io.customersession.stub.store.StoredThings.key;
import static io.customersession.stub.store.StoredThings.ofProfile;
import static io.customersession.stub.store.StoredThings.scope;
import static io.customersession.stub.store.StoredThings.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.stub.memory.MemoryBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An empty store, and threads that use it. */
abstract class StoreScenario {
  static final int THREADS = 4;

  static final int UNITS = 100;

  static final int MAX_PROFILES = 5;

  static final IdempotencyKey IDEMPOTENCY_KEY =
      new IdempotencyKey(1, IdempotencyKey.Resource.SESSION, "a", "k");

  final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  Store store;

  /** Returns how often a test reads while others write; slower stores read less often. */
  protected int readings() {
    return 50 * UNITS;
  }

  /** Creates an empty store. */
  protected abstract Store create(StoreLimits limits);

  Store create() {
    return create(new StoreLimits(100_000, MAX_PROFILES, 1_000_000, new MemoryBudget(100_000_000)));
  }

  @BeforeEach
  void open() {
    store = create();
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    store.close();
  }

  /** Runs the same work on each thread and returns all results. */
  <T> List<T> onEachThread(ThreadWork<T> work) throws Exception {
    CountDownLatch start = new CountDownLatch(THREADS);
    List<Future<T>> running = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      Callable<T> each =
          () -> {
            start.countDown();
            start.await();
            return work.run(thread);
          };
      running.add(threads.submit(each));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> each : running) {
      results.add(each.get(60, TimeUnit.SECONDS));
    }
    return results;
  }

  interface ThreadWork<T> {
    T run(int thread) throws Exception;
  }

  void execute(String id, Consumer<UnitOfWork> work) {
    store.execute(
        scope(id),
        unit -> {
          work.accept(unit);
          return unit;
        });
  }

  Session find(SessionKey key) {
    return store.read(view -> view.find(key));
  }

  Session find(long application, long internalId) {
    return store.read(view -> view.find(application, internalId));
  }

  Profile find(ProfileKey key) {
    return store.read(view -> view.find(key));
  }

  List<Session> list(long application, SessionQuery query, List<SessionOrder> order) {
    return store.read(view -> view.list(application, query, order));
  }

  /** Creates, updates and deletes a session and its profile again and again. */
  void writeWhile(AtomicBoolean reading, String id) {
    while (reading.get()) {
      execute(id, unit -> update(unit, id, id));
      execute(id, unit -> update(unit, id, id));
      execute(
          id,
          unit -> {
            unit.delete(key(id));
            unit.delete(new ProfileKey(1, id));
          });
    }
  }

  /** Returns, for each session, its updates, those that its profile counts, and its list's size. */
  static List<List<Integer>> sizes(StoreView view) {
    List<List<Integer>> sizes = new ArrayList<>();
    for (int i = 1; i < THREADS; i++) {
      Session session = view.find(key("s" + i));
      Profile profile = view.find(new ProfileKey(1, "s" + i));
      sizes.add(
          List.of(
              session == null ? 0 : session.facts().getUpdateCount(),
              profile == null ? 0 : profile.closedSessions(),
              view.list(1, ofProfile("s" + i, 9), List.of()).size()));
    }
    return sizes;
  }

  static void requireWhole(List<Integer> sizes) {
    int updates = sizes.get(0);
    assertThat(sizes).isEqualTo(List.of(updates, updates, updates == 0 ? 0 : 1));
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
