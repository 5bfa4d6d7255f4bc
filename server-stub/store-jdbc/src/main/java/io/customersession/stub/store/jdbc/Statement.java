package io.customersession.stub.store.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs SQL with its parameters. Texts are escaped as {@link ColumnText} describes. */
final class Statement {
  private static final int BATCH = 500;

  private final Transaction transaction;
  private final String sql;
  private final List<@Nullable Object> parameters = new ArrayList<>();

  /** Maps the current row of a result. */
  @FunctionalInterface
  interface Mapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** Decides on a row whether the result is read further. */
  @FunctionalInterface
  interface Visitor {
    boolean visit(ResultSet row) throws SQLException;
  }

  private Statement(Transaction transaction, String sql) {
    this.transaction = transaction;
    this.sql = sql;
  }

  static Statement of(Transaction transaction, String sql) {
    return new Statement(transaction, sql);
  }

  Statement with(@Nullable Object... values) {
    parameters.addAll(Arrays.asList(values));
    return this;
  }

  /**
   * Runs a change for each of several lists of parameters, many of which are sent together, and
   * returns the number of rows for each.
   */
  static List<Integer> updateAll(
      Transaction transaction, String sql, Iterator<@Nullable Object[]> parameters)
      throws SQLException {
    if (!parameters.hasNext()) {
      return List.of();
    }
    return transaction.execute(
        sql,
        statement -> {
          List<Integer> updated = new ArrayList<>();
          int added = 0;
          while (parameters.hasNext()) {
            bind(statement, Arrays.asList(parameters.next()));
            statement.addBatch();
            added++;
            if (added % BATCH == 0) {
              addAll(updated, statement.executeBatch());
              transaction.renewTimeout();
            }
          }
          addAll(updated, statement.executeBatch());
          return updated;
        });
  }

  private static void addAll(List<Integer> all, int[] counts) {
    for (int count : counts) {
      all.add(count);
    }
  }

  /** Runs a change, and returns the number of rows. */
  int update() throws SQLException {
    return execute(PreparedStatement::executeUpdate);
  }

  /** Runs a query, and returns the first row, or null if there is none. */
  <T> @Nullable T first(Mapper<T> mapper) throws SQLException {
    List<T> found = new ArrayList<>(1);
    execute(
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            return rows.next() && found.add(mapper.map(rows));
          }
        });
    return found.isEmpty() ? null : found.get(0);
  }

  /** Runs a query, and returns all rows. */
  <T> List<T> all(Mapper<T> mapper) throws SQLException {
    List<T> all = new ArrayList<>();
    each(1_000, row -> all.add(mapper.map(row)));
    return all;
  }

  /**
   * Runs a query, and visits rows until the visitor returns false.
   *
   * @param fetched the number of rows to fetch at a time
   */
  void each(int fetched, Visitor visitor) throws SQLException {
    execute(
        statement -> {
          statement.setFetchSize(fetched);
          try (ResultSet rows = statement.executeQuery()) {
            int visited = 0;
            while (rows.next() && visitor.visit(rows)) {
              visited++;
              if (visited % fetched == 0) {
                transaction.renewTimeout();
              }
            }
            return visited;
          }
        });
  }

  private <T extends @Nullable Object> T execute(Transaction.Execution<T> execution)
      throws SQLException {
    return transaction.execute(
        sql,
        statement -> {
          bind(statement, parameters);
          return execution.run(statement);
        });
  }

  private static void bind(PreparedStatement statement, List<@Nullable Object> parameters)
      throws SQLException {
    for (int i = 0; i < parameters.size(); i++) {
      Object value = parameters.get(i);
      if (value instanceof String text) {
        statement.setString(i + 1, ColumnText.escaped(text));
      } else if (value instanceof byte[] bytes) {
        statement.setBytes(i + 1, bytes);
      } else if (value == null) {
        statement.setString(i + 1, null);
      } else {
        statement.setObject(i + 1, value);
      }
    }
  }
}
