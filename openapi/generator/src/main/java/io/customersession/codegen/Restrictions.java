package io.customersession.codegen;

import io.customersession.contract.CanonicalDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openapitools.codegen.CodegenParameter;
import org.openapitools.codegen.CodegenProperty;
import org.openapitools.codegen.IJsonSchemaValidationProperties;

/** What the canonical document says is allowed of a scalar, or of a value of any type. */
final class Restrictions {
  private static final String EXCEPT_NULL = "exceptNull";
  private static final List<String> FLAGS = List.of("onlyNull", EXCEPT_NULL);
  private static final List<String> OF_TEXTS = List.of("values", "except", "exceptTypes");

  private final Map<?, ?> written;

  private Restrictions(Map<?, ?> written) {
    this.written = written;
  }

  /** Returns what is allowed of the values of a schema of the stock generator. */
  static Restrictions of(IJsonSchemaValidationProperties schema) {
    Map<String, Object> extensions =
        schema instanceof CodegenProperty property
            ? property.vendorExtensions
            : schema instanceof CodegenParameter parameter ? extensions(parameter) : Map.of();
    return new Restrictions(
        extensions.get(CanonicalDocument.RESTRICTIONS) instanceof Map<?, ?> map ? map : Map.of());
  }

  /** A body has the extensions of its schema in its content only. */
  private static Map<String, Object> extensions(CodegenParameter parameter) {
    return parameter.isBodyParam && parameter.getContent() != null
        ? parameter.getContent().values().stream()
            .map(type -> type.getSchema())
            .filter(schema -> schema != null)
            .map(schema -> schema.vendorExtensions)
            .findFirst()
            .orElse(Map.of())
        : parameter.vendorExtensions;
  }

  boolean isEmpty() {
    return written.isEmpty();
  }

  /** Returns true if null is excluded explicitly. */
  boolean excludesNull() {
    return Boolean.TRUE.equals(written.get(EXCEPT_NULL));
  }

  /** Returns the methods of codecs to call without arguments. */
  List<String> flags() {
    return FLAGS.stream().filter(flag -> Boolean.TRUE.equals(written.get(flag))).toList();
  }

  /** Returns the methods of codecs to call with their texts. */
  Map<String, List<String>> texts() {
    Map<String, List<String>> calls = new LinkedHashMap<>();
    for (String method : OF_TEXTS) {
      if (written.get(method) instanceof List<?> texts) {
        calls.put(method, texts.stream().map(Object::toString).toList());
      }
    }
    return calls;
  }

  /** Returns the data of the template {@code presence} for each condition. */
  List<Map<String, Object>> conditions() {
    return conditions(written.get("conditions"));
  }

  /** Returns the data of the template {@code presence} for each condition of a canonical schema. */
  static List<Map<String, Object>> conditions(@Nullable Object written) {
    return written instanceof List<?> list
        ? list.stream().map(each -> condition((Map<?, ?>) each)).toList()
        : List.of();
  }

  private static Map<String, Object> condition(Map<?, ?> written) {
    Map<String, Object> condition = new LinkedHashMap<>();
    condition.put("method", String.valueOf(written.get("method")));
    condition.put(
        "names",
        written.get("names") instanceof List<?> names
            ? names.stream().map(name -> JavaText.literal(name.toString())).toList()
            : List.of());
    condition.put("parts", conditions(written.get("parts")));
    return condition;
  }
}
