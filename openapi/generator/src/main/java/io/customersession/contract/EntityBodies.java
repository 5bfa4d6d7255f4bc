package io.customersession.contract;

import io.customersession.contract.violation.JsonPointer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the entity in the bodies of one operation, and what a response needs besides it. */
final class EntityBodies {
  private final CanonicalView view;
  private final CanonicalView.Operation operation;
  private final Map<String, Object> declared;
  private final SourceLocation location;
  private final Consumer<Diagnostic> diagnostics;

  /**
   * Creates a search.
   *
   * @param declared the value of {@code x-entity-operation}; empty if there is none
   */
  EntityBodies(
      CanonicalView view,
      CanonicalView.Operation operation,
      Map<String, Object> declared,
      SourceLocation location,
      Consumer<Diagnostic> diagnostics) {
    this.view = view;
    this.operation = operation;
    this.declared = declared;
    this.location = location;
    this.diagnostics = diagnostics;
  }

  /**
   * Returns what the operation does.
   *
   * @param creates true if the state machine lets the operation create an entity
   * @param keys the path parameters that lead to the entity or its collection
   */
  PlannedOperation planned(
      EntityAction action,
      @Nullable String entity,
      boolean creates,
      List<String> keys,
      @Nullable String to,
      String reason) {
    boolean hasId =
        action != EntityAction.CREATE
            && action != EntityAction.LIST
            && action != EntityAction.NONE
            && !keys.isEmpty();
    String response = entity == null ? null : response(action, entity);
    return new PlannedOperation(
        operation.id(),
        operation.method(),
        operation.path(),
        action,
        entity,
        hasId ? keys.get(keys.size() - 1) : null,
        hasId ? keys.subList(0, keys.size() - 1) : keys,
        action == EntityAction.LIST && entity != null ? filters(entity) : List.of(),
        action == EntityAction.REPLACE && creates,
        to,
        entity == null ? null : request(action, entity),
        response,
        entity == null || response == null ? null : names(shown(action, response)),
        entity == null ? Map.of() : samples(around(response)),
        entity == null || response == null ? Map.of() : samples(shown(action, response)),
        reason,
        location);
  }

  private @Nullable String request(EntityAction action, String entity) {
    Map<String, Object> body = view.request(operation);
    String pointer = (String) declared.get("request");
    if (pointer != null && (body == null || view.at(body, pointer) == null)) {
      missing("request", pointer);
      return null;
    }
    boolean isRead =
        switch (action) {
          case CREATE, REPLACE, MERGE -> true;
          default -> pointer != null;
        };
    if (body == null || !isRead) {
      return null;
    }
    String found = pointer == null ? wrapped(body, entity) : pointer;
    requireObject(body, found);
    return found;
  }

  /**
   * Returns where a request without a pointer has the entity: in the whole body if this has
   * properties of the entity, or else in its only property of the entity's schema, or the only one
   * most of whose properties are those of the entity.
   */
  private String wrapped(Map<String, Object> body, String entity) {
    if (isView(body, entity)) {
      return "";
    }
    String part = only(body, each -> entity.equals(CanonicalView.name(each)));
    part = part == null ? only(body, each -> isMostly(each, entity)) : part;
    String similar = part == null ? only(body, each -> isView(each, entity)) : null;
    if (similar != null) {
      diagnostics.accept(
          Diagnostic.warning(
              location,
              "the request of %s has no property of %s, but \"%s\" in it does"
                  .formatted(operation.id(), entity, similar),
              "if the entity is there, write "
                  + EntityExtensions.OPERATION
                  + ": {request: "
                  + similar
                  + "}, or else {request: ''}"));
    }
    return part == null ? "" : part;
  }

  /** Returns true if a schema is the entity's, or shows some of its properties. */
  private boolean isView(Map<String, Object> schema, String entity) {
    return entity.equals(CanonicalView.name(schema))
        || view.properties(schema).keySet().stream()
            .anyMatch(view.properties(view.schema(entity))::containsKey);
  }

  private boolean isMostly(Map<String, Object> schema, String entity) {
    Set<String> names = view.properties(schema).keySet();
    Set<String> own = view.properties(view.schema(entity)).keySet();
    return names.stream().filter(own::contains).count() * 2 > names.size();
  }

