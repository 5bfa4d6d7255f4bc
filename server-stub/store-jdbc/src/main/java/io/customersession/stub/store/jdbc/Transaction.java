package io.customersession.stub.store.jdbc;

import io.customersession.stub.store.Deadline;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;

/**
 * A transaction whose statements share a deadline: PostgreSQL gets for each response what is left
 * of the time. A file of SQLite only lets other processes wait, before the first statement.
 */
final class Transaction {
  private final Connection connection;
  private final Dialect dialect;
  private final Deadline deadline;
  private volatile boolean mayBeStored;

  private Transaction(Connection connection, Dialect dialect, Deadline deadline) {
    this.connection = connection;
    this.dialect = dialect;
    this.deadline = deadline;
  }

  /** Returns what reads through a connection that commits each statement. */
  static Transaction automatic(Connection connection, Dialect dialect, Deadline deadline) {
    return new Transaction(connection, dialect, deadline);
  }

  /** Begins a transaction. */
  static Transaction begin(Connection connection, Dialect dialect, Deadline deadline)
      throws SQLException {
    if (dialect == Dialect.SQLITE) {
      connection.unwrap(SQLiteConnection.class).setBusyTimeout(remainingMillis(deadline));
    }
    Transaction transaction = new Transaction(connection, dialect, deadline);
    transaction.renewTimeout();
    // Not a setting of the pool, whose own queries would begin transactions that nobody ends.
    connection.setAutoCommit(false);
    return transaction;
  }

  /** What is done with a statement. */
  @FunctionalInterface
  interface Execution<T extends @Nullable Object> {
    T run(PreparedStatement statement) throws SQLException;
  }

  /** Executes a statement. Its time counts, also while a rule of a user runs, whose does not. */
  <T extends @Nullable Object> T execute(String sql, Execution<T> execution) throws SQLException {
    return deadline.counting(
        () -> {
          renewTimeout();
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return execution.run(statement);
          }
        });
  }

  /**
   * Limits the time until the next response to what is left.
   *
   * @throws RuntimeException the error of the deadline if it has passed
   */
  void renewTimeout() throws SQLException {
    if (dialect == Dialect.POSTGRESQL) {
      deadline.check();
      connection.setNetworkTimeout(Runnable::run, remainingMillis(deadline));
    }
  }

  private static int remainingMillis(Deadline deadline) {
    return millis(Duration.ofNanos(deadline.remainingNanos()));
  }

  /** Returns a time in milliseconds, at least 1. */
  static int millis(Duration time) {
    return (int) Math.max(1, Math.min(time.toMillis(), Integer.MAX_VALUE));
  }

  Savepoint savepoint() throws SQLException {
    return connection.setSavepoint();
  }

  void release(Savepoint savepoint) throws SQLException {
    connection.releaseSavepoint(savepoint);
  }

  void rollBack(Savepoint savepoint) throws SQLException {
    connection.rollback(savepoint);
  }

  /**
   * Commits. The {@code commit} of SQLite's driver also begins the next transaction, which may fail
   * although everything is stored. Switching to automatic commits only commits.
   */
  void commit() throws SQLException {
    renewTimeout();
    mayBeStored = true;
    if (dialect == Dialect.SQLITE) {
      connection.setAutoCommit(true);
    } else {
      connection.commit();
    }
  }

  /**
   * Returns true once the commit has begun: if it fails because the connection is lost, it is not
   * known whether the work is stored.
   */
  boolean mayBeStored() {
    return mayBeStored;
  }

  /** Returns the kind of a failure of a statement. */
  Dialect.Failure failure(SQLException e) {
    return dialect.failure(e);
  }

  /**
   * Rolls back. After the deadline, the connection is closed instead, because a server that is
   * frozen would not respond to a rollback either. PostgreSQL rolls back when it detects the closed
   * connection.
   *
   * @throws SQLException if the connection cannot be used any more
   */
  void rollBack() throws SQLException {
    if (dialect == Dialect.POSTGRESQL && !connection.isClosed()) {
      if (deadline.remainingNanos() <= 0) {
        connection.abort(Runnable::run);
      } else {
        connection.setNetworkTimeout(Runnable::run, remainingMillis(deadline));
      }
    }
    connection.rollback();
  }
}
