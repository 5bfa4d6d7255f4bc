package io.customersession.stub.store.jdbc;

import static io.customersession.stub.store.StoredThings.COUNTER;
import static io.customersession.stub.store.StoredThings.key;
import static io.customersession.stub.store.StoredThings.scope;
import static io.customersession.stub.store.StoredThings.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.stub.http.HttpError;
import io.customersession.stub.store.BusyException;
import io.customersession.stub.store.Deadline;
import io.customersession.stub.store.Session;
import io.customersession.stub.store.Store;
import io.customersession.stub.store.Stores;
import io.customersession.stub.store.UnitScope;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two stores of one PostgreSQL, and others that lock or change what a unit of work needs. */
class PostgresConflictTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private String location;
  private Stores opened;
  private Stores others;
  private Store store;
  private Store other;

  @BeforeEach
  void open() {
    location = PostgresServer.newDatabase();
    opened = Stores.at(location);
    others = Stores.at(location);
    store = opened.open("main", DurableStoreTest.LIMITS);
    other = others.open("main", DurableStoreTest.LIMITS);
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    opened.close();
    others.close();
  }

  private String database() {
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private void run(String sql) {
    PostgresServer.execute(database(), sql);
  }

  private long number(String sql) {
    return PostgresServer.number(database(), sql);
  }

  private Connection locking(String query) throws Exception {
    Connection connection =
        Database.dataSource(DatabaseLocation.parse(location), true, LONG).getConnection();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(query + " for update");
    }
    return connection;
  }

  /** Runs SQL before each update of a session, or as its transaction is committed. */
  private void onSessions(String event, String body) {
    run(
        "create function on_sessions() returns trigger language plpgsql as $$ begin "
            + body
            + " return new; end $$");
    run("create " + event + " for each row execute function on_sessions()");
  }

  private static int updates(Store store, String id) {
    return store.execute(scope(id), unit -> update(unit, id, "p" + id)).facts().getUpdateCount();
  }

  private void awaitLockWaits(int expected) throws Exception {
    String waiting =
        "select count(*) from pg_stat_activity where datname = current_database() and"
            + " wait_event_type = 'Lock'";
    for (int i = 0; i < 600 && number(waiting) < expected; i++) {
      Thread.sleep(50);
    }
    assertThat(number(waiting)).isEqualTo(expected);
  }

  @Test
  void changes_thatAllWaitForALock_doNotStopReads() throws Exception {
    for (int i = 0; i < 12; i++) {
      updates(store, "s" + i);
    }
    Store another = opened.open("another", DurableStoreTest.LIMITS);
    updates(another, "a");
    List<Future<Integer>> waiting = new ArrayList<>();

    try (Connection lock = locking("select * from stub_world where name = 'main'")) {
      for (int i = 12; i < 24; i++) {
        String created = "s" + i;
        waiting.add(threads.submit(() -> updates(store, created)));
      }
      int writers = Pool.Purpose.WRITERS.size(Dialect.POSTGRESQL);
      awaitLockWaits(writers);
      for (int i = 0; i < 12; i++) {
        String known = "s" + i;
        waiting.add(threads.submit(() -> updates(store, known)));
      }
      awaitLockWaits(writers + Pool.Purpose.UNITS.size(Dialect.POSTGRESQL));

      for (int i = 0; i < 20; i++) {
        assertThat(store.sessions()).isEqualTo(12);
        assertThat(another.<Session>read(view -> view.find(key("a")))).isNotNull();
      }
      lock.rollback();
    }

    int sum = 0;
    for (Future<Integer> each : waiting) {
      sum += each.get(60, TimeUnit.SECONDS);
    }
    assertThat(sum).isEqualTo(12 * 2 + 12);
  }

  @Test
  void unitWhoseRowsAllExist_isStoredInItsSnapshot() {
    updates(store, "a");
    onSessions(
        "trigger each_update before update on stub_session",
        "if current_setting('transaction_isolation') <> 'repeatable read' then"
            + " raise exception 'not in the snapshot'; end if;");

    assertThat(updates(store, "a")).isEqualTo(2);
    assertThatThrownBy(
            () ->
                store.execute(
                    scope("a"),
                    unit -> {
                      unit.add(COUNTER, 1);
                      return update(unit, "a", "pa");
                    }))
        .as("a new counter needs the second transaction")
        .hasStackTraceContaining("not in the snapshot");
  }

  @Test
  void lastUseOfACounter_thatTwoStoresReadAtOnce_isGrantedOnce() throws Exception {
    updates(store, "a");
    updates(store, "b");
    store.execute(
        scope("a"),
        unit -> {
          unit.add(COUNTER, 1);
          return update(unit, "a", "pa");
        });
    CyclicBarrier bothHaveRead = new CyclicBarrier(2);
    List<Future<Boolean>> running = new ArrayList<>();
    for (String id : List.of("a", "b")) {
      AtomicInteger runs = new AtomicInteger();
      running.add(
          threads.submit(
              () ->
                  (id.equals("a") ? store : other)
                      .execute(
                          scope(id),
                          unit -> {
                            boolean granted = unit.count(COUNTER) < 2;
                            update(unit, id, "p" + id);
                            if (runs.incrementAndGet() == 1) {
                              await(bothHaveRead);
                            }
                            if (granted) {
                              unit.add(COUNTER, 1);
                            }
                            return granted;
                          })));
    }

    assertThat(List.of(running.get(0).get(), running.get(1).get()))
        .containsExactlyInAnyOrder(true, false);
    assertThat(store.snapshot().counters()).containsEntry(COUNTER, 2);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void reset_betweenTheReadOfASessionAndItsUpdate_isNotUndone() {
    updates(store, "a");
    AtomicInteger runs = new AtomicInteger();

    Session after =
        store.execute(
            scope("a"),
            unit -> {
              Session updated = update(unit, "a", "pa");
              if (runs.incrementAndGet() == 1) {
                other.reset(() -> {});
              }
              return updated;
            });

    assertThat(after.facts().getUpdateCount()).isEqualTo(1);
    assertThat(runs).hasValue(2);
    assertThat(other.sessions()).isEqualTo(1);
  }

  @Test
  void unitThatDoesNotWait_runsAgainIfOnlyACounterHasChanged() {
    updates(store, "a");
    updates(store, "b");
    store.execute(
        scope("a"),
        unit -> {
          unit.add(COUNTER, 1);
          return unit;
        });
    List<Integer> counts = new ArrayList<>();

    store.execute(
        new UnitScope(key("a"), false, null),
        unit -> {
          counts.add(unit.count(COUNTER));
          if (counts.size() == 1) {
            other.execute(
                scope("b"),
                changed -> {
                  changed.add(COUNTER, 1);
                  return changed;
                });
          }
          return update(unit, "a", "pa");
        });

    assertThat(counts).containsExactly(1, 2);
  }

  /** Only a row that has changed since the snapshot means that another unit changes the session. */
  @ParameterizedTest
  @CsvSource({"40001, true", "40P01, false", "23505, false", "40003, false", "25P03, false"})
  void unitThatDoesNotWait_isRefusedAsParallelIfItsSessionHasChanged(String state, boolean isBusy) {
    updates(store, "a");
    onSessions(
        "trigger each_update before update on stub_session",
        "raise exception 'failed' using errcode = '" + state + "';");

    assertThatThrownBy(
            () ->
                store.execute(
                    new UnitScope(key("a"), false, null), unit -> update(unit, "a", "pa")))
        .isInstanceOf(isBusy ? BusyException.class : HttpError.class);
  }

  @Test
  void unitThatDoesNotWait_failsIfItsSessionIsLocked() throws Exception {
    updates(store, "a");

    try (Connection lock = locking("select * from stub_session where id = 'a'")) {
      assertThatThrownBy(
              () ->
                  store.execute(
                      new UnitScope(key("a"), false, null), unit -> update(unit, "a", "pa")))
          .isInstanceOf(BusyException.class);
      lock.rollback();
    }
  }

  /** It may have waited for its session's turn until then. */
  @Test
  void requestWithAQuarterOfItsTime_getsAConnectionThatWorks() {
    Duration timeout = Duration.ofSeconds(40);
    Duration left = timeout.dividedBy(4);
    try (Database database = new Database(DatabaseLocation.parse(location), timeout)) {
      assertThatThrownBy(() -> read(database, left))
          .as("the connection may be frozen")
          .isInstanceOf(HttpError.class);
      assertThat(read(database, timeout)).isEqualTo(1);

      assertThat(read(database, left)).isEqualTo(1);
    }
  }

  private static int read(Database database, Duration left) {
    return database.read(Deadline.after(left, Database::unavailable), transaction -> 1);
  }

  /** PostgreSQL may have stored it. */
  @Test
  void idOfASession_whoseCommitLostItsConnection_isNotUsedAgain() {
    updates(store, "a");
    onSessions(
        "constraint trigger each_commit after insert on stub_session"
            + " deferrable initially deferred",
        "perform pg_terminate_backend(pg_backend_pid());");

    assertThatThrownBy(() -> updates(store, "b")).isInstanceOf(HttpError.class);

    run("drop trigger each_commit on stub_session");
    Session next = store.execute(scope("c"), unit -> update(unit, "c", ""));
    assertThat(next.facts().getId()).isEqualTo(3);
  }

  /** As after a restore of the database from a backup of single tables. */
  @Test
  void ids_thatAreInUse_areReplaced() {
    for (int i = 0; i < 3; i++) {
      updates(store, "s" + i);
    }
    run("update stub_ids set last = 0");
    AtomicInteger runs = new AtomicInteger();

    Session created =
        other.execute(
            scope("new"),
            unit -> {
              runs.incrementAndGet();
              return update(unit, "new", "");
            });

    assertThat(created.facts().getId()).isEqualTo(4);
    assertThat(runs).hasValueGreaterThanOrEqualTo(4);
  }
}
