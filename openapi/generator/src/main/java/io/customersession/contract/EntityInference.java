package io.customersession.contract;

import io.customersession.contract.violation.Suggestions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Infers what the default handler of each operation does. */
final class EntityInference {
  /** A choice before its bodies are looked at. */
  private record Choice(EntityAction action, @Nullable String entity, String reason) {
    static Choice none(String reason) {
      return new Choice(EntityAction.NONE, null, reason);
    }
  }

  private static final String NO_OBJECT = "its request is not a JSON object";

  private final Document document;
  private final CanonicalView view;
  private final EntityResources resources;
  private final Consumer<Diagnostic> diagnostics;

  EntityInference(
      Document document,
      CanonicalView view,
      EntityResources resources,
      Consumer<Diagnostic> diagnostics) {
    this.document = document;
    this.view = view;
    this.resources = resources;
    this.diagnostics = diagnostics;
  }

  /** Returns what each operation that is served does. */
  List<PlannedOperation> operations() {
    return view.operations().stream()
        .filter(operation -> !Boolean.FALSE.equals(operation.node().get(Document.SERVED)))
        .map(this::planned)
        .toList();
  }

  private PlannedOperation planned(CanonicalView.Operation operation) {
    Map<String, Object> declared =
        CanonicalView.object(operation.node().get(EntityExtensions.OPERATION));
    Choice inferred = declared.get("action") == null ? inferred(operation) : Choice.none("");
    Choice choice = declared.isEmpty() ? inferred : corrected(operation, declared, inferred);
    String to = declared.get("to") == null ? null : declared.get("to").toString();
    SourceLocation location = EntityResources.location(document, operation);
    if (choice.entity() != null && to == null) {
      requireOneTarget(operation, choice, location);
    }
    if (to != null && choice.entity() != null) {
      requireState(to, choice.entity(), location);
    }
    return new EntityBodies(view, operation, declared, location, diagnostics)
        .planned(
            choice.action(),
            choice.entity(),
            choice.entity() != null && !edges(operation, choice.entity(), true).isEmpty(),
            keys(operation, choice),
            to,
            choice.reason());
  }

  private Choice corrected(
      CanonicalView.Operation operation, Map<String, Object> declared, Choice inferred) {
    Object action = declared.get("action");
    EntityAction chosen =
        action == null
            ? inferred.action()
            : EntityAction.of(action.toString()).orElse(EntityAction.NONE);
    String entity = view.nameOfDeclared((String) declared.get("entity"));
    if (entity == null) {
      entity = inferred.entity() == null ? nearest(operation) : inferred.entity();
    }
    if (chosen == EntityAction.NONE) {
      return Choice.none(
          action == null ? inferred.reason() : EntityExtensions.OPERATION + " says so");
    }
    if (entity == null || !resources.names().contains(entity)) {
      diagnostics.accept(
          new Diagnostic(
              EntityResources.location(document, operation),
              operation.id() + ": it is unclear which entity to " + chosen.word(),
              "name it: "
                  + EntityExtensions.OPERATION
                  + ": {entity: SCHEMA}; a schema that no path"
                  + " returns needs "
                  + EntityExtensions.ENTITY));
      return Choice.none("the entity is unclear");
    }
    return new Choice(
        chosen,
        entity,
        action == null ? inferred.reason() : EntityExtensions.OPERATION + " says so");
  }

  /** Returns the entity that the path of an operation is about, or null. */
  private @Nullable String nearest(CanonicalView.Operation operation) {
    String path = operation.path();
    while (!path.isEmpty()) {
      String entity = resources.at(path);
      entity = entity == null ? resources.inCollection(path) : entity;
      if (entity != null) {
        return entity;
      }
      path = path.substring(0, path.lastIndexOf('/'));
    }
    return null;
  }

