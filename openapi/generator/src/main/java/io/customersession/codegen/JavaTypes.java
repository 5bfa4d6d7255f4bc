package io.customersession.codegen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.CodegenParameter;
import org.openapitools.codegen.CodegenProperty;
import org.openapitools.codegen.IJsonSchemaValidationProperties;

/**
 * What the templates {@code type} and {@code annotation} render: Java types with the annotations of
 * Jakarta Validation, for applications that bring a validator.
 */
final class JavaTypes {
  private JavaTypes() {}

  static boolean isMap(IJsonSchemaValidationProperties schema) {
    return schema.getIsMap()
        || (schema.getDataType() != null && schema.getDataType().startsWith("Map<"));
  }

  static boolean isEnumReference(IJsonSchemaValidationProperties schema) {
    return (schema instanceof CodegenProperty property && property.isEnumRef)
        || (schema instanceof CodegenParameter parameter && parameter.isEnumRef);
  }

  /** Returns the type that an object has to be cast to, or false if any object is of it. */
  static Object cast(String type) {
    return type.equals("Object") ? false : type;
  }

  /** Returns a limit without the suffix of a Java literal that the stock generator adds. */
  static String digits(String literal) {
    return literal.replaceAll("[LlDdFf]$", "");
  }

  /** Returns the Java type of a value, with annotations on what containers hold. */
  static Map<String, Object> type(IJsonSchemaValidationProperties schema) {
    CodegenProperty inner = schema.getIsArray() ? schema.getItems() : null;
    if (isMap(schema)) {
      CodegenProperty values = schema.getAdditionalProperties();
      inner = values == null || values.isAnyType ? null : values;
    }
    Map<String, Object> type = new HashMap<>();
    type.put("container", schema.getIsArray() ? "List" : isMap(schema) ? "Map" : false);
    type.put("isMap", isMap(schema));
    type.put("simpleType", schema.getDataType());
    type.put("annotations", constraints(schema));
    if (schema.getIsArray() || isMap(schema)) {
      type.put("inner", inner == null ? free() : type(inner));
    } else {
      type.put("inner", false);
    }
    return type;
  }

  private static Map<String, Object> free() {
    Map<String, Object> type = new HashMap<>();
    type.put("container", false);
    type.put("isMap", false);
    type.put("simpleType", "Object");
    type.put("annotations", List.of());
    type.put("inner", false);
    return type;
  }

  /** Returns the annotations of a property or parameter. */
  static List<Map<String, Object>> annotations(
      IJsonSchemaValidationProperties schema, boolean isRequired) {
    List<Map<String, Object>> annotations = new ArrayList<>();
    if (isRequired) {
      annotations.add(annotation("NotNull"));
    }
    annotations.addAll(constraints(schema));
    return annotations;
  }

  /**
   * Returns the annotations of a parameter in a Jakarta REST interface.
   *
   * @param defaultLiteral the default value, if that is one text
   * @param hasDefault true if there is a default value
   */
  static List<Map<String, Object>> annotations(
      CodegenParameter parameter, @Nullable String defaultLiteral, boolean hasDefault) {
    List<Map<String, Object>> annotations = new ArrayList<>();
    if (!parameter.isBodyParam) {
      String name =
          parameter.isPathParam
              ? "PathParam"
              : parameter.isQueryParam
                  ? "QueryParam"
                  : parameter.isCookieParam ? "CookieParam" : "HeaderParam";
      annotations.add(annotation(name, JavaText.literal(parameter.baseName)));
    }
    if (defaultLiteral != null) {
      annotations.add(annotation("DefaultValue", defaultLiteral));
    }
    annotations.addAll(annotations(parameter, parameter.required));
    if (!parameter.required && !hasDefault) {
      annotations.add(annotation("Nullable"));
    }
    return annotations;
  }

  /** Returns the arguments of an annotation that lists media types. */
  static List<Map<String, Object>> mediaTypes(List<String> types) {
    List<String> literals =
        types.stream().map(JavaText::literal).map(JavaText::quoted).distinct().toList();
    String list = String.join(", ", literals);
    return literals.isEmpty()
        ? List.of()
        : List.of(
            Map.of("element", false, "value", literals.size() == 1 ? list : "{" + list + "}"));
  }

  private static Map<String, Object> annotation(String name, String literal) {
    return annotation(name, Map.of("element", false, "value", JavaText.quoted(literal)));
  }

  private static List<Map<String, Object>> constraints(IJsonSchemaValidationProperties schema) {
    List<Map<String, Object>> annotations = new ArrayList<>();
    if (schema.getIsArray()) {
      size(annotations, schema.getMinItems(), schema.getMaxItems());
    } else if (isMap(schema)) {
      size(annotations, schema.getMinProperties(), schema.getMaxProperties());
    } else if (schema.getIsModel() && !isEnumReference(schema)) {
      annotations.add(annotation("Valid"));
    } else if ("String".equals(schema.getDataType())) {
      size(annotations, schema.getMinLength(), schema.getMaxLength());
      if (schema.getPattern() != null) {
        String regexp = ValidationPattern.matching(schema.getPattern());
        annotations.add(annotation("Pattern", argument("regexp", JavaText.quoted(regexp))));
      }
    } else {
      limit(annotations, "DecimalMin", schema.getMinimum(), schema.getExclusiveMinimum());
      limit(annotations, "DecimalMax", schema.getMaximum(), schema.getExclusiveMaximum());
    }
    return annotations;
  }

  private static void limit(
      List<Map<String, Object>> annotations,
      String name,
      @Nullable String value,
      boolean isExclusive) {
    if (value != null) {
      List<Map<String, Object>> arguments = new ArrayList<>();
      arguments.add(argument("value", JavaText.quoted(digits(value))));
      if (isExclusive) {
        arguments.add(argument("inclusive", "false"));
      }
      annotations.add(Map.of("name", name, "arguments", arguments));
    }
  }

  private static void size(
      List<Map<String, Object>> annotations, @Nullable Integer min, @Nullable Integer max) {
    List<Map<String, Object>> arguments = new ArrayList<>();
    if (min != null) {
      arguments.add(argument("min", min));
    }
    if (max != null) {
      arguments.add(argument("max", max));
    }
    if (!arguments.isEmpty()) {
      annotations.add(Map.of("name", "Size", "arguments", arguments));
    }
  }

  @SafeVarargs
  private static Map<String, Object> annotation(String name, Map<String, Object>... arguments) {
    return Map.of("name", name, "arguments", List.of(arguments));
  }

  private static Map<String, Object> argument(String element, Object value) {
    return Map.of("element", element, "value", value);
  }
}
