package io.customersession.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keywords that change nothing of a schema that they are beside. */
final class SchemaAnnotations {
  private static final Set<String> KEYWORDS =
      Set.of(
          "title",
          "description",
          "default",
          "example",
          "examples",
          "deprecated",
          "readOnly",
          "writeOnly",
          "nullable",
          "externalDocs",
          "xml",
          "$comment",
          "$id",
          "$defs",
          "$schema");

  private SchemaAnnotations() {}

  static boolean contain(String keyword) {
    return KEYWORDS.contains(keyword) || keyword.startsWith("x-");
  }

  /** Returns what a schema says of itself beside its type. */
  static Map<String, Object> of(FlatSchema schema) {
    Map<String, Object> annotations = new LinkedHashMap<>();
    addDescription(schema, annotations);
    for (String flag : List.of("readOnly", "writeOnly", "deprecated", "nullable")) {
      if ("true".equals(schema.text(flag))) {
        annotations.put(flag, true);
      }
    }
    addExtensions(schema, annotations);
    return annotations;
  }

  static void addDescription(FlatSchema schema, Map<String, Object> written) {
    String description = schema.text("description");
    if (description != null) {
      written.put("description", description);
    }
  }

  static void addExtensions(FlatSchema schema, Map<String, Object> written) {
    schema
        .keywords()
        .forEach(
            (name, value) -> {
              if (ExtensionCheck.isKnown(name)) {
                written.put(name, RawValues.of(value));
              }
            });
  }
}
