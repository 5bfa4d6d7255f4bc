package io.customersession.codegen;

import io.customersession.contract.CanonicalDocument;
import io.customersession.contract.DocumentExamples;
import io.customersession.contract.DocumentExamples.Place;
import io.customersession.contract.violation.JsonPointer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** Returns the component that a schema refers to in the document, or null. */
  @Nullable Place place(@Nullable Object written, DocumentExamples examples) {
    String name = name(written);
    Object pointer = map(schemas.get(name)).get(CanonicalDocument.POINTER);
    return name == null
        ? null
        : examples.schema(
            pointer == null ? "#/components/schemas/" + JsonPointer.escape(name) : "" + pointer);
  }

  /**
   * Adds the names of the properties that an object of a schema may declare, whatever schema of a
   * union it belongs to. Returns false if it must not have others.
   */
  boolean addDeclared(@Nullable Object written, Set<Object> names) {
    return addDeclared(written, names, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private boolean addDeclared(@Nullable Object written, Set<Object> names, Set<Object> seen) {
    Map<?, ?> schema = resolve(written);
    Map<?, ?> properties = map(schema.get("properties"));
    if (schema.containsKey(CanonicalDocument.UNION)) {
      return !seen.add(properties)
          || properties.values().stream().allMatch(each -> addDeclared(each, names, seen));
    }
    names.addAll(properties.keySet());
    return !schema.containsKey(CanonicalDocument.CLOSED)
        && !schema.containsKey(CanonicalDocument.ADDITIONAL);
  }

  /** Returns a value without the properties that a direction does not have. */
  Object without(Object value, @Nullable Object written, SchemaSamples.Direction direction) {
    Map<?, ?> schema = resolve(written);
    if (value instanceof List<?> list) {
      return list.stream().map(item -> without(item, schema.get("items"), direction)).toList();
    }
    if (!(value instanceof Map<?, ?> object) || schema.containsKey(CanonicalDocument.UNION)) {
      return value;
    }
    Map<?, ?> properties = map(schema.get("properties"));
    Map<Object, Object> kept = new LinkedHashMap<>();
    object.forEach(
        (name, member) -> {
          Object property = properties.get(name);
          if (!Boolean.TRUE.equals(resolve(property).get(direction.omitted))) {
            kept.put(name, without(member, property, direction));
          }
        });
    return kept;
  }
}
