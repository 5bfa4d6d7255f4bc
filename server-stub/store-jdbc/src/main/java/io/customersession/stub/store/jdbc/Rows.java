package io.customersession.stub.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one generation, as a transaction sees them.
 *
 * @param sessions the sessions
 * @param profiles the profiles
 * @param counters the redemption counters
 * @param records the idempotency records
 * @param connection the transaction
 * @param generation the generation
 */
record Rows(
    SessionTable sessions,
    ProfileTable profiles,
    CounterTable counters,
    RecordTable records,
    Connection connection,
    long generation) {
  static Rows of(Connection connection, long generation) {
    return new Rows(
        new SessionTable(connection, generation),
        new ProfileTable(connection, generation),
        new CounterTable(connection, generation),
        new RecordTable(connection, generation),
        connection,
        generation);
  }

  /** A query. */
  @FunctionalInterface
  interface Query<T> {
    @Nullable T run() throws SQLException;
  }

  /**
   * Runs a query for code that cannot handle its exception.
   *
   * @throws UncheckedSqlException instead
   */
  static <T> @Nullable T find(Query<T> query) {
    try {
      return query.run();
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  /** Runs a query that always has a result, as {@link #find} does. */
  static <T> T query(Query<T> query) {
    return Objects.requireNonNull(find(query));
  }
}