  private Choice inferred(CanonicalView.Operation operation) {
    String atPath = resources.at(operation.path());
    Choice move = move(operation, atPath);
    if (move != null) {
      return move;
    }
    if (atPath != null) {
      return ofEntity(operation, atPath);
    }
    String inCollection = resources.inCollection(operation.path());
    return switch (operation.method()) {
      case "POST" ->
          inCollection != null
              ? created(operation, inCollection)
              : Choice.none("it is neither in a state machine nor a POST on a collection");
      case "GET" -> listed(operation, inCollection);
      default ->
          Choice.none(
              EntityResources.endsInParameter(operation.path())
                  ? "no entity is known at its path"
                  : "its path does not end in a parameter, and no transition names it");
    };
  }

  private Choice created(CanonicalView.Operation operation, String entity) {
    if (operation.node().get("requestBody") != null && !sendsObject(operation)) {
      return Choice.none(NO_OBJECT);
    }
    Map<String, Object> response = view.response(operation);
    // A search, or an import: what it returns was not created by this request alone.
    return response != null
            && !entity.equals(CanonicalView.name(response))
            && lists(response).contains(entity)
        ? Choice.none("it is a POST that returns a list of " + entity)
        : new Choice(EntityAction.CREATE, entity, "POST on the collection of " + entity);
  }

  /** Returns the names of the items of the lists that a body is or has, as often as there are. */
  private List<String> lists(Map<String, Object> body) {
    List<Map<String, Object>> parts = new ArrayList<>();
    parts.add(body);
    view.properties(body).values().forEach(part -> parts.add(CanonicalView.object(part)));
    return parts.stream()
        .map(CanonicalView::items)
        .filter(Objects::nonNull)
        .map(CanonicalView::name)
        .filter(Objects::nonNull)
        .map(String::valueOf)
        .toList();
  }

  private Choice ofEntity(CanonicalView.Operation operation, String entity) {
    String end = " on a path that ends in a parameter";
    boolean isObject = sendsObject(operation);
    return switch (operation.method()) {
      case "GET", "HEAD" -> new Choice(EntityAction.READ, entity, operation.method() + end);
      case "DELETE" -> new Choice(EntityAction.DELETE, entity, "DELETE" + end);
      case "PUT" ->
          isObject
              ? new Choice(EntityAction.REPLACE, entity, "PUT" + end + creation(operation, entity))
              : Choice.none(NO_OBJECT);
      case "PATCH" ->
          isObject ? new Choice(EntityAction.MERGE, entity, "PATCH" + end) : Choice.none(NO_OBJECT);
      default ->
          Choice.none(operation.method() + end + " has no default, and no transition names it");
    };
  }

  /** Returns false if a request has a list, such as a JSON Patch: it is not an entity. */
  private boolean sendsObject(CanonicalView.Operation operation) {
    Map<String, Object> request = view.request(operation);
    return request != null && CanonicalView.items(request) == null;
  }

  private String creation(CanonicalView.Operation operation, String entity) {
    return edges(operation, entity, true).isEmpty() ? "" : "; creates, since initial.by names it";
  }

  private Choice listed(CanonicalView.Operation operation, @Nullable String inCollection) {
    Map<String, Object> body = view.response(operation);
    List<String> found = new ArrayList<>(body == null ? List.of() : lists(body));
    found.removeIf(name -> inCollection == null && !resources.names().contains(name));
    // Beside the list of the entity, a page may have lists of other things, such as links.
    if (inCollection != null && Collections.frequency(found, inCollection) == 1) {
      found.retainAll(Set.of(inCollection));
    }
    if (found.size() != 1) {
      return Choice.none(
          found.isEmpty() ? "it returns no entity and no list of one" : "it returns several lists");
    }
    String entity = inCollection == null ? found.get(0) : inCollection;
    return new Choice(EntityAction.LIST, entity, "GET that returns a list of " + found.get(0));
  }

