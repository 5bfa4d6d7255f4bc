package io.customersession.codegen;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The state machine that an enum schema declares under {@code x-state-machine}: the states
 * something can be created in, and for every state a row of the states it may move to, each with
 * the operations that may take the edge.
 */
final class StateMachine {
  static final String EXTENSION = "x-state-machine";

  /** One edge; {@code from} is null where something is created. */
  record Edge(@Nullable String from, String to, List<String> by, @Nullable String event) {}

  private final String schemaName;
  private final List<String> states;
  private final List<Edge> edges;

  private StateMachine(String schemaName, List<String> states, List<Edge> edges) {
    this.schemaName = schemaName;
    this.states = states;
    this.edges = edges;
  }

  /**
   * Reads and checks every state machine of a document, by schema name.
   *
   * @throws InvalidContractException with one sentence if a machine is not complete, closed and
   *     reachable
   */
  static Map<String, StateMachine> allOf(OpenAPI document) {
    Set<String> operations = operationIds(document);
    Map<String, StateMachine> machines = new LinkedHashMap<>();
    if (document.getComponents() != null && document.getComponents().getSchemas() != null) {
      document
          .getComponents()
          .getSchemas()
          .forEach(
              (name, schema) -> {
                if (schema.getExtensions() != null
                    && schema.getExtensions().containsKey(EXTENSION)) {
                  machines.put(name, read(name, schema, operations));
                }
              });
    }
    return machines;
  }

  List<Edge> edges() {
    return edges;
  }

  private static StateMachine read(String name, Schema<?> schema, Set<String> operations) {
    if (schema.getEnum() == null || schema.getEnum().isEmpty()) {
      throw new InvalidContractException(
          name + ": " + EXTENSION + " needs an enum that lists the states");
    }
    List<String> states = schema.getEnum().stream().map(String::valueOf).toList();
    Map<String, Object> table = object(name, EXTENSION, schema.getExtensions().get(EXTENSION));
    requireOnly(name, EXTENSION, table.keySet(), Set.of("initial", "transitions"));
    List<Edge> edges = new ArrayList<>();
    Map<String, Object> initial = object(name, "initial", table.get("initial"));
    if (initial.isEmpty()) {
      throw new InvalidContractException(name + ": " + EXTENSION + " names no initial state");
    }
    initial.forEach((to, edge) -> edges.add(edge(name, null, to, edge)));
    Map<String, Object> rows = object(name, "transitions", table.get("transitions"));
    rows.forEach(
        (from, row) ->
            object(name, "transitions/" + from, row)
                .forEach((to, edge) -> edges.add(edge(name, from, to, edge))));
    StateMachine machine = new StateMachine(name, states, edges);
    machine.checkRows(rows.keySet());
    machine.checkEdges(operations);
    machine.checkReachable();
    return machine;
  }

  private void checkRows(Set<String> rows) {
    requireKnownState(rows, "has a row for");
    List<String> missing = states.stream().filter(state -> !rows.contains(state)).toList();
    if (!missing.isEmpty()) {
      throw new InvalidContractException(
          schemaName
              + ": "
              + EXTENSION
              + "/transitions has no row for the state "
              + quoted(missing)
              + "; give it one, or \"{}\" if nothing follows it");
    }
  }

  private void checkEdges(Set<String> operations) {
    for (Edge edge : edges) {
      requireKnownState(Set.of(edge.to()), "has an edge " + describe(edge) + " to");
      if (edge.by().isEmpty()) {
        throw new InvalidContractException(
            schemaName
                + ": the edge "
                + describe(edge)
                + " names no operation that may take it (by: [operationId])");
      }
      List<String> unknown = edge.by().stream().filter(id -> !operations.contains(id)).toList();
      if (!unknown.isEmpty()) {
        throw new InvalidContractException(
            schemaName
                + ": the edge "
                + describe(edge)
                + " names the unknown operation "
                + quoted(unknown)
                + "; the document has "
                + quoted(operations.stream().sorted().toList()));
      }
    }
  }

  private void checkReachable() {
    Set<String> reached = new LinkedHashSet<>();
    Deque<@Nullable String> open = new ArrayDeque<>();
    edges.stream().filter(edge -> edge.from() == null).forEach(edge -> open.add(edge.to()));
    while (!open.isEmpty()) {
      String state = open.remove();
      if (state != null && reached.add(state)) {
        edges.stream()
            .filter(edge -> state.equals(edge.from()))
            .forEach(edge -> open.add(edge.to()));
      }
    }
    List<String> unreachable = states.stream().filter(state -> !reached.contains(state)).toList();
    if (!unreachable.isEmpty()) {
      throw new InvalidContractException(
          schemaName
              + ": no path of "
              + EXTENSION
              + " leads from an initial state to "
              + quoted(unreachable));
    }
  }

  private void requireKnownState(Set<String> named, String what) {
    List<String> unknown = named.stream().filter(state -> !states.contains(state)).toList();
    if (!unknown.isEmpty()) {
      throw new InvalidContractException(
          schemaName
              + ": "
              + EXTENSION
              + " "
              + what
              + " the unknown state "
              + quoted(unknown)
              + "; the enum has "
              + quoted(states));
    }
  }

  private static Edge edge(String name, @Nullable String from, String to, @Nullable Object value) {
    String place = from == null ? "initial/" + to : "transitions/" + from + "/" + to;
    Map<String, Object> edge = object(name, place, value);
    requireOnly(name, place, edge.keySet(), Set.of("by", "event"));
    if (!(edge.get("by") instanceof List<?> by)) {
      throw new InvalidContractException(
          name
              + ": "
              + EXTENSION
              + "/"
              + place
              + " needs a list of operations (by: [operationId])");
    }
    Object event = edge.get("event");
    return new Edge(
        from,
        to,
        by.stream().map(String::valueOf).toList(),
        event == null ? null : event.toString());
  }

  private static Map<String, Object> object(String name, String place, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new InvalidContractException(
          name + ": " + EXTENSION + ": " + place + " must be an object");
    }
    Map<String, Object> members = new LinkedHashMap<>();
    map.forEach((key, member) -> members.put(String.valueOf(key), member));
    return members;
  }

  private static void requireOnly(String name, String place, Set<String> found, Set<String> known) {
    List<String> unknown = found.stream().filter(key -> !known.contains(key)).toList();
    if (!unknown.isEmpty()) {
      throw new InvalidContractException(
          name
              + ": "
              + EXTENSION
              + ": "
              + place
              + " has the unknown key "
              + quoted(unknown)
              + "; known are "
              + quoted(known.stream().sorted().toList()));
    }
  }

  private static Set<String> operationIds(OpenAPI document) {
    Set<String> ids = new LinkedHashSet<>();
    if (document.getPaths() != null) {
      document
          .getPaths()
          .values()
          .forEach(
              path ->
                  path.readOperations().stream().map(Operation::getOperationId).forEach(ids::add));
    }
    return ids;
  }

  private static String describe(Edge edge) {
    return (edge.from() == null ? "(new)" : edge.from()) + " -> " + edge.to();
  }

  private static String quoted(List<String> words) {
    return words.stream().map(word -> "\"" + word + "\"").collect(Collectors.joining(", "));
  }
}
