package io.customersession.stub.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.stub.store.Deadline;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes that wait for the writer of SQLite are committed together. The property {@code
 * stores.grouped} is the number of writes of each thread that the figures are about.
 */
class GroupedWritesTest {
  private static final int WRITES = Integer.getInteger("stores.grouped", 20);
  private static final int THREADS = 16;

  @TempDir private Path folder;
  private String url;
  private Database database;

  @BeforeEach
  void open() {
    DatabaseLocation location = DatabaseLocation.parse("sqlite:" + folder.resolve("things.db"));
    url = location.url();
    database = new Database(location, Duration.ofSeconds(60));
    write("create table thing (name text primary key)");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private String write(String sql) {
    return database.write(database.deadline(), transaction -> execute(transaction, sql));
  }

  private static String execute(Transaction transaction, String sql) throws SQLException {
    Statement.of(transaction, sql).update();
    return sql;
  }

  private static String insert(Transaction transaction, String name) throws SQLException {
    return execute(transaction, "insert into thing values ('" + name + "')");
  }

  /** Inserts a name, and keeps the writer until it may end. */
  private static String held(Transaction transaction, String name, CountDownLatch mayEnd)
      throws SQLException {
    String sql = insert(transaction, name);
    try {
      assertThat(mayEnd.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return sql;
  }

  private static List<String> names(Transaction transaction) throws SQLException {
    return Statement.of(transaction, "select name from thing order by name")
        .all(row -> row.getString(1));
  }

  private List<String> committed() throws SQLException {
    try (Connection other = DriverManager.getConnection(url)) {
      return names(Transaction.automatic(other, Dialect.SQLITE, Deadline.NONE));
    }
  }

  /** Begins a write on a thread of its own, and returns when it waits. */
  private <T> Future<T> begin(Database.Work<T> work) throws InterruptedException {
    FutureTask<T> task = new FutureTask<>(() -> database.writeGrouped(database.deadline(), work));
    Thread thread = new Thread(task);
    thread.start();
    while (thread.isAlive() && thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.sleep(1);
    }
    return task;
  }

  @Test
  void writesThatWait_areCommittedTogether_andThoseThatFailLeaveNothing() throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    Future<String> first = begin(transaction -> held(transaction, "first", mayEnd));
    Future<String> second = begin(transaction -> insert(transaction, "second"));
    Future<String> stale =
        begin(
            transaction -> {
              insert(transaction, "stale");
              throw new StaleException(true);
            });
    Future<String> doubled =
        begin(
            transaction -> {
              insert(transaction, "doubled");
              return insert(transaction, "second");
            });
    Future<String> failing =
        begin(
            transaction -> {
              insert(transaction, "failing");
              throw new AssertionError("on purpose");
            });
    Future<List<List<String>>> last =
        begin(
            transaction -> {
              insert(transaction, "last");
              return List.of(names(transaction), committed());
            });

    mayEnd.countDown();

    assertThat(first.get()).contains("'first'");
    assertThat(second.get()).contains("'second'");
    assertThat(last.get()).containsExactly(List.of("first", "last", "second"), List.of("first"));
    assertThatThrownBy(stale::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(StaleException.class);
    assertThatThrownBy(doubled::get).hasCauseInstanceOf(StaleException.class);
    assertThatThrownBy(failing::get)
        .hasCauseInstanceOf(AssertionError.class)
        .hasRootCauseMessage("on purpose");
    assertThat(committed()).containsExactly("first", "last", "second");
  }

  @Test
  void moreWritesThanAGroupHas_areAllStored() throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    List<Future<String>> all = new ArrayList<>();
    all.add(begin(transaction -> held(transaction, "first", mayEnd)));
    for (int i = 0; i < 150; i++) {
      String name = "other" + i;
      all.add(begin(transaction -> insert(transaction, name)));
    }

    mayEnd.countDown();

    for (Future<String> each : all) {
      each.get();
    }
    assertThat(committed()).hasSize(151);
  }

  @Test
  void writeWhoseTimeEnds_isNotStored() throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    Future<String> first = begin(transaction -> held(transaction, "first", mayEnd));
    Deadline soon =
        Deadline.after(Duration.ofMillis(100), () -> new IllegalStateException("too late"));

    assertThatThrownBy(
            () -> database.writeGrouped(soon, transaction -> insert(transaction, "second")))
        .hasMessage("too late");
    mayEnd.countDown();
    first.get();

    assertThat(committed()).containsExactly("first");
  }

  @Test
  void writeOfAThreadThatIsInterrupted_isStored() throws Exception {
    Thread.currentThread().interrupt();

    database.writeGrouped(database.deadline(), transaction -> insert(transaction, "thing"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(committed()).containsExactly("thing");
  }

  @Test
  void writesOfManyThreads_areAllThere() throws Exception {
    double alone = secondsOf("alone", database::write);
    double together = secondsOf("together", database::writeGrouped);

    assertThat(committed()).hasSize(2 * THREADS * WRITES);
    System.out.printf(
        Locale.ROOT,
        "stores: SQLite, %d threads with %d writes each: %.0f a second one by one, %.0f together,"
            + " which is %.1f times as many%n",
        THREADS,
        WRITES,
        THREADS * WRITES / alone,
        THREADS * WRITES / together,
        alone / together);
  }

  /** A way to write. */
  private interface Way {
    String write(Deadline deadline, Database.Work<String> work);
  }

  private double secondsOf(String name, Way way) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      long begin = System.nanoTime();
      List<Future<String>> running = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        String prefix = name + "-" + thread + "-";
        running.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < WRITES; i++) {
                    String thing = prefix + i;
                    way.write(database.deadline(), transaction -> insert(transaction, thing));
                  }
                  return prefix;
                }));
      }
      for (Future<String> each : running) {
        each.get();
      }
      return (System.nanoTime() - begin) / 1e9;
    } finally {
      threads.shutdownNow();
    }
  }
}
