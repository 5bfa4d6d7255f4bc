package io.customersession.stub.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Connections that are kept open. Those who wait for one wait for a permit, because the pool itself
 * knows no deadlines; it only waits while it opens or checks a connection.
 *
 * @param permits one for each connection, given in the order in which they are asked for
 * @param lastSuccess when work on one of the connections was last successful, as nanoseconds of
 *     {@link System#nanoTime}
 */
record Pool(HikariDataSource source, Semaphore permits, AtomicLong lastSuccess)
    implements AutoCloseable {
  /** What a pool needs at least for its own timeouts. */
  private static final long MIN_MILLIS = 250;

  /** How long connections are trusted after work on one of them was successful. */
  private static final long TRUSTED_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** What the connections of a pool are for. Those that wait for locks must not stop readers. */
  enum Purpose {
    /** Reads one snapshot. */
    READERS(8),
    /** Reads a snapshot, and changes rows there. */
    UNITS(8),
    /** Changes rows as they are now. */
    WRITERS(4);

    private final int size;

    Purpose(int size) {
      this.size = size;
    }

    /** Returns the number of connections. */
    int size(Dialect dialect) {
      // SQLite has one writer: those who wait for its permit are served in their order.
      return this == WRITERS && dialect == Dialect.SQLITE ? 1 : size;
    }
  }

  /**
   * Opens a pool, and the first of its connections.
   *
   * @param timeout the time that a request may wait for the database
   * @throws RuntimeException if the database is not available
   */
  static Pool open(DatabaseLocation location, Purpose purpose, Duration timeout) {
    Dialect dialect = location.dialect();
    HikariConfig config = new HikariConfig();
    config.setPoolName("customer-session-store-" + purpose.name().toLowerCase(Locale.ROOT));
    config.setDataSource(Database.dataSource(location, purpose == Purpose.WRITERS, timeout));
    config.setConnectionTimeout(connectMillis(timeout));
    config.setValidationTimeout(Math.max(MIN_MILLIS, timeout.toMillis() / 10));
    config.setMaximumPoolSize(purpose.size(dialect));
    config.setMinimumIdle(1);
    if (dialect == Dialect.POSTGRESQL) {
      // The driver's own check takes a second or more if the server is frozen.
      config.setConnectionTestQuery("select 1");
      config.setReadOnly(purpose == Purpose.READERS);
      config.setTransactionIsolation(
          purpose == Purpose.WRITERS
              ? "TRANSACTION_READ_COMMITTED"
              : "TRANSACTION_REPEATABLE_READ");
    }
    return new Pool(
        new HikariDataSource(config),
        new Semaphore(purpose.size(dialect), true),
        new AtomicLong(System.nanoTime() - TRUSTED_NANOS));
  }

  /** Returns the milliseconds that {@link #connection} takes at most. */
  static long connectMillis(Duration timeout) {
    return Math.max(MIN_MILLIS, timeout.toMillis() / 5);
  }

  /** Returns a connection that is checked if it was idle; to close it gives it back. */
  Connection connection() throws SQLException {
    return source.getConnection();
  }

  /** Closes a connection of this pool whose state is not known. */
  void evict(Connection connection) {
    source.evictConnection(connection);
  }

  /** Notes that work on a connection was successful. */
  void succeeded() {
    lastSuccess.set(System.nanoTime());
  }

  /** Returns true if work on a connection was successful within the last second. */
  boolean isTrusted() {
    return System.nanoTime() - lastSuccess.get() < TRUSTED_NANOS;
  }

  @Override
  public void close() {
    source.close();
  }
}
