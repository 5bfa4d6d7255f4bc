package io.customersession.contract;

import io.customersession.contract.violation.Suggestions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state machine that an enum schema declares under {@code x-state-machine}: the states a
 * resource can be created in, and for every state a row of the states it may move to, each with the
 * operations that may trigger the transition.
 */
public final class StateMachine {
  /** The name of the extension. */
  public static final String EXTENSION = "x-state-machine";

  /** The member with the status of refusals. */
  private static final String REFUSED = "refused";

  private static final Pattern STATUS = Pattern.compile("4[0-9][0-9]");
  private static final Set<String> TABLE_KEYS = Set.of("initial", "transitions", REFUSED);
  private static final Set<String> EDGE_KEYS = Set.of("by", "event");

  /**
   * One transition.
   *
   * @param from the state to leave, or null for the creation of a resource
   * @param to the state to enter
   * @param by the operationIds that may trigger it
   * @param event the type of the event that it records, or null
   * @param location where the document declares it
   */
  public record Edge(
      @Nullable String from,
      String to,
      List<String> by,
      @Nullable String event,
      SourceLocation location) {
    /** Returns the two states, with {@code (new)} for creation. */
    public String arrow() {
      return (from == null ? "(new)" : from) + " -> " + to;
    }
  }

  private final String schemaName;
  private final DocumentNode schema;
  private final List<String> states;
  private final List<Edge> edges = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private @Nullable Integer refused;

  private StateMachine(String schemaName, DocumentNode schema) {
    this.schemaName = schemaName;
    this.schema = schema;
    DocumentNode values = schema.get("enum");
    states = values == null ? List.of() : values.texts();
  }

  /** Reads the table of a schema without the entries that have an invalid form. */
  static StateMachine of(String schemaName, DocumentNode schema) {
    StateMachine machine = new StateMachine(schemaName, schema);
    machine.read();
    return machine;
  }

  /** Returns the name of the schema that lists the states. */
  public String schemaName() {
    return schemaName;
  }

  /** Returns the states in the order of the document. */
  public List<String> states() {
    return states;
  }

  /** Returns the transitions in the order of the document, creation first. */
  public List<Edge> edges() {
    return edges;
  }

  /** Returns the HTTP status with which transitions are refused, 400 to 499, or null if any. */
  public @Nullable Integer refused() {
    return refused;
  }

  /** Returns where the table declares the status of refusals, or the table if it does not. */
  SourceLocation refusedLocation() {
    return table(REFUSED).location();
  }

  /** Returns what makes the table incomplete, open or unreachable in its document. */
  List<Diagnostic> diagnostics(Document document) {
    if (diagnostics.isEmpty()) {
      checkRows();
      checkEdges(document.operationIds(), document.servedOperationIds());
      checkReachable();
      checkRefused(document.operations().values());
    }
    return diagnostics;
  }

