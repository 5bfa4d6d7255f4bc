package io.customersession.contract;

import io.customersession.contract.violation.JsonPointer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entities of a document and the paths that lead to them: what a GET on a path that ends in a
 * parameter returns, what has a state machine, and what the document declares with {@code
 * x-entity}.
 */
final class EntityResources {
  private final Document document;
  private final CanonicalView view;
  private final Consumer<Diagnostic> diagnostics;
  private final Map<String, StateMachine> machines = new LinkedHashMap<>();
  private final Map<String, String> reasons = new LinkedHashMap<>();
  private final Map<String, String> byPath = new LinkedHashMap<>();

  EntityResources(Document document, CanonicalView view, Consumer<Diagnostic> diagnostics) {
    this.document = document;
    this.view = view;
    this.diagnostics = diagnostics;
    document
        .stateMachines()
        .forEach(
            (declared, machine) -> {
              String name = view.nameOfDeclared(declared);
              if (name != null) {
                machines.put(name, machine);
              }
            });
    findPaths();
    findDeclared();
  }

  /** Returns the names of the entities' schemas. */
  Set<String> names() {
    return reasons.keySet();
  }

  /** Returns the entity that a path leads to, or null. */
  @Nullable String at(String path) {
    return byPath.get(path);
  }

  /** Returns the entity whose collection a path is, or null. */
  @Nullable String inCollection(String path) {
    for (Map.Entry<String, String> resource : byPath.entrySet()) {
      if (parent(resource.getKey()).equals(path)) {
        return resource.getValue();
      }
    }
    return null;
  }

  /** Returns the longest path to an entity that another path continues, or null. */
  @Nullable String pathAbove(String path, String entity) {
    String found = null;
    for (Map.Entry<String, String> resource : byPath.entrySet()) {
      if (resource.getValue().equals(entity)
          && (path.equals(resource.getKey()) || path.startsWith(resource.getKey() + "/"))
          && (found == null || found.length() < resource.getKey().length())) {
        found = resource.getKey();
      }
    }
    return found;
  }

  /** Returns the entities whose states a state machine has. */
  List<String> withMachine(String machine) {
    return names().stream().filter(name -> machine.equals(machineOf(name))).toList();
  }

  /** Returns the state machines by the names of their schemas. */
  Map<String, StateMachine> machines() {
    return machines;
  }

  /** Returns the property with the state of an entity, or null. */
  @Nullable String stateOf(String entity) {
    String declared = declared(entity, "state");
    return declared == null ? onlyState(entity) : declared;
  }

  /** Returns the name of the state machine of an entity, or null. */
  @Nullable String machineOf(String entity) {
    String state = stateOf(entity);
    String machine =
        state == null
            ? null
            : CanonicalView.name(CanonicalView.object(properties(entity).get(state)));
    return machine == null || !machines.containsKey(machine) ? null : machine;
  }

  /** Returns the entities that operations work on. */
  List<PlannedEntity> entities(List<PlannedOperation> operations) {
    return names().stream().map(name -> entity(name, operations)).toList();
  }

  private PlannedEntity entity(String name, List<PlannedOperation> operations) {
    String id = idOf(name);
    String machine = machineOf(name);
    boolean isNumber = id != null && isNumber(properties(name).get(id));
    return new PlannedEntity(
        name,
        id,
        isNumber || hasNumberInPath(name, operations),
        isNumber ? "NUMBER" : "TEXT",
        stateOf(name),
        machine,
        machine == null ? List.of() : machine(machine).edges(),
        machine == null ? null : machine(machine).refused(),
        declared(name, "created"),
        form(name, declared(name, "created")),
        declared(name, "updated"),
        form(name, declared(name, "updated")),
        assigned(name),
        fromPath(name, id, operations),
        reasons.getOrDefault(name, ""),
        document.schemaLocation(view.declaredName(name)));
  }

  private boolean isNumber(@Nullable Object schema) {
    Object type = view.type(CanonicalView.object(schema));
    return "integer".equals(type) || "number".equals(type);
  }

