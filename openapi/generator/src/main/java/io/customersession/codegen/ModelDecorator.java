package io.customersession.codegen;

import io.customersession.contract.CanonicalDocument;
import io.customersession.contract.Document;
import io.customersession.contract.InvalidContractException;
import io.customersession.contract.StateMachine;
import io.customersession.contract.violation.JsonPointer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.CodegenModel;
import org.openapitools.codegen.CodegenProperty;
import org.openapitools.codegen.model.ModelMap;
import org.openapitools.codegen.model.ModelsMap;

/** Adds to models what the templates need and the stock generator does not compute. */
final class ModelDecorator {
  private static final String COMPONENTS = "#/components/schemas/";

  private static final String SINCE = "x-since";

  private final Document document;
  private final Set<String> classNames = new HashSet<>();
  private final boolean isOfClient;

  /**
   * Creates a decorator.
   *
   * @param isOfClient true if models are built for requests and read from responses
   */
  ModelDecorator(Document document, boolean isOfClient) {
    this.isOfClient = isOfClient;
    this.document = document;
  }

  void decorate(Map<String, ModelsMap> models) {
    models
        .values()
        .forEach(file -> file.getModels().forEach(it -> classNames.add(it.getModel().classname)));
    for (ModelsMap file : models.values()) {
      for (ModelMap entry : file.getModels()) {
        decorate(entry.getModel());
      }
    }
  }

  private void decorate(CodegenModel model) {
    Map<String, Object> extensions = model.vendorExtensions;
    putDoc(
        extensions,
        model.unescapedDescription,
        "The schema " + Javadoc.code(schemaName(model)) + ".");
    String pointer = pointer(model);
    extensions.put("literal", JavaText.literal(pointer));
    decorateConstants(model);
    StateMachine machine = document.stateMachine(schemaName(model), pointer);
    if (machine != null) {
      extensions.put("transitions", transitions(model, machine));
      extensions.put("refused", machine.refused() == null ? false : machine.refused());
    }
    int index = 0;
    Set<String> names = new HashSet<>();
    for (CodegenProperty property : model.vars) {
      property.vendorExtensions.put("index", index++);
      rename(property, names);
      decorate(property);
    }
    UnionData.decorate(model, classNames);
    AdditionalProperties.decorate(model);
    extensions.put("table", table(model));
    extensions.put(
        "hasRequiredNulls",
        model.vars.stream()
            .anyMatch(each -> Boolean.TRUE.equals(each.vendorExtensions.get("isRequiredNull"))));
    boolean keepsNulls = extensions.containsKey(MergePatches.KEEPS_NULLS);
    extensions.put("keepsNulls", keepsNulls);
    extensions.put(
        "keepsNullsBeside", keepsNulls && !Boolean.FALSE.equals(extensions.get("additional")));
    extensions.put("hasConditions", !conditions(model).isEmpty());
    extensions.put(
        "limitsMembers", model.getMinProperties() != null || model.getMaxProperties() != null);
  }

  /** Returns the location of a model's schema in the document. */
  private static String pointer(CodegenModel model) {
    Object pointer = model.vendorExtensions.get(CanonicalDocument.POINTER);
    return pointer == null ? COMPONENTS + model.name : pointer.toString();
  }

  private static String schemaName(CodegenModel model) {
    String component = component(pointer(model));
    return component.isEmpty() || component.contains("/") ? model.name : component;
  }

  /** Returns the name of the component that a JSON pointer leads to, or nothing. */
  private static String component(String pointer) {
    return pointer.startsWith(COMPONENTS)
        ? JsonPointer.unescape(pointer.substring(COMPONENTS.length()))
        : "";
  }

  private void decorate(CodegenProperty property) {
    Map<String, Object> extensions = property.vendorExtensions;
    extensions.put("literal", JavaText.literal(property.baseName));
    extensions.put("code", Javadoc.code(property.baseName));
    extensions.put("constant", JavaNames.codecConstant(property.name, classNames));
    putDoc(extensions, property.unescapedDescription, "");
    extensions.put("codec", CodecData.ofProperty(property));
    boolean isRequiredInRequests = property.required && !property.isReadOnly;
    List<Map<String, Object>> annotations =
        JavaTypes.annotations(property, isRequiredInRequests && !property.isNullable);
    boolean isVertical =
        annotations.stream().anyMatch(it -> !List.of().equals(it.get("arguments")));
    extensions.put("hasVerticalAnnotations", isVertical);
    extensions.put("verticalAnnotations", isVertical ? annotations : List.of());
    extensions.put("horizontalAnnotations", isVertical ? List.of() : annotations);
    extensions.put("type", JavaTypes.type(property));
    // A client reads responses, which lack what only requests have.
    boolean mustHave = property.required && !(isOfClient && property.isWriteOnly);
    boolean isRequiredNull = property.required && property.isNullable;
    extensions.put("mustHave", mustHave && !isRequiredNull);
    extensions.put(
        "orNull", mustHave ? isRequiredNull ? ", or null" : "" : ", or null if it is absent");
    // A server builds responses.
    boolean mustHaveInRequests = isRequiredInRequests && (isOfClient || !property.isWriteOnly);
    extensions.put("mustHaveInRequests", mustHaveInRequests);
    extensions.put("isRequiredNull", isRequiredNull);
    extensions.put("check", isRequiredNull ? "checkNullable" : "checkProperty");
    extensions.put("ifNull", isRequiredNull ? "null is sent as null" : "null removes it");
    extensions.put(
        "refusesNullItems",
        property.isArray && !property.items.isAnyType && !property.items.isNullable);
  }

