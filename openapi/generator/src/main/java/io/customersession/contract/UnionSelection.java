package io.customersession.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a property selects a schema of a union.
 *
 * @param property its name, or null if no property does
 * @param branches the values that select each of the schemas
 */
record UnionSelection(@Nullable String property, List<List<String>> branches) {
  /** Returns the values that select a schema. */
  List<String> values(int branch) {
    return property == null ? List.of() : branches.get(branch);
  }

  /**
   * Returns what a discriminator declares.
   *
   * @param unions returns the union that a schema is, or null
   */
  static UnionSelection declared(
      FlatSchemas schemas,
      References names,
      DocumentNode discriminator,
      List<SchemaPart> branches,
      Function<SchemaPart, @Nullable SchemaUnion> unions) {
    String property = discriminator.text("propertyName");
    List<List<String>> values = new ArrayList<>();
    for (SchemaPart branch : branches) {
      List<String> selected = mapped(names, discriminator, names.follow(branch.node()));
      FlatSchema schema = schemas.of(branch);
      if (selected.isEmpty() && property != null) {
        selected = constants(schemas, schema, property);
      }
      SchemaUnion union = unions.apply(branch);
      if (selected.isEmpty() && union != null && Objects.equals(union.property(), property)) {
        selected = union.branches().stream().flatMap(each -> each.values().stream()).toList();
      }
      if (selected.isEmpty() && union == null) {
        String component = new UnionNames(schemas).component(branch);
        selected = component.isEmpty() ? List.of() : List.of(component);
      }
      values.add(selected);
    }
    return new UnionSelection(property, values);
  }

  private static List<String> mapped(
      References names, DocumentNode discriminator, DocumentNode branch) {
    List<String> values = new ArrayList<>();
    DocumentNode mapping = discriminator.get("mapping");
    if (mapping != null) {
      mapping
          .members()
          .forEach(
              (value, text) -> {
                DocumentNode target = names.mapped(mapping, text);
                if (target != null && names.follow(target) == branch) {
                  values.add(value);
                }
              });
    }
    return values;
  }

  /** Returns a property that every object must have, with values that no other object has. */
  static UnionSelection implied(FlatSchemas schemas, List<List<SchemaPart>> branches) {
    List<FlatSchema> flat = branches.stream().map(schemas::of).toList();
    List<FlatSchema> objects =
        flat.stream().filter(schema -> SchemaKind.of(schema) == SchemaKind.OBJECT).toList();
    if (objects.size() > 1) {
      for (String property : objects.get(0).properties().keySet()) {
        List<List<String>> values = new ArrayList<>();
        for (FlatSchema schema : flat) {
          values.add(
              objects.contains(schema) && schema.required().contains(property)
                  ? constants(schemas, schema, property)
                  : List.of());
        }
        if (isSelective(values, objects.size())) {
          return new UnionSelection(property, values);
        }
      }
    }
    return new UnionSelection(null, List.of());
  }

  private static boolean isSelective(List<List<String>> values, int objects) {
    Set<String> all = new HashSet<>();
    return values.stream().filter(each -> !each.isEmpty()).count() == objects
        && values.stream().flatMap(List::stream).allMatch(all::add);
  }

  /** Returns the texts that a property can have, or none if it can have any. */
  private static List<String> constants(FlatSchemas schemas, FlatSchema schema, String property) {
    List<SchemaPart> parts = schema.properties().get(property);
    if (parts == null) {
      return List.of();
    }
    FlatSchema value = schemas.of(parts);
    DocumentNode constants = value.keyword("enum");
    return constants == null || SchemaKind.of(value) != SchemaKind.ENUM
        ? List.of()
        : constants.items().stream().map(item -> String.valueOf(RawValues.of(item))).toList();
  }
}
