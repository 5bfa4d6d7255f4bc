package io.customersession.stub.store.jdbc;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.customersession.stub.store.Deadline;
import io.customersession.stub.store.StoreView;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * How PostgreSQL executes what a view reads.
 *
 * @param scans the scans of tables, with their indexes
 * @param visited the number of rows that these scans read, including those that did not match
 * @param millis the time that PostgreSQL needs
 */
record QueryPlan(Set<String> scans, long visited, double millis) {
  /** Runs a reading, and explains each of its queries with the parameters that it had. */
  static QueryPlan of(Connection connection, long generation, Consumer<StoreView> reading)
      throws SQLException {
    List<String> queries = new ArrayList<>();
    Transaction recorded = transaction(recording(connection, queries));
    reading.accept(new JdbcView(Rows.of(recorded, generation)));
    Set<String> scans = new TreeSet<>();
    long visited = 0;
    double millis = 0;
    for (String query : queries) {
      JsonObject plan = explain(connection, query);
      visited += visit(plan.getAsJsonObject("Plan"), scans);
      millis += plan.get("Execution Time").getAsDouble();
    }
    return new QueryPlan(scans, visited, millis);
  }

  /** Returns what reads through a connection, and takes any time. */
  static Transaction transaction(Connection connection) {
    return Transaction.automatic(connection, Dialect.POSTGRESQL, Deadline.NONE);
  }

  private static Connection recording(Connection connection, List<String> queries) {
    return proxy(
        Connection.class,
        connection,
        (method, result) ->
            method.getName().equals("prepareStatement")
                ? recording((PreparedStatement) result, queries)
                : result);
  }

  /** The driver shows a statement with its parameters. */
  private static PreparedStatement recording(PreparedStatement statement, List<String> queries) {
    return proxy(
        PreparedStatement.class,
        statement,
        (method, result) -> {
          if (method.getName().equals("executeQuery")) {
            queries.add(statement.toString());
          }
          return result;
        });
  }

  /** Changes the result of a method. */
  private interface Change {
    Object of(Method method, Object result);
  }

  private static <T> T proxy(Class<T> type, T target, Change change) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return change.of(method, method.invoke(target, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private static JsonObject explain(Connection connection, String query) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("explain (analyze, format json) " + query);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return JsonParser.parseString(rows.getString(1)).getAsJsonArray().get(0).getAsJsonObject();
    }
  }

  private static long visit(JsonObject node, Set<String> scans) {
    long visited = 0;
    if (node.has("Relation Name")) {
      scans.add(
          node.get("Node Type").getAsString()
              + " of "
              + (node.has("Index Name") ? node.get("Index Name") : node.get("Relation Name"))
                  .getAsString());
      double rows =
          number(node, "Actual Rows")
              + number(node, "Rows Removed by Filter")
              + number(node, "Rows Removed by Index Recheck");
      visited = Math.round(rows * number(node, "Actual Loops"));
    }
    JsonArray children = node.getAsJsonArray("Plans");
    if (children != null) {
      for (JsonElement each : children) {
        visited += visit(each.getAsJsonObject(), scans);
      }
    }
    return visited;
  }

  private static double number(JsonObject node, String name) {
    return node.has(name) ? node.get(name).getAsDouble() : 0;
  }

  @Override
  public String toString() {
    return "%,d rows, %.1f ms, %s".formatted(visited, millis, String.join(", ", scans));
  }
}
