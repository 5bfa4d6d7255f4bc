package io.customersession.contract;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
public final class StateMachine {
  /** The name of the extension. */
  public static final String EXTENSION = "x-state-machine";

  private static final Set<String> TABLE_KEYS = Set.of("initial", "transitions");
  private static final Set<String> EDGE_KEYS = Set.of("by", "event");

  /**
   * One edge.
   *
   * @param from the state it leaves; null where something is created
   * @param to the state it leads to
   * @param by the operationIds that may take it
   * @param event the type of the event it causes, or null
   * @param place where the document declares it
   */
  public record Edge(
      @Nullable String from, String to, List<String> by, @Nullable String event, Place place) {
    /** Returns the two states, with {@code (new)} for creation. */
    public String arrow() {
      return (from == null ? "(new)" : from) + " -> " + to;
    }
  }

  private final String schemaName;
  private final Part schema;
  private final List<String> states;
  private final List<Edge> edges = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();

  private StateMachine(String schemaName, Part schema) {
    this.schemaName = schemaName;
    this.schema = schema;
    Part values = schema.get("enum");
    states = values == null ? List.of() : values.texts();
  }

  /** Reads the table of a schema; what is wrong with its form is left out of it. */
  static StateMachine of(String schemaName, Part schema) {
    StateMachine machine = new StateMachine(schemaName, schema);
    machine.read();
    return machine;
  }

  /** Returns the name of the schema that lists the states. */
  public String schemaName() {
    return schemaName;
  }

  /** Returns the states in the document's order. */
  public List<String> states() {
    return states;
  }

  /** Returns the edges in the document's order, creation first. */
  public List<Edge> edges() {
    return edges;
  }

  /** Returns what keeps the table from being complete, closed and reachable. */
  List<Fault> faults(Set<String> operationIds, Set<String> served) {
    if (faults.isEmpty()) {
      checkRows();
      checkEdges(operationIds, served);
      checkReachable();
    }
    return faults;
  }

  private void read() {
    Place place = schema.keyPlace(EXTENSION);
    if (states.isEmpty()) {
      faults.add(
          new Fault(
              place, schemaName + ": " + EXTENSION + " needs states", "list them under \"enum\""));
      return;
    }
    Part table = schema.get(EXTENSION);
    if (table == null || !isObject(table, EXTENSION)) {
      return;
    }
    requireKnown(table, EXTENSION, TABLE_KEYS);
    Part initial = table.get("initial");
    if (initial == null || initial.members().isEmpty()) {
      faults.add(
          new Fault(
              place,
              schemaName + ": " + EXTENSION + " names no initial state",
              "add \"initial: {" + states.get(0) + ": {by: [operationId]}}\""));
      return;
    }
    readEdges(null, initial);
    Part rows = table.get("transitions");
    if (rows == null || !rows.isObject()) {
      faults.add(
          new Fault(
              rows == null ? place : table.keyPlace("transitions"),
              schemaName + ": " + EXTENSION + " has no transitions",
              "add \"transitions:\" with a row for each state, \"{}\" if nothing follows it"));
      return;
    }
    rows.members()
        .forEach(
            (from, row) -> {
              if (isObject(row, "transitions/" + from)) {
                readEdges(from, row);
              }
            });
  }

  private void readEdges(@Nullable String from, Part row) {
    row.members()
        .forEach(
            (to, edge) -> {
              String where = from == null ? "initial/" + to : "transitions/" + from + "/" + to;
              if (!isObject(edge, where)) {
                return;
              }
              requireKnown(edge, where, EDGE_KEYS);
              Part by = edge.get("by");
              if (by == null || by.texts().isEmpty()) {
                faults.add(
                    new Fault(
                        row.keyPlace(to),
                        schemaName + ": the edge " + where + " names no operation that may take it",
                        "write by: [operationId]"));
                return;
              }
              edges.add(new Edge(from, to, by.texts(), edge.text("event"), row.keyPlace(to)));
            });
  }

