package io.customersession.contract;

import io.customersession.contract.violation.JsonPointer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds required properties of responses that default handlers have no value for. */
final class EntityValues {
  private final Document document;
  private final CanonicalView view;
  private final Map<String, CanonicalView.Operation> operations;
  private final Consumer<Diagnostic> diagnostics;
  private final Set<String> reported = new LinkedHashSet<>();

  EntityValues(
      Document document,
      CanonicalView view,
      Map<String, CanonicalView.Operation> operations,
      Consumer<Diagnostic> diagnostics) {
    this.document = document;
    this.view = view;
    this.operations = operations;
    this.diagnostics = diagnostics;
  }

  /** Reports the properties of all operations. */
  void check(List<PlannedEntity> entities, List<PlannedOperation> planned) {
    for (PlannedEntity entity : entities) {
      List<PlannedOperation> own =
          planned.stream().filter(each -> entity.schema().equals(each.entity())).toList();
      Set<String> sent = sent(own, entity.fromPath().keySet());
      if (sent == null) {
        continue;
      }
      for (String name :
          new @Nullable String[] {
            entity.id(), entity.state(), entity.created(), entity.updated()
          }) {
        if (name != null) {
          sent.add(name);
        }
      }
      own.forEach(operation -> check(operation, sent));
    }
  }

  /**
   * Returns what every creation of an entity has in its path or must send, or null if nothing
   * creates it.
   */
  private @Nullable Set<String> sent(List<PlannedOperation> own, Set<String> fromPath) {
    Set<String> sent = null;
    for (PlannedOperation each : own) {
      if (each.action() == EntityAction.CREATE
          || (each.action() == EntityAction.REPLACE && each.createsIfAbsent())) {
        Map<String, Object> body = view.request(operation(each));
        Map<String, Object> part =
            body == null || each.request() == null ? null : view.at(body, each.request());
        Map<String, Object> properties = part == null ? Map.of() : view.properties(part);
        Set<String> known = new LinkedHashSet<>(fromPath);
        known.retainAll(each.parents());
        if (part != null) {
          view.required(part).stream()
              .filter(name -> !CanonicalView.is(properties.get(name), "readOnly"))
              .forEach(known::add);
        }
        if (sent == null) {
          sent = known;
        } else {
          sent.retainAll(known);
        }
      }
    }
    return sent;
  }

  private CanonicalView.Operation operation(PlannedOperation planned) {
    return operations.getOrDefault(
        planned.method() + " " + planned.path(),
        new CanonicalView.Operation(planned.id(), planned.method(), planned.path(), Map.of()));
  }

  private void check(PlannedOperation planned, Set<String> sent) {
    Map<String, Object> body = view.response(operation(planned));
    String pointer = planned.response();
    if (body == null) {
      return;
    }
    if (!"".equals(pointer)) {
      List<String> steps = pointer == null ? List.of() : JsonPointer.parse(pointer).steps();
      report(planned, body, Set.copyOf(steps), planned.fill());
    }
    Map<String, Object> part = pointer == null ? null : view.at(body, pointer);
    if (part != null) {
      Map<String, Object> items = CanonicalView.items(part);
      report(planned, items == null ? part : items, sent, planned.entityFill());
    }
  }

  private void report(
      PlannedOperation planned,
      Map<String, Object> schema,
      Set<String> known,
      Map<String, Object> samples) {
    String name = CanonicalView.name(schema);
    List<String> absent = new ArrayList<>(view.required(schema));
    absent.removeAll(known);
    absent.removeAll(samples.keySet());
    for (String property : absent) {
      if (reported.add(name + " " + property)) {
        String declared = name == null ? "" : view.declaredName(name);
        diagnostics.accept(
            Diagnostic.warning(
                name == null
                    ? planned.location()
                    : document.location(
                        JsonPointer.of("components", "schemas", declared, "properties", property)),
                "the response of "
                    + planned.id()
                    + " requires \""
                    + property
                    + "\", which has no value, default or example",
                "add an example, make it optional, or name it under "
                    + EntityExtensions.ENTITY
                    + " if it is an id, a state or a time"));
      }
    }
  }
}
