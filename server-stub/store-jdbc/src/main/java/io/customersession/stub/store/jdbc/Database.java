package io.customersession.stub.store.jdbc;

import io.customersession.contract.stub.http.HttpError;
import io.customersession.stub.store.BusyException;
import io.customersession.stub.store.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The connections to a database. Work that only reads sees one snapshot; work that writes is
 * committed as a whole, or not at all. Thread-safe.
 */
final class Database implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(Database.class.getName());

  /** So that no transaction gets long. */
  private static final int MAX_GROUPED = 100;

  private static final Duration MAX_CONNECT = Duration.ofSeconds(3);

  private static final String RETRY_AFTER_SECONDS = "1";
  private static final String UNAVAILABLE = "The store of this stub is not available; try again";

  private final Dialect dialect;
  private final Duration timeout;
  private final Pool readers;

  /** Units that are stored in their snapshot; they may wait for locks, so readers are others. */
  private final Pool units;

  private final Pool writers;

  /** Work for the writer of SQLite, in the order in which it came. */
  private final Queue<GroupedWrite<?>> waiting = new ConcurrentLinkedQueue<>();

  private volatile boolean isFailing;

  /** What runs in a transaction. */
  @FunctionalInterface
  interface Work<T extends @Nullable Object> {
    T run(Transaction transaction) throws SQLException;
  }

  /**
   * Opens connections to a database whose tables are there.
   *
   * @param timeout how long each {@link #deadline} is
   */
  Database(DatabaseLocation location, Duration timeout) {
    this.dialect = location.dialect();
    this.timeout = timeout;
    this.readers = pool(location, Pool.Purpose.READERS);
    this.units = dialect.changesSnapshots() ? pool(location, Pool.Purpose.UNITS, readers) : readers;
    this.writers = pool(location, Pool.Purpose.WRITERS, readers, units);
  }

  /** Opens a pool, or closes those that are open already. */
  private Pool pool(DatabaseLocation location, Pool.Purpose purpose, Pool... opened) {
    try {
      return Pool.open(location, purpose, timeout);
    } catch (RuntimeException | Error e) {
      for (Pool each : opened) {
        each.close();
      }
      throw e;
    }
  }

  /** Returns the end of the time that a request may wait for this database from now on. */
  Deadline deadline() {
    return Deadline.after(timeout, Database::unavailable);
  }

  /** Returns a deadline for work on a whole world: each response has the time of a request. */
  Deadline deadlineOfEachResponse() {
    return Deadline.ofEachWait(timeout, Database::unavailable);
  }

  /**
   * Returns connections without a pool.
   *
   * @param timeout how long a statement may wait for a lock or a response
   */
  static DataSource dataSource(DatabaseLocation location, boolean writes, Duration timeout) {
    if (location.dialect() == Dialect.SQLITE) {
      SQLiteConfig config = new SQLiteConfig();
      config.setJournalMode(SQLiteConfig.JournalMode.WAL);
      config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
      config.setBusyTimeout(Transaction.millis(timeout));
      config.setTransactionMode(
          writes ? SQLiteConfig.TransactionMode.IMMEDIATE : SQLiteConfig.TransactionMode.DEFERRED);
      SQLiteDataSource source = new SQLiteDataSource(config);
      source.setUrl(location.url());
      return source;
    }
    PGSimpleDataSource source = new PGSimpleDataSource();
    // A server that is frozen would hold its callers for as long as it is frozen.
    source.setSocketTimeout(seconds(timeout));
    source.setConnectTimeout(seconds(timeout.compareTo(MAX_CONNECT) < 0 ? timeout : MAX_CONNECT));
    source.setTcpKeepAlive(true);
    source.setApplicationName("customer-session-stub");
    source.setUrl(location.url());
    if (location.user() != null) {
      source.setUser(location.user());
    }
    if (location.password() != null) {
      source.setPassword(location.password());
    }
    return source;
  }

  private static int seconds(Duration time) {
    return Math.max(1, Transaction.millis(time) / 1_000);
  }

  /**
   * Returns the number of requests that can wait for responses or for the disk at the same time.
   */
  int concurrentRequests() {
    // With SQLite, as many changes wait for the writer, which commits them together.
    return Pool.Purpose.READERS.size(dialect) + Pool.Purpose.UNITS.size(dialect);
  }

  Dialect dialect() {
    return dialect;
  }

  /**
   * Runs work that only reads, in one snapshot.
   *
   * @throws HttpError with status 503 if the database is not available until the deadline
   */
  <T extends @Nullable Object> T read(Deadline deadline, Work<T> work) {
    return run(readers, deadline, work);
  }

  /**
   * Runs work in one snapshot, and commits what it changes there. It fails as {@link #write} does.
   *
   * @throws StaleException if the work changes or locks a row that has changed since the snapshot
   */
  <T> T change(Deadline deadline, Work<T> work, Predicate<T> isStored) {
    T result = run(units, deadline, work);
    if (isStored.test(result)) {
      isFailing = false;
    }
    return result;
  }

  /**
   * Runs work in a transaction that is committed unless the work throws.
   *
   * @throws StaleException if another transaction was faster
   * @throws BusyException if the work does not wait for a row that is locked
   * @throws HttpError with status 503 if the database is not available until the deadline; if the
   *     connection is lost during the commit, it is not known whether the work is stored
   */
  <T extends @Nullable Object> T write(Deadline deadline, Work<T> work) {
    T result = run(writers, deadline, work);
    isFailing = false; // reads may still work when writes fail
    return result;
  }

  /**
   * Runs short work as {@link #write} does. On SQLite, the work that waits for the only writer is
   * committed together, because a commit waits for the disk; another thread may run it.
   */
  <T extends @Nullable Object> T writeGrouped(Deadline deadline, Work<T> work) {
    if (dialect != Dialect.SQLITE) {
      return write(deadline, work);
    }
    GroupedWrite<T> own = new GroupedWrite<>(work);
    waiting.add(own);
    try {
      acquire(writers, deadline);
    } catch (RuntimeException | Error e) {
      if (waiting.remove(own)) {
        throw e;
      }
      // Another thread is storing it.
      return result(own);
    }
    // The interruption of this thread must not fail the work of others.
    boolean isInterrupted = Thread.interrupted();
    try {
      while (!own.isEnded()) {
        writeWaiting(deadline);
      }
    } finally {
      writers.permits().release();
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return result(own);
  }

  private void writeWaiting(Deadline deadline) {
    List<GroupedWrite<?>> together = new ArrayList<>(MAX_GROUPED);
    try {
      GroupedWrite<?> next = waiting.poll();
      while (next != null) {
        together.add(next);
        next = together.size() < MAX_GROUPED ? waiting.poll() : null;
      }
      transact(
          writers,
          deadline,
          transaction -> {
            for (GroupedWrite<?> each : together) {
              each.run(transaction);
            }
            return together;
          });
      together.forEach(GroupedWrite::end);
    } catch (RuntimeException | Error e) {
      together.forEach(each -> each.fail(e));
    }
  }

  private <T extends @Nullable Object> T result(GroupedWrite<T> write) {
    try {
      T result = write.result();
      isFailing = false;
      return result;
    } catch (SQLException e) {
      throw translated(e);
    }
  }

  private <T extends @Nullable Object> T run(Pool pool, Deadline deadline, Work<T> work) {
    acquire(pool, deadline);
    try {
      return transact(pool, deadline, work);
    } finally {
      pool.permits().release();
    }
  }

  private void acquire(Pool pool, Deadline deadline) {
    deadline.check();
    // What the pool may need must still fit in. PostgreSQL may have frozen in the meantime, so a
    // free connection needs time for two checks, or for one if another has just been used.
    long connect = TimeUnit.MILLISECONDS.toNanos(Pool.connectMillis(timeout));
    long reserve = connect * 3 / 2;
    deadline.await(
        nanos ->
            (dialect != Dialect.POSTGRESQL || nanos >= (pool.isTrusted() ? connect : reserve))
                && pool.permits().tryAcquire(nanos - reserve, TimeUnit.NANOSECONDS));
  }

  private <T extends @Nullable Object> T transact(Pool pool, Deadline deadline, Work<T> work) {
    try (Connection connection = pool.connection()) {
      Transaction transaction = Transaction.begin(connection, dialect, deadline);
      try {
        T result = work.run(transaction);
        transaction.commit();
        pool.succeeded();
        return result;
      } catch (UncheckedSqlException e) {
        rollBack(pool, connection, transaction, e.reason());
        throw e.reason();
      } catch (SQLException | RuntimeException | Error e) {
        rollBack(pool, connection, transaction, e);
        throw e;
      }
    } catch (SQLException e) {
      throw translated(e);
    }
  }

  /**
   * Rolls back. If that fails, the driver does not know any more whether a transaction is open, and
   * the next work on the connection would not be stored as a whole: SQLite itself rolls back when
   * the disk is full.
   */
  private static void rollBack(
      Pool pool, Connection connection, Transaction transaction, Throwable reason) {
    try {
      transaction.rollBack();
    } catch (SQLException e) {
      reason.addSuppressed(e);
      pool.evict(connection);
    }
  }

  private RuntimeException translated(SQLException e) {
    return switch (dialect.failure(e)) {
      case CONFLICT, CHANGED -> new StaleException(false);
      case DUPLICATE -> StaleException.ofKey();
      case BUSY -> new BusyException();
      case FULL -> unavailable(e, "The disk of the store of this stub is full; reads still work");
      case READ_ONLY -> unavailable(e, "The store of this stub is read-only; reads still work");
      case UNAVAILABLE -> unavailable(e, UNAVAILABLE);
      case OTHER -> new IllegalStateException("the store has failed", e);
    };
  }

  /** Returns the error of requests that the store cannot serve now. */
  static HttpError unavailable() {
    return unavailable(UNAVAILABLE);
  }

  /** Reports the first failure only, because all requests fail until the database is back. */
  private HttpError unavailable(SQLException reason, String message) {
    if (!isFailing) {
      isFailing = true;
      LOGGER.log(System.Logger.Level.WARNING, message + ": " + reason.getMessage());
    }
    LOGGER.log(System.Logger.Level.DEBUG, message, reason);
    return unavailable(message);
  }

  private static HttpError unavailable(String message) {
    return HttpError.of(503, message).withHeader("Retry-After", RETRY_AFTER_SECONDS);
  }

  @Override
  public void close() {
    readers.close();
    units.close();
    writers.close();
  }
}