  /** Returns true if a path has the id of an entity in a number, whatever its property has. */
  private boolean hasNumberInPath(String entity, List<PlannedOperation> planned) {
    for (CanonicalView.Operation operation : view.operations()) {
      for (PlannedOperation each : planned) {
        String id = each.idParameter();
        if (id != null && entity.equals(each.entity()) && each.id().equals(operation.id())) {
          Map<String, Object> parameter = view.parameters(operation, "path").get(id);
          if (isNumber(CanonicalView.object(parameter).get("schema"))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private StateMachine machine(String name) {
    return Objects.requireNonNull(machines.get(name), name);
  }

  private String form(String entity, @Nullable String property) {
    Map<String, Object> schema = CanonicalView.object(properties(entity).get(property));
    return "string".equals(schema.get("type"))
        ? "date".equals(schema.get("format")) ? "DATE" : "DATE_TIME"
        : "EPOCH_MILLIS";
  }

  private List<String> assigned(String entity) {
    return properties(entity).entrySet().stream()
        .filter(property -> CanonicalView.is(property.getValue(), "readOnly"))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns the properties that are parameters in the paths to an entity, but not its id. */
  private Map<String, String> fromPath(
      String entity, @Nullable String id, List<PlannedOperation> operations) {
    Map<String, Object> properties = properties(entity);
    Map<String, String> found = new LinkedHashMap<>();
    operations.stream()
        .filter(operation -> entity.equals(operation.entity()))
        .flatMap(operation -> operation.parents().stream())
        .filter(parameter -> properties.containsKey(parameter) && !parameter.equals(id))
        .forEach(parameter -> found.put(parameter, valueForm(properties.get(parameter))));
    return found;
  }

  private String valueForm(@Nullable Object property) {
    return switch (String.valueOf(view.type(CanonicalView.object(property)))) {
      case "integer", "number" -> "NUMBER";
      case "boolean" -> "BOOLEAN";
      default -> "TEXT";
    };
  }

  private @Nullable String idOf(String entity) {
    String declared = declared(entity, "id");
    if (declared != null) {
      return declared;
    }
    List<String> wanted = new ArrayList<>();
    byPath.forEach(
        (path, name) -> {
          if (name.equals(entity)) {
            List<String> parameters = PathTemplate.parameters(path);
            wanted.add(parameters.get(parameters.size() - 1));
          }
        });
    wanted.add("id");
    wanted.add(entity.substring(0, 1).toLowerCase(Locale.ROOT) + entity.substring(1) + "Id");
    Set<String> names = properties(entity).keySet();
    return wanted.stream().filter(names::contains).findFirst().orElse(null);
  }

  private Map<String, Object> properties(String entity) {
    return view.properties(view.schema(entity));
  }

  private @Nullable String declared(String entity, String key) {
    Object name = CanonicalView.object(view.schema(entity).get(EntityExtensions.ENTITY)).get(key);
    return name == null ? null : name.toString();
  }

  private @Nullable String onlyState(String schema) {
    List<String> states = states(schema);
    return states.size() == 1 ? states.get(0) : null;
  }

  private List<String> states(String schema) {
    return properties(schema).entrySet().stream()
        .filter(
            property ->
                machines.containsKey(
                    String.valueOf(CanonicalView.name(CanonicalView.object(property.getValue())))))
        .map(Map.Entry::getKey)
        .toList();
  }

  private boolean isDeclared(@Nullable String schema) {
    return schema != null
        && (view.schema(schema).containsKey(EntityExtensions.ENTITY) || !states(schema).isEmpty());
  }

  private void findPaths() {
    for (String method : List.of("GET", "PUT", "PATCH")) {
      for (CanonicalView.Operation operation : view.operations()) {
        if (operation.method().equals(method)
            && endsInParameter(operation.path())
            && !byPath.containsKey(operation.path())) {
          String entity = returned(view.response(operation));
          if (entity != null) {
            byPath.put(operation.path(), entity);
            reasons.putIfAbsent(
                entity, operation.key() + " returns it and the path ends in a parameter");
          }
        }
      }
    }
  }

  /** Returns the entity in a response: the whole body, or its only part with a state. */
  private @Nullable String returned(@Nullable Map<String, Object> body) {
    String name = body == null ? null : CanonicalView.name(body);
    if (name == null || !"object".equals(view.schema(name).get("type"))) {
      return null;
    }
    if (isDeclared(name)) {
      return name;
    }
    List<String> parts =
        properties(name).values().stream()
            .map(part -> CanonicalView.name(CanonicalView.object(part)))
            .filter(this::isDeclared)
            .map(String::valueOf)
            .distinct()
            .toList();
    return parts.size() == 1 ? parts.get(0) : name;
  }

  private void findDeclared() {
    Set<String> found = new TreeSet<>();
    reasons.keySet().forEach(name -> found.add(String.valueOf(machineOf(name))));
    for (String schema : view.schemas().keySet()) {
      List<String> states = states(schema);
      if (view.schema(schema).containsKey(EntityExtensions.ENTITY)) {
        reasons.put(schema, "it has " + EntityExtensions.ENTITY);
      } else if (states.size() == 1 && !found.contains(machineOf(schema)) && isReturned(schema)) {
        reasons.putIfAbsent(schema, "a response has it, and its states have a state machine");
      }
      if (states.size() > 1 && reasons.containsKey(schema) && declared(schema, "state") == null) {
        diagnostics.accept(
            new Diagnostic(
                document.schemaLocation(view.declaredName(schema)),
                schema
                    + " has several properties with a state machine: "
                    + String.join(", ", states),
                "name the one that operations change: x-entity: {state: " + states.get(0) + "}"));
      }
    }
  }

  private boolean isReturned(String schema) {
    for (CanonicalView.Operation operation : view.operations()) {
      Map<String, Object> body = view.response(operation);
      Map<String, Object> items = body == null ? null : CanonicalView.items(body);
      if (body != null && schema.equals(CanonicalView.name(items == null ? body : items))) {
        return true;
      }
    }
    return false;
  }

  static boolean endsInParameter(String path) {
    return path.endsWith("}") && path.lastIndexOf('{') == path.lastIndexOf('/') + 1;
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  /** Returns the location of an operation. */
  static SourceLocation location(Document document, CanonicalView.Operation operation) {
    return document.location(
        JsonPointer.of("paths", operation.path(), operation.method().toLowerCase(Locale.ROOT)));
  }
}