  /** Returns the move of an operation that transitions name and whose request has no state. */
  private @Nullable Choice move(CanonicalView.Operation operation, @Nullable String atPath) {
    List<String> candidates = new ArrayList<>();
    resources
        .machines()
        .forEach(
            (name, machine) -> {
              boolean isNamed =
                  machine.edges().stream()
                      .filter(edge -> edge.from() != null && edge.by().contains(operation.id()))
                      // An update in a state is not a move.
                      .anyMatch(edge -> atPath == null || !edge.to().equals(edge.from()));
              if (isNamed && !hasState(operation, name)) {
                candidates.addAll(resources.withMachine(name));
              }
            });
    List<String> above =
        candidates.stream()
            .filter(name -> resources.pathAbove(operation.path(), name) != null)
            .toList();
    List<String> left = above.isEmpty() ? candidates : above;
    if (left.isEmpty() || (atPath != null && operation.method().equals("GET"))) {
      return null;
    }
    if (left.size() > 1) {
      diagnostics.accept(
          new Diagnostic(
              EntityResources.location(document, operation),
              operation.id() + " may move several entities: " + String.join(", ", left),
              "choose one: "
                  + EntityExtensions.OPERATION
                  + ": {entity: "
                  + view.declaredName(left.get(0))
                  + "}"));
      return Choice.none("it may move several entities");
    }
    if (PathTemplate.parameters(operation.path()).isEmpty()) {
      return Choice.none("transitions name it, but its path has no parameter with an id");
    }
    return new Choice(
        EntityAction.MOVE, left.get(0), "transitions name it, and its request has no state");
  }

  private boolean hasState(CanonicalView.Operation operation, String machine) {
    Map<String, Object> request = view.request(operation);
    if (request == null) {
      return false;
    }
    Stream<Object> own = view.properties(request).values().stream();
    Stream<Object> inner =
        view.properties(request).values().stream()
            .flatMap(part -> view.properties(CanonicalView.object(part)).values().stream());
    return Stream.concat(own, inner)
        .anyMatch(part -> machine.equals(CanonicalView.name(CanonicalView.object(part))));
  }

  private List<StateMachine.Edge> edges(
      CanonicalView.Operation operation, String entity, boolean isInitial) {
    String machine = resources.machineOf(entity);
    StateMachine states = machine == null ? null : resources.machines().get(machine);
    return states == null
        ? List.of()
        : states.edges().stream()
            .filter(
                edge -> (edge.from() == null) == isInitial && edge.by().contains(operation.id()))
            .toList();
  }

  /**
   * Requires that a state machine says which state an operation leads to, if its request cannot.
   */
  private void requireOneTarget(
      CanonicalView.Operation operation, Choice choice, SourceLocation location) {
    String entity = String.valueOf(choice.entity());
    String machine = String.valueOf(resources.machineOf(entity));
    boolean isMove = choice.action() == EntityAction.MOVE;
    if (!isMove && (choice.action() != EntityAction.CREATE || hasState(operation, machine))) {
      return;
    }
    Set<String> sources = new TreeSet<>();
    Set<String> targets = new LinkedHashSet<>();
    for (StateMachine.Edge edge : edges(operation, entity, !isMove)) {
      targets.add(edge.to());
      if (!sources.add(String.valueOf(edge.from()))) {
        diagnostics.accept(
            new Diagnostic(
                location,
                operation.id()
                    + " may lead from "
                    + (isMove ? String.valueOf(edge.from()) : "(new)")
                    + " to several states: "
                    + String.join(", ", targets),
                "choose one: " + EntityExtensions.OPERATION + ": {to: " + edge.to() + "}"));
        return;
      }
    }
  }

  private void requireState(String to, String entity, SourceLocation location) {
    String machine = resources.machineOf(entity);
    StateMachine states = machine == null ? null : resources.machines().get(machine);
    if (states == null || !states.states().contains(to)) {
      List<String> known = states == null ? List.of() : states.states();
      diagnostics.accept(
          new Diagnostic(
              location,
              "\"" + EntityExtensions.OPERATION + "\" names the unknown state \"" + to + "\"",
              Suggestions.advice(to, known)));
    }
  }

  /** Returns the path parameters that lead to an entity; the last one has its id, if it has one. */
  private List<String> keys(CanonicalView.Operation operation, Choice choice) {
    List<String> all = PathTemplate.parameters(operation.path());
    if (choice.entity() == null) {
      return List.of();
    }
    String above = resources.pathAbove(operation.path(), choice.entity());
    return above == null ? all : PathTemplate.parameters(above);
  }
}
