package io.customersession.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a union as an object that has a property for each of its schemas, of which a value has
 * one, and an extension that says how they are distinguished.
 */
final class CanonicalUnions {
  private final CanonicalSchemas schemas;

  CanonicalUnions(CanonicalSchemas schemas) {
    this.schemas = schemas;
  }

  void write(String name, String pointer, SchemaUnion union, Map<String, Object> written) {
    Map<String, Object> properties = new LinkedHashMap<>();
    Map<String, Object> branches = new LinkedHashMap<>();
    boolean isText = false;
    for (SchemaUnion.Branch branch : union.branches()) {
      String key = key(branch.name());
      Map<String, Object> schema = schemas.schema(branch.parts(), name + branch.suffix());
      Object type = schema.get("type");
      isText |= type != null && !type.equals("object") && !type.equals("array");
      properties.put(key, schema);
      branches.put(
          key,
          Map.of(
              "name", branch.name(),
              "pointer", branch.own().pointer(),
              "values", branch.values(),
              "closed", branch.isClosed()));
    }
    Map<String, Object> extension = new LinkedHashMap<>();
    extension.put("exclusive", union.isExclusive());
    extension.put("pointer", pointer);
    extension.put("text", isText);
    CanonicalDocument.put(extension, "property", union.property());
    extension.put("branches", branches);
    written.put("type", "object");
    written.put("properties", properties);
    written.put(CanonicalDocument.UNION, extension);
  }

  /** Returns the extension of a union without the JSON pointers of its schemas. */
  static Map<String, Object> withoutPointers(Map<String, Object> extension) {
    Map<String, Object> copy = new LinkedHashMap<>(extension);
    copy.remove("pointer");
    Map<String, Object> branches = new LinkedHashMap<>();
    CanonicalView.object(extension.get("branches"))
        .forEach(
            (key, branch) -> {
              Map<String, Object> details = new LinkedHashMap<>(CanonicalView.object(branch));
              details.remove("pointer");
              branches.put(key, details);
            });
    copy.put("branches", branches);
    return copy;
  }

  private static String key(String name) {
    return name.equals(name.toUpperCase(Locale.ROOT))
        ? name.toLowerCase(Locale.ROOT)
        : Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  /**
   * Declares the properties that select a schema of a union in all objects that they select, since
   * a document may leave that to the discriminator.
   */
  static void declareDiscriminators(Map<String, Object> components) {
    for (Object component : components.values()) {
      if (component instanceof Map<?, ?> schema
          && schema.get(CanonicalDocument.UNION) instanceof Map<?, ?> union
          && union.get("branches") instanceof Map<?, ?> branches
          && schema.get("properties") instanceof Map<?, ?> properties
          && union.get("property") instanceof String property) {
        branches.forEach(
            (key, branch) -> {
              if (branch instanceof Map<?, ?> details && !List.of().equals(details.get("values"))) {
                declare(components, reference(properties.get(key)), property);
              }
            });
      }
    }
  }

  @SuppressWarnings("unchecked") // as this package writes it
  private static void declare(
      Map<String, Object> components, @Nullable String reference, String property) {
    String name = reference == null ? "" : reference.substring(reference.lastIndexOf('/') + 1);
    if (components.get(name) instanceof Map<?, ?> schema
        && !schema.containsKey(CanonicalDocument.UNION)
        && schema.get("properties") instanceof Map<?, ?> properties) {
      ((Map<String, Object>) properties)
          .putIfAbsent(property, new LinkedHashMap<>(Map.of("type", "string")));
    }
  }

  private static @Nullable String reference(@Nullable Object schema) {
    if (!(schema instanceof Map<?, ?> object)) {
      return null;
    }
    return object.get("allOf") instanceof List<?> all && all.size() == 1
        ? reference(all.get(0))
        : (String) object.get("$ref");
  }
}