  /** Gives a property another name if a property before it would have the same one in Java. */
  private static void rename(CodegenProperty property, Set<String> used) {
    String name = property.name;
    String getter = property.getter;
    for (int number = 2; !used.add(JavaNames.constant(property.name)); number++) {
      property.name = name + number;
      property.getter = getter + number;
    }
  }

  /** Adds the values of an enum, which the stock generator changes, and makes names unique. */
  private static void decorateConstants(CodegenModel model) {
    List<Map<String, Object>> constants = enumValues(model);
    if (constants.isEmpty() || !(model.allowableValues.get("values") instanceof List<?> values)) {
      return;
    }
    Set<String> names = new HashSet<>();
    // In its own class, the name would mean the constant.
    names.add(model.classname);
    for (int index = 0; index < constants.size(); index++) {
      Map<String, Object> constant = constants.get(index);
      String value = String.valueOf(values.get(index));
      constant.put("text", value);
      constant.put("value", JavaText.quoted(JavaText.literal(value)));
      constant.put("code", Javadoc.code(value));
      String name = String.valueOf(constant.get("name"));
      String unique = name;
      for (int number = 2; !names.add(unique); number++) {
        unique = name + "_" + number;
      }
      constant.put("name", unique);
    }
  }

  /** Adds the first paragraph of a description as its summary, and the others as details. */
  static void putDoc(
      Map<String, Object> extensions, @Nullable String description, String fallback) {
    List<String> paragraphs = Javadoc.paragraphs(description);
    extensions.put("summary", paragraphs.isEmpty() ? fallback : paragraphs.get(0));
    extensions.put("details", paragraphs.stream().skip(1).toList());
  }

  /** Returns the calls that complete the table of a model's properties. */
  private List<Map<String, Object>> table(CodegenModel model) {
    Map<String, List<Object>> calls = new LinkedHashMap<>();
    List<Map<String, Object>> since = new ArrayList<>();
    for (CodegenProperty property : model.vars) {
      String name = JavaText.quoted(JavaText.literal(property.baseName));
      put(calls, "required", property.required && !property.isReadOnly, name);
      put(calls, "assigned", property.required && property.isReadOnly, name);
      boolean excludesNull = Restrictions.of(property).excludesNull();
      put(calls, "nullable", property.isNullable && !excludesNull, name);
      put(calls, "readOnly", property.isReadOnly, name);
      put(calls, "writeOnly", property.isWriteOnly && !property.isReadOnly, name);
      Object version = property.vendorExtensions.get(SINCE);
      // Of an enum that a property declares, the extension lists values.
      if (Boolean.TRUE.equals(property.vendorExtensions.get(Document.ADDED))) {
        put(calls, "extension", true, name);
      } else if (version != null) {
        since.add(call("since", List.of(JavaText.quoted(version.toString()), name)));
      }
    }
    if (Boolean.TRUE.equals(model.vendorExtensions.get("closed"))) {
      calls.put("closed", List.of());
    }
    put(calls, "minProperties", model.getMinProperties() != null, model.getMinProperties());
    put(calls, "maxProperties", model.getMaxProperties() != null, model.getMaxProperties());
    List<Map<String, Object>> table = new ArrayList<>();
    calls.forEach((method, arguments) -> table.add(call(method, arguments)));
    table.addAll(since);
    List<Map<String, Object>> conditions = conditions(model);
    if (!conditions.isEmpty()) {
      table.add(Map.of("method", "conditions", "arguments", List.of(), "conditions", conditions));
    }
    return table;
  }

  private static void put(
      Map<String, List<Object>> calls, String method, boolean applies, Object argument) {
    if (applies) {
      calls.computeIfAbsent(method, key -> new ArrayList<>()).add(argument);
    }
  }

  private static Map<String, Object> call(String method, List<?> arguments) {
    return Map.of("method", method, "arguments", arguments, "conditions", List.of());
  }

  private static List<Map<String, Object>> conditions(CodegenModel model) {
    return Restrictions.conditions(model.vendorExtensions.get(CanonicalDocument.CONDITIONS));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> enumValues(CodegenModel model) {
    return model.allowableValues != null
            && model.allowableValues.get("enumVars") instanceof List<?> values
        ? (List<Map<String, Object>>) values
        : List.of();
  }

  private static List<Map<String, Object>> transitions(CodegenModel model, StateMachine machine) {
    Map<String, String> constants = new LinkedHashMap<>();
    for (Map<String, Object> value : enumValues(model)) {
      constants.put(String.valueOf(value.get("text")), String.valueOf(value.get("name")));
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (StateMachine.Edge edge : machine.edges()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("from", edge.from() == null ? "null" : constantOf(model, constants, edge.from()));
      row.put("to", constantOf(model, constants, edge.to()));
      row.put(
          "event", edge.event() == null ? "null" : JavaText.quoted(JavaText.literal(edge.event())));
      row.put("operations", edge.by());
      rows.add(row);
    }
    return rows;
  }

  private static String constantOf(
      CodegenModel model, Map<String, String> constants, String state) {
    String constant = constants.get(state);
    if (constant == null) {
      throw new InvalidContractException(
          model.name
              + ": the state \""
              + state
              + "\" cannot be written as a Java constant; rename it");
    }
    return constant;
  }
}