  private void checkRows() {
    Map<String, Part> rows = table("transitions").members();
    for (String row : rows.keySet()) {
      if (!states.contains(row)) {
        unknownState(table("transitions").keyPlace(row), "has a row for", row);
      }
    }
    List<Part> values = schema.get("enum") == null ? List.of() : schema.get("enum").items();
    for (Part state : values) {
      if (state.text() != null && !rows.containsKey(state.text())) {
        faults.add(
            new Fault(
                state.place(),
                schemaName
                    + ": "
                    + EXTENSION
                    + "/transitions has no row for the state \""
                    + state.text()
                    + "\"",
                "give it one, or \"" + state.text() + ": {}\" if nothing follows it"));
      }
    }
  }

  private void checkEdges(Set<String> operationIds, Set<String> served) {
    for (Edge edge : edges) {
      if (!states.contains(edge.to())) {
        unknownState(edge.place(), "has an edge " + edge.arrow() + " to", edge.to());
      }
      for (String id : edge.by()) {
        if (!operationIds.contains(id)) {
          faults.add(
              new Fault(
                  placeOf(edge, id),
                  schemaName
                      + ": the edge "
                      + edge.arrow()
                      + " names the unknown operation \""
                      + id
                      + "\"",
                  Spelling.advice(id, served)));
        } else if (!served.contains(id)) {
          faults.add(
              new Fault(
                  placeOf(edge, id),
                  schemaName
                      + ": the edge "
                      + edge.arrow()
                      + " names the operation \""
                      + id
                      + "\", which is not served",
                  "remove \"" + Document.SERVED + ": false\" from the operation, or the edge"));
        }
      }
    }
  }

  private Place placeOf(Edge edge, String operationId) {
    Part row = edge.from() == null ? table("initial") : table("transitions").get(edge.from());
    Part declared = row == null ? null : row.get(edge.to());
    Part by = declared == null ? null : declared.get("by");
    if (by != null) {
      for (Part id : by.items()) {
        if (operationId.equals(id.text())) {
          return id.place();
        }
      }
    }
    return edge.place();
  }

  private void checkReachable() {
    Set<String> reached = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>();
    edges.stream().filter(edge -> edge.from() == null).forEach(edge -> open.add(edge.to()));
    while (!open.isEmpty()) {
      String state = open.remove();
      if (reached.add(state)) {
        edges.stream()
            .filter(edge -> state.equals(edge.from()))
            .forEach(edge -> open.add(edge.to()));
      }
    }
    // A misspelt state is unreachable too, which the misspelling explains better.
    if (!faults.isEmpty() || reached.containsAll(states)) {
      return;
    }
    Part values = schema.get("enum");
    for (Part state : values == null ? List.<Part>of() : values.items()) {
      if (state.text() != null && !reached.contains(state.text())) {
        faults.add(
            new Fault(
                state.place(),
                schemaName
                    + ": no path of "
                    + EXTENSION
                    + " leads from an initial state to \""
                    + state.text()
                    + "\"",
                "lead an edge to it, or remove the state"));
      }
    }
  }

  private Part table(String name) {
    Part table = schema.get(EXTENSION);
    Part part = table == null ? null : table.get(name);
    return part == null ? Part.object(schema.place(), Map.of(), Map.of()) : part;
  }

  private void unknownState(Place place, String what, String state) {
    faults.add(
        new Fault(
            place,
            schemaName + ": " + EXTENSION + " " + what + " the unknown state \"" + state + "\"",
            Spelling.advice(state, states)));
  }

  private boolean isObject(Part part, String where) {
    if (!part.isObject()) {
      faults.add(
          new Fault(
              part.place(),
              schemaName + ": " + where + " must be an object",
              "write {} for an empty one, {state: {by: [operationId]}} for an edge"));
    }
    return part.isObject();
  }

  private void requireKnown(Part part, String where, Set<String> known) {
    for (String key : part.members().keySet()) {
      if (!known.contains(key)) {
        faults.add(
            new Fault(
                part.keyPlace(key),
                schemaName + ": " + where + " has the unknown key \"" + key + "\"",
                Spelling.advice(key, known)));
      }
    }
  }

  @Override
  public String toString() {
    return schemaName
        + edges.stream().map(Edge::arrow).collect(Collectors.joining(", ", " {", "}"));
  }
}
