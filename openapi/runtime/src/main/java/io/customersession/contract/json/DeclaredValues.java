package io.customersession.contract.json;

import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values that a schema lists under {@code enum} or {@code const}, or excludes by {@code not},
 * compared as JSON Schema does: 1.0 equals 1, and members have no order.
 */
final class DeclaredValues {
  /** The values as they are compared, with the values as they were read. */
  private final Map<Object, Object> values = new LinkedHashMap<>();

  /** The values by their texts in a parameter; values that are equal can have several. */
  private final Map<String, Object> byText = new LinkedHashMap<>();

  private final String sentence;

  /**
   * Creates a list of values.
   *
   * @param json the values in JSON
   */
  DeclaredValues(String... json) {
    for (String text : json) {
      byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
      Object value =
          Model.present(Json.decodeResponse(Codecs.any("#"), encoded).value(), "a declared value");
      values.put(key(value), value);
      byText.putIfAbsent(value instanceof String ? (String) value : text, value);
    }
    sentence =
        (json.length == 1 ? "" : "one of the following: ") + String.join(", ", Arrays.asList(json));
  }

  boolean contains(Object value) {
    return values.containsKey(key(value));
  }

  /** Returns the first value whose text in a parameter is a text, or null. */
  @Nullable Object ofText(String text) {
    return byText.get(text);
  }

  /** Returns the values as they were read. */
  List<Object> all() {
    return new ArrayList<>(values.values());
  }

  void requireListed(String schemaPath, Violations violations) {
    violations.add(
        Rule.ENUM,
        schemaPath,
        violations.subject() + " must be " + sentence,
        new ArrayList<>(byText.keySet()));
  }

  void refuseExcluded(String schemaPath, Violations violations) {
    violations.add(Rule.NOT, schemaPath, violations.subject() + " must not be " + sentence);
  }

  private static Object key(Object value) {
    if (value instanceof Number) {
      return number((Number) value);
    }
    if (value instanceof List) {
      List<@Nullable Object> items = new ArrayList<>();
      for (Object item : (List<?>) value) {
        items.add(item == null ? null : key(item));
      }
      return items;
    }
    if (value instanceof Map) {
      Map<Object, @Nullable Object> members = new LinkedHashMap<>();
      ((Map<?, ?>) value)
          .forEach((name, member) -> members.put(name, member == null ? null : key(member)));
      return members;
    }
    return value;
  }

  private static Object number(Number value) {
    try {
      return new BigDecimal(value.toString()).stripTrailingZeros();
    } catch (NumberFormatException e) {
      // Not a number, or infinite.
      return value;
    }
  }
}
