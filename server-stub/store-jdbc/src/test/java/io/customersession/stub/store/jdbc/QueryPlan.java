package io.customersession.stub.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.customersession.stub.store.Deadline;
import io.customersession.stub.store.StoreView;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * How PostgreSQL executes what a store reads.
 *
 * @param scans the scans of tables, with their indexes
 * @param visited the number of rows that these scans read, including those that did not match
 * @param millis the time that PostgreSQL needs
 */
record QueryPlan(Set<String> scans, long visited, double millis) {
  /** Which plans PostgreSQL makes for statements that the driver has prepared. */
  enum Mode {
    /** One for the parameters of each execution, as for the first executions. */
    CUSTOM("force_custom_plan"),
    /** One for all parameters, which PostgreSQL may use later. */
    GENERIC("force_generic_plan");

    private final String value;

    Mode(String value) {
      this.value = value;
    }
  }

  /** A statement as the driver gets it. */
  private record Query(String sql, SortedMap<Integer, Object> parameters) {
    private String prepare() {
      String types =
          parameters.values().stream().map(Query::type).collect(Collectors.joining(", "));
      StringBuilder numbered = new StringBuilder();
      int number = 0;
      for (String part : sql.split("\\?", -1)) {
        numbered.append(number == 0 ? "" : "$" + number).append(part);
        number++;
      }
      return "prepare explained (" + types + ") as " + numbered;
    }

    /** Returns the type that the driver sends. */
    private static String type(Object parameter) {
      if (parameter instanceof Long) {
        return "bigint";
      }
      return parameter instanceof Integer ? "integer" : "varchar";
    }

    private String explain() {
      return parameters.values().stream()
          .map(each -> "'" + each.toString().replace("'", "''") + "'")
          .collect(
              Collectors.joining(", ", "explain (analyze, format json) execute explained (", ")"));
    }
  }

  /** What is explained. */
  interface Reading {
    void read(Rows rows) throws SQLException;

    static Reading of(Consumer<StoreView> reading) {
      return rows -> reading.accept(new JdbcView(rows));
    }
  }

  /** Runs a reading, and explains each of its queries with the parameters that it had. */
  static QueryPlan of(Connection connection, Mode mode, long generation, Reading reading)
      throws SQLException {
    List<Query> queries = new ArrayList<>();
    Transaction recorded = transaction(recording(connection, queries));
    reading.read(Rows.of(recorded, generation));
    Set<String> scans = new TreeSet<>();
    long visited = 0;
    double millis = 0;
    for (Query query : queries) {
      JsonObject plan = explain(connection, mode, query);
      visited += visit(plan.getAsJsonObject("Plan"), scans);
      millis += plan.get("Execution Time").getAsDouble();
    }
    return new QueryPlan(scans, visited, millis);
  }

  /** Returns what reads through a connection, and takes any time. */
  static Transaction transaction(Connection connection) {
    return Transaction.automatic(connection, Dialect.POSTGRESQL, Deadline.NONE);
  }

  private static Connection recording(Connection connection, List<Query> queries) {
    return proxy(
        Connection.class,
        connection,
        (method, arguments, result) ->
            method.equals("prepareStatement")
                ? recording(
                    (PreparedStatement) result,
                    new Query((String) arguments[0], new TreeMap<>()),
                    queries)
                : result);
  }

  private static PreparedStatement recording(
      PreparedStatement statement, Query query, List<Query> queries) {
    return proxy(
        PreparedStatement.class,
        statement,
        (method, arguments, result) -> {
          if (method.equals("setString") || method.equals("setObject")) {
            query.parameters().put((Integer) arguments[0], arguments[1]);
          } else if (method.equals("executeQuery")) {
            queries.add(query);
          }
          return result;
        });
  }

  /** Changes the result of a method. */
  private interface Change {
    Object of(String method, Object[] arguments, Object result);
  }

  private static <T> T proxy(Class<T> type, T target, Change change) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return change.of(method.getName(), arguments, method.invoke(target, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private static JsonObject explain(Connection connection, Mode mode, Query query)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set plan_cache_mode = " + mode.value);
      statement.execute(query.prepare());
      try (ResultSet rows = statement.executeQuery(query.explain())) {
        rows.next();
        String plan = rows.getString(1);
        // A plan for all parameters refers to them.
        assertThat(plan.contains("$1")).as(plan).isEqualTo(mode == Mode.GENERIC);
        return JsonParser.parseString(plan).getAsJsonArray().get(0).getAsJsonObject();
      } finally {
        statement.execute("deallocate explained");
      }
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
