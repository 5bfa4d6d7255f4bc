package io.customersession.contract;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Finds the properties of an object schema, including those of {@code allOf}. */
final class DeclaredProperties {
  private final Document document;
  private final Map<String, DocumentNode> properties = new LinkedHashMap<>();
  private final Set<DocumentNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private DeclaredProperties(Document document) {
    this.document = document;
  }

  /** Returns the properties by name; those of the schema itself displace those of allOf. */
  static Map<String, DocumentNode> of(Document document, DocumentNode schema) {
    DeclaredProperties declared = new DeclaredProperties(document);
    declared.add(schema);
    return declared.properties;
  }

  private void add(DocumentNode schema) {
    DocumentNode followed = document.follow(schema);
    if (followed == null || !seen.add(followed)) {
      return;
    }
    DocumentNode all = followed.get("allOf");
    if (all != null) {
      all.items().forEach(this::add);
    }
    DocumentNode own = followed.get("properties");
    if (own != null) {
      properties.putAll(own.members());
    }
  }
}
