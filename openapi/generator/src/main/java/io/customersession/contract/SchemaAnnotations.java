package io.customersession.contract;

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
}
