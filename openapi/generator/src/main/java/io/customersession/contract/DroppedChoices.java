package io.customersession.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds choices between schemas that no class is generated for, where several schemas apply to one
 * value: those of an {@code allOf}, or what is written beside a choice.
 */
final class DroppedChoices {
  private final FlatSchemas flat;
  private final SchemaUnions unions;
  private final Set<List<DocumentNode>> visited = new HashSet<>();

  /** The keywords by their locations. */
  private final Map<SourceLocation, String> found = new LinkedHashMap<>();

  DroppedChoices(FlatSchemas flat, SchemaUnions unions) {
    this.flat = flat;
    this.unions = unions;
  }

  /** Returns the keywords that choose between schemas and are not generated, by location. */
  Map<SourceLocation, String> of(SchemaPart schema) {
    found.clear();
    visit(List.of(schema));
    return found;
  }

  private void visit(List<SchemaPart> parts) {
    if (!visited.add(parts.stream().map(SchemaPart::node).toList())) {
      return;
    }
    SchemaUnion union = unions.of(parts);
    if (union != null) {
      union.branches().forEach(branch -> visitTogether(branch.parts()));
      return;
    }
    FlatSchema schema = flat.of(parts);
    for (FlatSchema.Choice choice : unions.choices(parts, schema)) {
      found.put(choice.location(), choice.isExclusive() ? "oneOf" : "anyOf");
    }
    for (SchemaPart part : parts.size() > 1 ? parts : extended(parts.get(0))) {
      DocumentNode discriminator = flat.of(part).keyword("discriminator");
      if (discriminator != null
          && unions.choices(List.of(part), flat.of(part)).isEmpty()
          && unions.of(part) != null) {
        found.put(discriminator.location(), "discriminator");
      }
    }
    List<List<SchemaPart>> within = new ArrayList<>(schema.properties().values());
    within.add(schema.items());
    within.add(schema.values());
    within.forEach(this::visitTogether);
  }

  /** Returns what a schema extends, if it is not one of those that a base becomes. */
  private List<SchemaPart> extended(SchemaPart part) {
    SchemaReferences references = flat.references();
    if (unions.isComponent(part) || references.alias(part) != null) {
      return List.of();
    }
    List<SchemaPart> extended =
        new ArrayList<>(FlatSchema.parts(part, SchemaWords.of(part.node()), "allOf"));
    SchemaPart target = references.target(part);
    if (target != null) {
      extended.add(target);
    }
    return extended;
  }

  /** Visits several schemas; one alone is visited where it is written. */
  private void visitTogether(List<SchemaPart> parts) {
    if (parts.size() > 1) {
      visit(parts);
    }
  }
}
