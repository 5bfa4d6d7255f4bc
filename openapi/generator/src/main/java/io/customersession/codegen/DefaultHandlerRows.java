package io.customersession.codegen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.customersession.contract.EntityAction;
import io.customersession.contract.EntityPlan;
import io.customersession.contract.PlannedEntity;
import io.customersession.contract.PlannedOperation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.CodegenOperation;
import org.openapitools.codegen.languages.AbstractJavaCodegen;
import org.openapitools.codegen.model.OperationsMap;

/** What the template {@code DefaultHandlers} renders of the plan of a document. */
final class DefaultHandlerRows {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AbstractJavaCodegen codegen;
  private final EntityPlan plan;
  private final Set<String> modelNames;

  /**
   * Creates rows.
   *
   * @param modelNames the names of the classes that are generated
   */
  DefaultHandlerRows(AbstractJavaCodegen codegen, EntityPlan plan, Set<String> modelNames) {
    this.codegen = codegen;
    this.plan = plan;
    this.modelNames = modelNames;
  }

  /** Adds a row for each entity, and one for each operation that is generated. */
  void addTo(Map<String, Object> bundle) {
    Map<String, PlannedOperation> byKey = new HashMap<>();
    plan.operations().forEach(each -> byKey.put(each.method() + " " + each.path(), each));
    List<Map<String, Object>> rows = new ArrayList<>();
    Set<String> used = new TreeSet<>();
    if (bundle.get("apiInfo") instanceof Map<?, ?> apiInfo
        && apiInfo.get("apis") instanceof List<?> apis) {
      for (Object api : apis) {
        for (CodegenOperation each : ((OperationsMap) api).getOperations().getOperation()) {
          PlannedOperation planned = byKey.get(each.httpMethod + " " + each.path);
          if (planned != null) {
            rows.add(operation(each, planned));
            used.add(String.valueOf(planned.entity()));
          }
        }
      }
    }
    bundle.put(
        "x-entities",
        plan.entities().stream()
            .filter(entity -> used.contains(entity.schema()))
            .map(this::entity)
            .toList());
    bundle.put("x-entity-operations", rows);
  }

  private Map<String, Object> entity(PlannedEntity entity) {
    List<Map<String, Object>> calls = new ArrayList<>();
    add(calls, "id", entity.id());
    if (entity.isNumbered()) {
      boolean isText = entity.id() != null && entity.idForm().equals("TEXT");
      calls.add(call("numbered", isText ? List.of("ValueForm.TEXT") : List.of()));
    }
    add(calls, "state", entity.state());
    String machine = entity.machine() == null ? "" : codegen.toModelName(entity.machine());
    if (entity.created() != null) {
      calls.add(
          call("created", List.of(text(entity.created()), "TimeForm." + entity.createdForm())));
    }
    if (entity.updated() != null) {
      calls.add(
          call("updated", List.of(text(entity.updated()), "TimeForm." + entity.updatedForm())));
    }
    if (entity.refused() != null) {
      calls.add(call("refused", List.of(entity.refused().toString())));
    }
    addAll(calls, "assigned", entity.assigned());
    entity
        .fromPath()
        .forEach(
            (property, form) ->
                calls.add(call("fromPath", List.of(text(property), "ValueForm." + form))));
    String model = codegen.toModelName(entity.schema());
    if (modelNames.contains(model)) {
      calls.add(call("codec", List.of(model + ".Codec.INSTANCE")));
    }
    return Map.of(
        "method",
        codegen.toVarName(model),
        "name",
        text(entity.schema()),
        "machine",
        modelNames.contains(machine) ? machine : false,
        "calls",
        calls);
  }

  private Map<String, Object> operation(CodegenOperation operation, PlannedOperation planned) {
    String constant = "ApiOperation." + operation.vendorExtensions.get("constant");
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("method", operation.nickname);
    if (planned.action() == EntityAction.NONE) {
      row.put("factory", "none");
      row.put("arguments", List.of(constant, text(planned.reason())));
      row.put("calls", errors(operation));
      return row;
    }
    row.put("factory", "builder");
    row.put(
        "arguments",
        List.of(
            constant,
            "EntityAction." + planned.action().name(),
            text(String.valueOf(planned.entity()))));
    List<Map<String, Object>> calls = new ArrayList<>();
    add(calls, "id", planned.idParameter());
    addAll(calls, "parents", planned.parents());
    addAll(calls, "filters", planned.filters());
    if (planned.createsIfAbsent()) {
      calls.add(call("createsIfAbsent", List.of()));
    }
    add(calls, "to", planned.to());
    add(calls, "request", planned.request());
    add(calls, "response", planned.response());
    addAll(calls, "shown", planned.shown() == null ? List.of() : planned.shown());
    addJson(calls, "fill", planned.fill());
    addJson(calls, "entityFill", planned.entityFill());
    calls.addAll(errors(operation));
    row.put("calls", calls);
    return row;
  }

  private List<Map<String, Object>> errors(CodegenOperation operation) {
    List<Map<String, Object>> calls = new ArrayList<>();
    if (OperationContent.of(operation).isPlain()) {
      for (Map<String, Object> error : OperationDecorator.errors(operation)) {
        if (modelNames.contains(String.valueOf(error.get("schema")))) {
          calls.add(
              call(
                  "error",
                  List.of(
                      String.valueOf(error.get("status")),
                      error.get("schema") + ".Codec.INSTANCE")));
        }
      }
    }
    return calls;
  }

  private static void add(List<Map<String, Object>> calls, String method, @Nullable String value) {
    if (value != null) {
      calls.add(call(method, List.of(text(value))));
    }
  }

  private static void addAll(
      List<Map<String, Object>> calls, String method, Collection<String> values) {
    if (!values.isEmpty()) {
      calls.add(call(method, values.stream().map(DefaultHandlerRows::text).toList()));
    }
  }

  private static void addJson(
      List<Map<String, Object>> calls, String method, Map<String, Object> value) {
    if (!value.isEmpty()) {
      try {
        calls.add(call(method, List.of(text(JSON.writeValueAsString(value)))));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static Map<String, Object> call(String method, List<String> arguments) {
    return Map.of("method", method, "arguments", arguments);
  }

  private static String text(String value) {
    return JavaText.quoted(JavaText.literal(value));
  }
}
