package io.customersession.stub.store.jdbc;

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
 * @param transaction the transaction
 * @param generation the generation
 */
record Rows(
    SessionTable sessions,
    ProfileTable profiles,
    CounterTable counters,
    RecordTable records,
    Transaction transaction,
    long generation) {
  static Rows of(Transaction transaction, long generation) {
    return new Rows(
        new SessionTable(transaction, generation),
        new ProfileTable(transaction, generation),
        new CounterTable(transaction, generation),
        new RecordTable(transaction, generation),
        transaction,
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