  private void read() {
    SourceLocation location = schema.keyLocation(EXTENSION);
    if (states.isEmpty()) {
      diagnostics.add(
          new Diagnostic(
              location,
              schemaName + ": " + EXTENSION + " requires states",
              "list them under \"enum\""));
      return;
    }
    DocumentNode table = schema.get(EXTENSION);
    if (table == null || !isObject(table, EXTENSION)) {
      return;
    }
    requireKnown(table, EXTENSION, TABLE_KEYS);
    readRefused(table.get(REFUSED));
    DocumentNode initial = table.get("initial");
    if (initial == null || initial.members().isEmpty()) {
      diagnostics.add(
          new Diagnostic(
              location,
              schemaName + ": " + EXTENSION + " declares no initial state",
              "add \"initial: {" + states.get(0) + ": {by: [operationId]}}\""));
      return;
    }
    readEdges(null, initial);
    DocumentNode rows = table.get("transitions");
    if (rows == null || !rows.isObject()) {
      diagnostics.add(
          new Diagnostic(
              rows == null ? location : table.keyLocation("transitions"),
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

  private void readRefused(@Nullable DocumentNode declared) {
    if (declared == null) {
      return;
    }
    String text = declared.text();
    if (text == null || declared.isText() || !STATUS.matcher(text).matches()) {
      diagnostics.add(
          new Diagnostic(
              declared.location(),
              schemaName + ": " + EXTENSION + "/refused must be a status from 400 to 499",
              "write refused: 409"));
    } else {
      refused = Integer.valueOf(text);
    }
  }

  /** Requires that operations declare the status with which their transitions are refused. */
  private void checkRefused(Collection<DocumentNode> operations) {
    for (DocumentNode operation : operations) {
      String id = operation.text("operationId");
      DocumentNode responses = operation.get("responses");
      Set<String> declared = responses == null ? Set.of() : responses.members().keySet();
      if (refused != null
          && edges.stream().anyMatch(edge -> edge.by().contains(id))
          && Stream.of(refused.toString(), "4XX", "default").noneMatch(declared::contains)) {
        diagnostics.add(
            new Diagnostic(
                refusedLocation(),
                "%s: transitions are refused with %d, but %s declares no such response"
                    .formatted(schemaName, refused, id),
                "declare the response, or refuse with another status"));
      }
    }
  }

  private void readEdges(@Nullable String from, DocumentNode row) {
    row.members()
        .forEach(
            (to, edge) -> {
              String where = from == null ? "initial/" + to : "transitions/" + from + "/" + to;
              if (!isObject(edge, where)) {
                return;
              }
              requireKnown(edge, where, EDGE_KEYS);
              DocumentNode by = edge.get("by");
              if (by == null || by.texts().isEmpty()) {
                diagnostics.add(
                    new Diagnostic(
                        row.keyLocation(to),
                        schemaName
                            + ": the transition "
                            + where
                            + " names no operation that may trigger it",
                        "write by: [operationId]"));
                return;
              }
              edges.add(new Edge(from, to, by.texts(), edge.text("event"), row.keyLocation(to)));
            });
  }

  private void checkRows() {
    Map<String, DocumentNode> rows = table("transitions").members();
    for (String row : rows.keySet()) {
      if (!states.contains(row)) {
        unknownState(table("transitions").keyLocation(row), "has a row for", row);
      }
    }
    List<DocumentNode> values = schema.get("enum") == null ? List.of() : schema.get("enum").items();
    for (DocumentNode state : values) {
      if (state.text() != null && !rows.containsKey(state.text())) {
        diagnostics.add(
            new Diagnostic(
                state.location(),
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
        unknownState(edge.location(), "has a transition " + edge.arrow() + " to", edge.to());
      }
      for (String id : edge.by()) {
        if (!operationIds.contains(id)) {
          diagnostics.add(
              new Diagnostic(
                  locationOf(edge, id),
                  schemaName
                      + ": the transition "
                      + edge.arrow()
                      + " names the unknown operation \""
                      + id
                      + "\"",
                  Suggestions.advice(id, served)));
        } else if (!served.contains(id)) {
          diagnostics.add(
              new Diagnostic(
                  locationOf(edge, id),
                  schemaName
                      + ": the transition "
                      + edge.arrow()
                      + " names the operation \""
                      + id
                      + "\", which is not served",
                  "remove \""
                      + Document.SERVED
                      + ": false\" from the operation, or remove the transition"));
        }
      }
    }
  }

  private SourceLocation locationOf(Edge edge, String operationId) {
    DocumentNode row =
        edge.from() == null ? table("initial") : table("transitions").get(edge.from());
    DocumentNode declared = row == null ? null : row.get(edge.to());
    DocumentNode by = declared == null ? null : declared.get("by");
    if (by != null) {
      for (DocumentNode id : by.items()) {
        if (operationId.equals(id.text())) {
          return id.location();
        }
      }
    }
    return edge.location();
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
    // A misspelled state is unreachable too, and its own diagnostic is more helpful.
    if (!diagnostics.isEmpty() || reached.containsAll(states)) {
      return;
    }
    DocumentNode values = schema.get("enum");
    for (DocumentNode state : values == null ? List.<DocumentNode>of() : values.items()) {
      if (state.text() != null && !reached.contains(state.text())) {
        diagnostics.add(
            new Diagnostic(
                state.location(),
                schemaName
                    + ": no path of "
                    + EXTENSION
                    + " leads from an initial state to the state \""
                    + state.text()
                    + "\"",
                "add a transition to it, or remove the state"));
      }
    }
  }

  private DocumentNode table(String name) {
    DocumentNode table = schema.get(EXTENSION);
    DocumentNode part = table == null ? null : table.get(name);
    return part == null ? DocumentNode.object(schema.location(), Map.of(), Map.of()) : part;
  }

  private void unknownState(SourceLocation location, String what, String state) {
    diagnostics.add(
        new Diagnostic(
            location,
            schemaName + ": " + EXTENSION + " " + what + " the unknown state \"" + state + "\"",
            Suggestions.advice(state, states)));
  }

  private boolean isObject(DocumentNode part, String where) {
    if (!part.isObject()) {
      diagnostics.add(
          new Diagnostic(
              part.location(),
              schemaName + ": " + where + " must be an object",
              "write {} for an empty one, {state: {by: [operationId]}} for a transition"));
    }
    return part.isObject();
  }

  private void requireKnown(DocumentNode part, String where, Set<String> known) {
    for (String key : part.members().keySet()) {
      if (!known.contains(key)) {
        diagnostics.add(
            new Diagnostic(
                part.keyLocation(key),
                schemaName + ": " + where + " has the unknown key \"" + key + "\"",
                Suggestions.advice(key, known)));
      }
    }
  }

  @Override
  public String toString() {
    return schemaName
        + edges.stream().map(Edge::arrow).collect(Collectors.joining(", ", " {", "}"));
  }
}
