package io.customersession.codegen;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the schemas of a canonical document. */
final class SchemaView {
  private final Map<?, ?> schemas;

  SchemaView(Map<String, Object> canonical) {
    schemas = map(map(canonical.get("components")).get("schemas"));
  }

  /** Returns a map as it is, and an empty one in place of anything else. */
  static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  /** Returns the name of the component that a schema refers to, or null. */
  @Nullable String name(@Nullable Object written) {
    Map<?, ?> schema = map(written);
    if (schema.get("$ref") instanceof String reference) {
      return reference.substring(reference.lastIndexOf('/') + 1);
    }
    return schema.get("allOf") instanceof List<?> all && all.size() == 1 ? name(all.get(0)) : null;
  }

  /** Returns a schema with what it refers to. */
  Map<?, ?> resolve(@Nullable Object written) {
    String name = name(written);
    if (name == null) {
      return map(written);
    }
    Map<Object, Object> merged = new LinkedHashMap<>(resolve(schemas.get(name)));
    merged.putAll(map(written));
    merged.remove("allOf");
    merged.remove("$ref");
    return merged;
  }
}
