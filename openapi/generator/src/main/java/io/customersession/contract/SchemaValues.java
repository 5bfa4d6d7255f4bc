package io.customersession.contract;

import io.customersession.contract.JsonValues.Null;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The values that a schema lists under {@code enum} or {@code const}, apart from null. */
final class SchemaValues {
  private final @Nullable Map<Object, DocumentNode> listed;

  SchemaValues(SchemaView schema) {
    Map<Object, DocumentNode> values = null;
    for (DocumentNode part : schema.parts()) {
      Map<Object, DocumentNode> own = listed(part);
      if (values == null) {
        values = own;
      } else if (own != null) {
        values.keySet().retainAll(own.keySet());
      }
    }
    listed = values;
  }

  private static @Nullable Map<Object, DocumentNode> listed(DocumentNode part) {
    DocumentNode several = part.get("enum");
    DocumentNode one = part.get("const");
    if (several == null && one == null) {
      return null;
    }
    Map<Object, DocumentNode> values = new LinkedHashMap<>();
    Stream.concat(several == null ? Stream.of() : several.items().stream(), Stream.ofNullable(one))
        .filter(value -> !value.isNull())
        .forEach(value -> values.putIfAbsent(JsonValues.of(value), value));
    if (one != null) {
      values.keySet().retainAll(Set.of(JsonValues.of(one)));
    }
    return values;
  }

  /** Returns the values, or null if the schema lists none. */
  @Nullable Set<Object> values() {
    return listed == null ? null : listed.keySet();
  }

  /** Returns the nodes by value. */
  Map<Object, DocumentNode> nodes() {
    return listed == null ? Map.of() : listed;
  }

  /** Returns the JSON type of a value. */
  static String type(Object value) {
    if (value instanceof BigDecimal number) {
      return number.scale() <= 0 ? "integer" : "number";
    }
    if (value instanceof Boolean) {
      return "boolean";
    }
    if (value == Null.NULL) {
      return "null";
    }
    if (value instanceof List) {
      return "array";
    }
    return value instanceof Map ? "object" : "string";
  }
}
