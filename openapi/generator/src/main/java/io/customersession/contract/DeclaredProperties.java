package io.customersession.contract;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the properties of an object schema, including those of {@code allOf}. */
final class DeclaredProperties {
  private final Document document;
  private final Map<String, DocumentNode> properties = new LinkedHashMap<>();
  private final Set<DocumentNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private final List<String> parts;

  private DeclaredProperties(Document document, List<String> parts) {
    this.document = document;
    this.parts = parts;
  }

  /** Returns the properties by name; those of the schema itself displace those of allOf. */
  static Map<String, DocumentNode> of(Document document, DocumentNode schema) {
    return of(document, schema, List.of("allOf"));
  }

  /** Returns the properties like {@link #of}, with those of the schemas of a union. */
  static Map<String, DocumentNode> ofAny(Document document, DocumentNode schema) {
    return of(document, schema, List.of("allOf", "oneOf", "anyOf"));
  }

  private static Map<String, DocumentNode> of(
      Document document, DocumentNode schema, List<String> parts) {
    DeclaredProperties declared = new DeclaredProperties(document, parts);
    declared.add(schema);
    return declared.properties;
  }

  private void add(DocumentNode schema) {
    DocumentNode followed = document.follow(schema);
    if (followed == null || !seen.add(followed)) {
      return;
    }
    for (String part : parts) {
      DocumentNode all = followed.get(part);
      if (all != null) {
        all.items().forEach(this::add);
      }
    }
    DocumentNode own = followed.get("properties");
    if (own != null) {
      properties.putAll(own.members());
    }
  }
}