  private void requireObject(Map<String, Object> body, String pointer) {
    Map<String, Object> part = view.at(body, pointer);
    if (part != null && CanonicalView.items(part) != null) {
      diagnostics.accept(
          new Diagnostic(
              location,
              "%s: the request has a list at \"%s\", but an entity is an object"
                  .formatted(operation.id(), pointer),
              "name a property with an object under \"request\", or write "
                  + EntityExtensions.OPERATION
                  + ": {action: none}"));
    }
  }

  private @Nullable String response(EntityAction action, String entity) {
    Map<String, Object> body = view.response(operation);
    String pointer = (String) declared.get("response");
    if (pointer != null && (body == null || view.at(body, pointer) == null)) {
      missing("response", pointer);
      return null;
    }
    if (pointer != null || body == null) {
      return pointer;
    }
    if (action == EntityAction.LIST) {
      String own = only(body, part -> entity.equals(itemName(part)));
      return CanonicalView.items(body) != null
          ? ""
          : own == null ? only(body, EntityBodies::isList) : own;
    }
    if (entity.equals(CanonicalView.name(body))) {
      return "";
    }
    String part = only(body, each -> entity.equals(CanonicalView.name(each)));
    return part == null && isView(body, entity) ? "" : part;
  }

  private @Nullable String itemName(Map<String, Object> schema) {
    Map<String, Object> items = CanonicalView.items(schema);
    return items == null ? null : CanonicalView.name(items);
  }

  private static boolean isList(Map<String, Object> schema) {
    return CanonicalView.items(schema) != null;
  }

  /** Returns the pointer of the only property that a test is true for, or null. */
  private @Nullable String only(Map<String, Object> body, Predicate<Map<String, Object>> test) {
    List<String> found =
        view.properties(body).entrySet().stream()
            .filter(part -> test.test(CanonicalView.object(part.getValue())))
            .map(Map.Entry::getKey)
            .toList();
    return found.size() == 1 ? JsonPointer.of(found.get(0)).toString() : null;
  }

  private void missing(String body, String pointer) {
    diagnostics.accept(
        new Diagnostic(
            location,
            "\""
                + EntityExtensions.OPERATION
                + "\": the "
                + body
                + " has nothing at \""
                + pointer
                + "\"",
            "name a property of the " + body + " in JSON"));
  }

  private List<String> filters(String entity) {
    return view.parameters(operation, "query").keySet().stream()
        .filter(view.properties(view.schema(entity))::containsKey)
        .toList();
  }

  /** Returns the schema around the entity in the response; empty if it is the whole body. */
  private Map<String, Object> around(@Nullable String pointer) {
    Map<String, Object> body = view.response(operation);
    return body == null || "".equals(pointer) ? Map.of() : body;
  }

  /** Returns the schema by which the response shows an entity. */
  private Map<String, Object> shown(EntityAction action, String pointer) {
    Map<String, Object> body = view.response(operation);
    Map<String, Object> part = body == null ? null : view.at(body, pointer);
    Map<String, Object> items =
        part == null || action != EntityAction.LIST ? null : CanonicalView.items(part);
    return items != null ? items : part == null ? Map.of() : part;
  }

  /** Returns the names of the properties that a response may have, or null if it has any. */
  private @Nullable List<String> names(Map<String, Object> schema) {
    List<String> names =
        view.properties(schema).entrySet().stream()
            .filter(property -> !CanonicalView.is(property.getValue(), "writeOnly"))
            .map(Map.Entry::getKey)
            .toList();
    return names.isEmpty() ? null : names;
  }

  /** Returns the defaults or examples of required properties. */
  private Map<String, Object> samples(Map<String, Object> schema) {
    Map<String, Object> properties = view.properties(schema);
    Map<String, Object> samples = new LinkedHashMap<>();
    for (String name : view.required(schema)) {
      Object sample = view.sample(CanonicalView.object(properties.get(name)));
      if (sample != null) {
        samples.put(name, sample);
      }
    }
    return samples;
  }
}
