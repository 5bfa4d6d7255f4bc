package io.customersession.codegen;

import io.customersession.contract.InvalidContractException;
import io.customersession.contract.QueryBooleans;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.CodegenParameter;
import org.openapitools.codegen.CodegenProperty;
import org.openapitools.codegen.IJsonSchemaValidationProperties;

/**
 * What the template {@code codec} renders: the codec that reads, writes and checks the values of a
 * schema. Every map has all keys, since templates look up a missing key in the maps around it.
 */
final class CodecData {
  private static final String MAXIMUM_SUM = "x-maximum-sum";
  private static final String ALSO_ACCEPTS = "x-also-accepts";
  private static final Map<String, String> FACTORIES =
      Map.of(
          "String", "string",
          "Integer", "int32",
          "Long", "int64",
          "BigDecimal", "decimal",
          "Boolean", "bool",
          "OffsetDateTime", "dateTime",
          "LocalDate", "date",
          "UUID", "uuid",
          "BinaryData", "binary",
          "Object", "any");

  /** The method of a model's table that returns the location of its schemas; none elsewhere. */
  private final String pathMethod;

  private final String prefix;
  private final List<String> steps;
  private final QueryBooleans booleans;

  private CodecData(String pathMethod, List<String> steps, QueryBooleans booleans) {
    this(pathMethod, "", steps, booleans);
  }

  private CodecData(String pathMethod, String prefix, List<String> steps, QueryBooleans booleans) {
    this.pathMethod = pathMethod;
    this.prefix = prefix;
    this.steps = steps;
    this.booleans = booleans;
  }

  /** Returns the codec of a model's property. */
  static Map<String, Object> ofProperty(CodegenProperty property) {
    return new CodecData("path", List.of(JavaText.literal(property.baseName)), QueryBooleans.STRICT)
        .of(property);
  }

  /** Returns the codec of the properties that a model does not declare. */
  static Map<String, Object> ofAdditional(CodegenProperty values) {
    return new CodecData("additionalPath", List.of(), QueryBooleans.STRICT).of(values);
  }

  /**
   * Returns the codec of a schema of a union.
   *
   * @param pointer the location of the schema in the document
   */
  static Map<String, Object> ofBranch(CodegenProperty branch, String pointer) {
    return new CodecData("", JavaText.literal(pointer), List.of(), QueryBooleans.STRICT).of(branch);
  }

  /** Returns the codec of a body. */
  static Map<String, Object> ofBody(IJsonSchemaValidationProperties body) {
    return new CodecData("", List.of(), QueryBooleans.STRICT).of(body);
  }

  /** Returns true if the value of a parameter is one text. */
  static boolean isScalar(CodegenParameter parameter) {
    return !parameter.isArray
        && !JavaTypes.isMap(parameter)
        && !"Object".equals(parameter.getDataType())
        && (!parameter.isModel || JavaTypes.isEnumReference(parameter));
  }

  /**
   * Returns the codec of a parameter.
   *
   * @param booleans the texts that booleans in the query accept
   */
  static Map<String, Object> ofParameter(CodegenParameter parameter, QueryBooleans booleans) {
    // Of a list in this style, the stock generator takes the whole list for an item.
    boolean isDeepList = parameter.isDeepObject && parameter.isArray;
    return new CodecData("", List.of(), parameter.isQueryParam ? booleans : QueryBooleans.STRICT)
        .of(isDeepList ? parameter.items : parameter);
  }

  private Map<String, Object> of(IJsonSchemaValidationProperties schema) {
    if (schema.getIsArray()) {
      return list(schema);
    }
    if (JavaTypes.isMap(schema)) {
      return map(schema);
    }
    if (schema.getIsModel() || JavaTypes.isEnumReference(schema)) {
      Map<String, Object> data = data("", null, List.of());
      data.put("reference", schema.getDataType());
      return data;
    }
    return scalar(schema);
  }

  private Map<String, Object> data(
      String factory, @Nullable Map<String, Object> inner, List<Map<String, Object>> limits) {
    Map<String, Object> data = new HashMap<>();
    data.put("reference", false);
    data.put("factory", factory);
    data.put("model", !pathMethod.isEmpty());
    data.put("pathMethod", pathMethod);
    data.put("steps", steps);
    data.put("suffix", prefix + (steps.isEmpty() ? "" : "/" + String.join("/", steps)));
    data.put("inner", inner == null ? false : inner);
    data.put("limits", limits);
    return data;
  }

  private CodecData in(String step) {
    List<String> longer = new ArrayList<>(steps);
    longer.add(step);
    return new CodecData(pathMethod, prefix, longer, booleans);
  }

  private Map<String, Object> list(IJsonSchemaValidationProperties schema) {
    List<Map<String, Object>> limits = new ArrayList<>();
    CodegenProperty items = schema.getItems();
    if (isNullable(items)) {
      limits.add(limit("nullable"));
    }
    add(limits, "minItems", schema.getMinItems());
    add(limits, "maxItems", schema.getMaxItems());
    if (schema.getUniqueItems()) {
      limits.add(limit("unique"));
    }
    if (schema instanceof CodegenProperty property
        && property.vendorExtensions.get(MAXIMUM_SUM) instanceof Map<?, ?> sum) {
      limits.add(
          limit(
              "maximumSum",
              argument("codec", Objects.requireNonNull(schema.getItems().getComplexType())),
              text(String.valueOf(sum.get("property"))),
              text(String.valueOf(sum.get("maximum")))));
    }
    if (alsoAccepts(schema, "object")) {
      limits.add(limit("orObject"));
    }
    return data("list", in("items").of(items), limits);
  }

