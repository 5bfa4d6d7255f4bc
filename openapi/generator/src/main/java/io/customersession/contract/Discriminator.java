package io.customersession.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The property of a schema that decides what else applies to a value.
 *
 * @param property its name, or null if the schema has no discriminator
 * @param mapped the schemas by value, as mapped explicitly
 * @param heirs the schemas that extend this one by allOf, by value
 */
record Discriminator(
    @Nullable String property, Map<String, DocumentNode> mapped, Map<String, DocumentNode> heirs) {

  static Discriminator of(SchemaView schema) {
    DocumentNode owner = schema.owner("discriminator");
    DocumentNode written = schema.get("discriminator");
    if (owner == null || written == null || written.text("propertyName") == null) {
      return new Discriminator(null, Map.of(), Map.of());
    }
    References references = schema.references();
    Map<String, DocumentNode> mapped = new LinkedHashMap<>();
    DocumentNode mapping = written.get("mapping");
    if (mapping != null) {
      mapping
          .members()
          .forEach(
              (value, text) -> {
                DocumentNode target = references.mapped(mapping, text);
                if (target != null) {
                  mapped.put(value, references.follow(target));
                }
              });
    }
    Map<String, DocumentNode> heirs = new LinkedHashMap<>();
    if (schema.primary() == owner) {
      heirs.putAll(mapped);
      references
          .heirs(owner)
          .forEach(
              (name, heir) -> {
                if (!mapped.containsValue(references.follow(heir))) {
                  heirs.put(name, heir);
                }
              });
    }
    return new Discriminator(written.text("propertyName"), mapped, heirs);
  }

  /** Returns the values that stand for a branch of a union; without a mapping, its name. */
  Set<String> values(SchemaView branch) {
    Set<String> values = new TreeSet<>();
    DocumentNode primary = branch.primary();
    if (property == null || primary == null) {
      return values;
    }
    mapped.forEach(
        (value, schema) -> {
          if (schema == primary) {
            values.add(value);
          }
        });
    String name = branch.name();
    if (values.isEmpty() && name != null) {
      values.add(name);
    }
    return values;
  }
}
