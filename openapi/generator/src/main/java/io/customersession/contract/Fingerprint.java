package io.customersession.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is characteristic of a schema, to find it again under another name or in another place.
 *
 * @param types its types, null for any
 * @param values the values that it lists, null if it lists none
 * @param words its other short keywords
 * @param parts the fingerprints of properties and items, down to a small depth
 */
record Fingerprint(
    @Nullable Set<String> types,
    @Nullable Set<Object> values,
    List<Object> words,
    Map<String, Fingerprint> parts) {
  private static final int DEPTH = 2;
  private static final List<String> WORDS =
      List.of(
          "format",
          "pattern",
          "minLength",
          "maxLength",
          "minimum",
          "maximum",
          "minItems",
          "maxItems",
          "x-also-accepts");

  static Fingerprint of(SchemaView schema) {
    return of(schema, DEPTH);
  }

  private static Fingerprint of(SchemaView schema, int depth) {
    List<Object> words = new ArrayList<>();
    for (String keyword : WORDS) {
      DocumentNode value = schema.get(keyword);
      words.add(value == null ? "" : JsonValues.of(value));
    }
    words.add(schema.required());
    words.add(schema.unions().stream().map(union -> union.nodes().size()).toList());
    Map<String, Fingerprint> parts = new TreeMap<>();
    if (depth > 0) {
      schema
          .properties()
          .forEach(
              (name, property) ->
                  parts.put(
                      name,
                      of(SchemaView.ofAll(schema.references(), property.nodes()), depth - 1)));
      List<DocumentNode> items = schema.all("items");
      if (!items.isEmpty()) {
        parts.put("[]", of(SchemaView.ofAll(schema.references(), items), depth - 1));
      }
    }
    return new Fingerprint(schema.declaredTypes(), new SchemaValues(schema).values(), words, parts);
  }
}