  private Map<String, Object> map(IJsonSchemaValidationProperties schema) {
    CodegenProperty values = schema.getAdditionalProperties();
    boolean isFree =
        values == null
            || (values.isAnyType && Restrictions.of(values).isEmpty())
            || (values.isFreeFormObject && !values.isMap);
    List<Map<String, Object>> limits = new ArrayList<>();
    if (values == null || isFree || isNullable(values)) {
      limits.add(limit("nullable"));
    }
    add(limits, "minProperties", schema.getMinProperties());
    add(limits, "maxProperties", schema.getMaxProperties());
    Map<String, Object> inner =
        isFree || values == null
            ? data("any", null, List.of())
            : in("additionalProperties").of(values);
    return data("map", inner, limits);
  }

  private Map<String, Object> scalar(IJsonSchemaValidationProperties schema) {
    String factory = FACTORIES.get(schema.getDataType());
    if (factory == null || schema.getIsEnum()) {
      throw new InvalidContractException(
          String.join("/", steps)
              + ": values of type "
              + schema.getDataType()
              + " are not supported");
    }
    List<Map<String, Object>> limits = new ArrayList<>();
    switch (factory) {
      case "string" -> {
        add(limits, "minLength", schema.getMinLength());
        add(limits, "maxLength", schema.getMaxLength());
        if (schema.getPattern() != null) {
          limits.add(limit("pattern", literal(schema.getPattern())));
        }
        if (alsoAccepts(schema, "number")) {
          limits.add(limit("orNumber"));
        }
      }
      case "int32", "int64", "decimal" -> {
        bound(limits, "minimum", schema.getMinimum(), schema.getExclusiveMinimum());
        bound(limits, "maximum", schema.getMaximum(), schema.getExclusiveMaximum());
        if (schema.getMultipleOf() != null) {
          limits.add(limit("multipleOf", text(schema.getMultipleOf().toString())));
        }
      }
      case "bool" -> {
        if (!booleans.equals(QueryBooleans.STRICT)) {
          limits.add(limit("accepting", texts(booleans.whenTrue()), texts(booleans.whenFalse())));
        }
      }
      default -> {}
    }
    return restricted(data(factory, null, limits), Restrictions.of(schema));
  }

  /** Returns the codec of values of which only some are allowed, if they are restricted. */
  private Map<String, Object> restricted(Map<String, Object> codec, Restrictions restrictions) {
    if (restrictions.isEmpty()) {
      return codec;
    }
    List<Map<String, Object>> limits = new ArrayList<>();
    restrictions.flags().forEach(flag -> limits.add(limit(flag)));
    restrictions
        .texts()
        .forEach(
            (method, texts) -> limits.add(Map.of("method", method, "arguments", literals(texts))));
    if (!restrictions.conditions().isEmpty()) {
      limits.add(
          Map.of(
              "method",
              "conditions",
              "arguments",
              restrictions.conditions().stream()
                  .map(condition -> argument("presence", condition))
                  .toList()));
    }
    return "any".equals(codec.get("factory"))
        ? data("value", null, limits)
        : data("restricted", codec, limits);
  }

  private static List<Map<String, Object>> literals(List<String> texts) {
    return texts.stream().map(CodecData::text).toList();
  }

  private static boolean isNullable(CodegenProperty value) {
    return (value.isNullable || "Object".equals(value.getDataType()))
        && !Restrictions.of(value).excludesNull();
  }

  private static boolean alsoAccepts(IJsonSchemaValidationProperties schema, String type) {
    return schema instanceof CodegenProperty property
        && type.equals(property.vendorExtensions.get(ALSO_ACCEPTS));
  }

  private static void add(
      List<Map<String, Object>> limits, String method, @Nullable Integer value) {
    if (value != null) {
      limits.add(limit(method, argument("literal", value)));
    }
  }

  private static void bound(
      List<Map<String, Object>> limits,
      String method,
      @Nullable String value,
      boolean isExclusive) {
    if (value != null) {
      limits.add(limit(method, text(JavaTypes.digits(value)), argument("literal", isExclusive)));
    }
  }

  @SafeVarargs
  private static Map<String, Object> limit(String method, Map<String, Object>... arguments) {
    return Map.of("method", method, "arguments", List.of(arguments));
  }

  private static Map<String, Object> text(String text) {
    return literal(JavaText.literal(text));
  }

  private static Map<String, Object> literal(String literal) {
    return argument("literal", JavaText.quoted(literal));
  }

  private static Map<String, Object> texts(List<String> texts) {
    return argument("texts", Map.of("values", texts.stream().map(JavaText::literal).toList()));
  }

  private static Map<String, Object> argument(String kind, Object value) {
    Map<String, Object> argument = new HashMap<>();
    argument.put("codec", false);
    argument.put("literal", false);
    argument.put("texts", false);
    argument.put("presence", false);
    // A template takes the value false for an absent one.
    argument.put(kind, value instanceof Boolean ? value.toString() : value);
    return argument;
  }
}
