package io.customersession.stub.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.stub.store.BusyException;
import java.sql.Connection;
import java.sql.SQLException;
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
  private static final int CONNECTIONS = 8;
  private static final int MAX_WAIT_MILLIS = 5_000;
  private static final int MAX_LOCK_WAIT_MILLIS = 10_000;
  private static final int MAX_CONNECT_SECONDS = 3;

  /** A server that is frozen would hold its callers for as long as it is frozen. */
  private static final int MAX_SILENCE_SECONDS = 10;

  private static final String RETRY_AFTER_SECONDS = "1";

  private final Dialect dialect;
  private final HikariDataSource readers;
  private final HikariDataSource writers;

  /** What runs in a transaction. */
  @FunctionalInterface
  interface Work<T extends @Nullable Object> {
    T run(Connection connection) throws SQLException;
  }

  /** Opens connections to a database whose tables are there. */
  Database(DatabaseLocation location) {
    this.dialect = location.dialect();
    this.readers = pool(location, false);
    try {
      this.writers = pool(location, true);
    } catch (RuntimeException | Error e) {
      readers.close();
      throw e;
    }
  }

  private static HikariDataSource pool(DatabaseLocation location, boolean writes) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("customer-session-store-" + (writes ? "writers" : "readers"));
    config.setDataSource(dataSource(location, writes));
    config.setConnectionTimeout(MAX_WAIT_MILLIS);
    // SQLite has one writer: those who wait here are served in their order.
    config.setMaximumPoolSize(writes && location.dialect() == Dialect.SQLITE ? 1 : CONNECTIONS);
    config.setMinimumIdle(1);
    if (location.dialect() == Dialect.POSTGRESQL) {
      config.setReadOnly(!writes);
      config.setTransactionIsolation(
          writes ? "TRANSACTION_READ_COMMITTED" : "TRANSACTION_REPEATABLE_READ");
    }
    return new HikariDataSource(config);
  }

  /** Returns connections without a pool. */
  static DataSource dataSource(DatabaseLocation location, boolean writes) {
    if (location.dialect() == Dialect.SQLITE) {
      SQLiteConfig config = new SQLiteConfig();
      config.setJournalMode(SQLiteConfig.JournalMode.WAL);
      config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
      config.setBusyTimeout(MAX_LOCK_WAIT_MILLIS);
      config.setTransactionMode(
          writes ? SQLiteConfig.TransactionMode.IMMEDIATE : SQLiteConfig.TransactionMode.DEFERRED);
      SQLiteDataSource source = new SQLiteDataSource(config);
      source.setUrl(location.url());
      return source;
    }
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setSocketTimeout(MAX_SILENCE_SECONDS);
    source.setConnectTimeout(MAX_CONNECT_SECONDS);
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

  Dialect dialect() {
    return dialect;
  }

  /** Runs work that only reads, in one snapshot. */
  <T extends @Nullable Object> T read(Work<T> work) {
    return run(readers, work);
  }

  /**
   * Runs work in a transaction that is committed unless the work throws.
   *
   * @throws StaleException if another transaction was faster
   * @throws BusyException if the work does not wait for a row that is locked
   * @throws HttpError with status 503 if the database is not available; if the connection is lost
   *     during the commit, it is not known whether the work is stored
   */
  <T extends @Nullable Object> T write(Work<T> work) {
    return run(writers, work);
  }

  private <T extends @Nullable Object> T run(DataSource pool, Work<T> work) {
    try (Connection connection = pool.getConnection()) {
      // Not a setting of the pool, whose own queries would begin transactions that nobody ends.
      connection.setAutoCommit(false);
      try {
        T result = work.run(connection);
        connection.commit();
        return result;
      } catch (UncheckedSqlException e) {
        rollBack(connection, e.reason());
        throw e.reason();
      } catch (SQLException | RuntimeException | Error e) {
        rollBack(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw translated(e);
    }
  }

  private static void rollBack(Connection connection, Throwable reason) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  private RuntimeException translated(SQLException e) {
    return switch (dialect.failure(e)) {
      case CONFLICT -> new StaleException(false);
      case BUSY -> new BusyException();
      case UNAVAILABLE -> {
        LOGGER.log(System.Logger.Level.WARNING, "the store is not available", e);
        yield unavailable();
      }
      case OTHER -> new IllegalStateException("the store has failed", e);
    };
  }

  /** Returns the error of requests that the store cannot serve now. */
  static HttpError unavailable() {
    return HttpError.of(503, "The store of this stub is not available; try again")
        .withHeader("Retry-After", RETRY_AFTER_SECONDS);
  }

  @Override
  public void close() {
    readers.close();
    writers.close();
  }
}
