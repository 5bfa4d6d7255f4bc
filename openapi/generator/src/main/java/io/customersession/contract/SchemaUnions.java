package io.customersession.contract;

import io.customersession.contract.violation.JsonPointer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the schemas that are unions: by {@code oneOf} or {@code anyOf}, or because they have a
 * discriminator and others extend them by {@code allOf}.
 */
final class SchemaUnions {
  /** A method in Java has at most 255 parameters, and nobody reads that many. */
  private static final int MAX_BRANCHES = 100;

  private static final Set<String> CHOICES = Set.of("oneOf", "anyOf", "discriminator");

  private final FlatSchemas flat;
  private final SchemaReferences references;
  private final References names;
  private final Function<SchemaPart, @Nullable SchemaPart> alias;
  private final IdentityHashMap<DocumentNode, Optional<SchemaUnion>> known =
      new IdentityHashMap<>();
  private final Map<List<DocumentNode>, Optional<SchemaUnion>> knownTogether = new HashMap<>();
  private final Set<DocumentNode> open = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Schemas that stand for a union without its choice. */
  private final Set<DocumentNode> plain = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * Creates a finder.
   *
   * @param alias returns what a schema that is nothing but a reference refers to, or null
   */
  SchemaUnions(
      Document document, FlatSchemas flat, Function<SchemaPart, @Nullable SchemaPart> alias) {
    this.flat = flat;
    references = flat.references();
    this.alias = alias;
    names = new References(document);
  }

  /** Returns the union that a schema is, or null if it is something else. */
  @Nullable SchemaUnion of(SchemaPart written) {
    SchemaPart part = end(written);
    DocumentNode node = part.node();
    if (plain.contains(node) || open.contains(node)) {
      return null;
    }
    Optional<SchemaUnion> union = known.get(node);
    if (union == null) {
      open.add(node);
      union = Optional.ofNullable(find(List.of(part)));
      open.remove(node);
      known.put(node, union);
    }
    return union.orElse(null);
  }

  /** Returns the union that several schemas form together, or null. */
  @Nullable SchemaUnion of(List<SchemaPart> written) {
    if (written.size() == 1) {
      return of(written.get(0));
    }
    List<SchemaPart> parts = written.stream().map(this::end).toList();
    List<DocumentNode> nodes = parts.stream().map(SchemaPart::node).toList();
    // A union nested in a branch that carries other schemas is not supported.
    if (nodes.stream().anyMatch(plain::contains) || flat.of(parts).choices().isEmpty()) {
      return null;
    }
    return knownTogether
        .computeIfAbsent(nodes, key -> Optional.ofNullable(find(parts)))
        .orElse(null);
  }

  private SchemaPart end(SchemaPart written) {
    Set<DocumentNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    SchemaPart end = written;
    while (seen.add(end.node()) && !references.hasSiblings(end.node())) {
      SchemaPart next = references.target(end);
      if (next == null) {
        return end;
      }
      end = next;
    }
    return end;
  }

  private @Nullable SchemaUnion find(List<SchemaPart> parts) {
    FlatSchema schema = flat.of(parts);
    Set<DocumentNode> ancestors = Collections.newSetFromMap(new IdentityHashMap<>());
    parts.forEach(part -> ancestors.addAll(ancestors(part.node())));
    // A schema that extends a union as one of its schemas is that one.
    List<FlatSchema.Choice> choices =
        schema.choices().stream()
            .filter(
                choice ->
                    parts.stream().anyMatch(part -> isWrittenIn(part.node(), choice))
                        || choice.branches().stream()
                            .noneMatch(branch -> ancestors.contains(names.follow(branch.node()))))
            .toList();
    DocumentNode discriminator = schema.keyword("discriminator");
    if (choices.size() == 1) {
      return choice(parts, schema, choices.get(0), discriminator);
    }
    return parts.size() == 1
            && choices.isEmpty()
            && discriminator != null
            && discriminator.text("propertyName") != null
        ? base(parts.get(0), schema, discriminator)
        : null;
  }

  private static boolean isWrittenIn(DocumentNode node, FlatSchema.Choice choice) {
    DocumentNode list = node.get(choice.isExclusive() ? "oneOf" : "anyOf");
    return list != null
        && list.items().stream().anyMatch(each -> each == choice.branches().get(0).node());
  }

  private @Nullable SchemaUnion choice(
      List<SchemaPart> whole,
      FlatSchema schema,
      FlatSchema.Choice choice,
      @Nullable DocumentNode discriminator) {
    List<SchemaPart> written =
        choice.branches().stream().filter(branch -> !isOpen(branch)).toList();
    if (written.isEmpty()
        || written.size() > MAX_BRANCHES
        || written.stream().noneMatch(branch -> hasType(flat(branch)))) {
      return null;
    }
    List<SchemaPart> rest =
        whole.size() == 1
            ? List.of(without(whole.get(0)))
            : whole.stream().map(this::withoutChoice).toList();
    List<List<SchemaPart>> parts =
        written.stream()
            .map(
                branch -> {
                  Set<DocumentNode> ancestors = ancestors(names.follow(branch.node()));
                  boolean hasType = hasType(flat(branch));
                  List<SchemaPart> all = new ArrayList<>();
                  for (int index = 0; index < rest.size(); index++) {
                    DocumentNode beside = rest.get(index).node();
                    if (!ancestors.contains(whole.get(index).node())
                        && !(hasType && isPlain(beside))
                        && !beside.members().isEmpty()) {
                      all.add(rest.get(index));
                    }
                  }
                  all.add(branch);
                  return List.copyOf(all);
                })
            .toList();
    FlatSchema beside = flat.of(rest);
    boolean restAllowsNull =
        whole.size() == 1 || beside.isNullable() || beside.keyword("type") == null;
    UnionSelection selection =
        discriminator == null || discriminator.text("propertyName") == null
            ? UnionSelection.implied(flat, parts)
            : UnionSelection.declared(flat, names, discriminator, written, this::of);
    UnionNames branchNames = new UnionNames(flat);
    List<SchemaUnion.Branch> branches = new ArrayList<>();
    boolean isNullable = schema.isNullable();
    for (int index = 0; index < written.size(); index++) {
      FlatSchema merged = flat.of(parts.get(index));
      List<String> values = selection.values(index);
      String name = branchNames.name(written.get(index), merged, values);
      boolean isClosed = merged.isClosed() && SchemaKind.of(merged) == SchemaKind.OBJECT;
      branches.add(new SchemaUnion.Branch(name, name, parts.get(index), values, isClosed));
      isNullable |= restAllowsNull && flat(written.get(index)).isNullable();
    }
    return new SchemaUnion(choice.isExclusive(), selection.property(), branches, isNullable);
  }

  /** Returns true if a branch is a union that is being looked at, and so adds nothing to it. */
  private boolean isOpen(SchemaPart branch) {
    SchemaPart end = end(branch);
    if (open.contains(end.node())) {
      return true;
    }
    of(end);
    return false;
  }

  /** Returns the union of a schema with a discriminator and those that extend it. */
  private @Nullable SchemaUnion base(
      SchemaPart part, FlatSchema schema, DocumentNode discriminator) {
    IdentityHashMap<DocumentNode, SchemaPart> schemas = new IdentityHashMap<>();
    Map<DocumentNode, List<String>> values = new LinkedHashMap<>();
    boolean isOwn = part.node().get("discriminator") == discriminator;
    DocumentNode mapping = discriminator.get("mapping");
    if (mapping != null) {
      mapping
          .members()
          .forEach(
              (value, text) -> {
                DocumentNode target = names.mapped(mapping, text);
                DocumentNode node = target == null ? null : names.follow(target);
                if (node != null && (isOwn || ancestors(node).contains(part.node()))) {
                  add(schemas, values, partOf(node), value);
                }
              });
    }
    Set<DocumentNode> mapped = Collections.newSetFromMap(new IdentityHashMap<>());
    mapped.addAll(schemas.keySet());
    names
        .heirs(part.node())
        .forEach(
            (name, heir) -> {
              SchemaPart aliased = aliased(new SchemaPart(heir, pointer(name)));
              if (!mapped.contains(names.follow(heir))) {
                add(schemas, values, aliased, name);
              }
            });
    String own = names.nameOf(part.node());
    if (!mapped.contains(part.node()) && own != null) {
      add(schemas, values, part, own);
    }
    if (schemas.size() < 2 || schemas.size() > MAX_BRANCHES) {
      return null;
    }
    UnionNames branchNames = new UnionNames(flat);
    List<SchemaUnion.Branch> branches = new ArrayList<>();
    values.forEach(
        (node, selected) -> {
          boolean isBase = node == part.node();
          SchemaPart branch = isBase ? without(part) : schemas.getOrDefault(node, part);
          String component = names.nameOf(node);
          String name =
              component == null
                  ? branchNames.name(branch, flat(branch), selected)
                  : branchNames.free(ClassNames.className(component));
          branches.add(
              new SchemaUnion.Branch(
                  name,
                  isBase ? "Base" : name,
                  List.of(branch),
                  List.copyOf(selected),
                  flat(branch).isClosed()));
        });
    return new SchemaUnion(true, discriminator.text("propertyName"), branches, schema.isNullable());
  }

  private static void add(
      IdentityHashMap<DocumentNode, SchemaPart> schemas,
      Map<DocumentNode, List<String>> values,
      SchemaPart part,
      String value) {
    schemas.put(part.node(), part);
    values.computeIfAbsent(part.node(), key -> new ArrayList<>()).add(value);
  }

  private SchemaPart aliased(SchemaPart part) {
    SchemaPart end = end(part);
    SchemaPart next = alias.apply(end);
    for (int steps = 0; next != null && steps < MAX_BRANCHES; steps++) {
      end = end(next);
      next = alias.apply(end);
    }
    return end;
  }

  private SchemaPart partOf(DocumentNode node) {
    String name = names.nameOf(node);
    return new SchemaPart(node, name == null ? references.file(node) + "#" : pointer(name));
  }

  private static String pointer(String component) {
    return JsonPointer.of("components", "schemas", component).toFragment();
  }

  /** Returns what is written beside the choice of a union. */
  private SchemaPart without(SchemaPart part) {
    DocumentNode words = SchemaWords.of(part.node());
    Map<String, DocumentNode> rest = new LinkedHashMap<>(words.members());
    CHOICES.stream().filter(keyword -> !Conditions.isChoice(part, keyword)).forEach(rest::remove);
    DocumentNode all = words.get("allOf");
    if (all != null) {
      List<DocumentNode> items = new ArrayList<>();
      for (DocumentNode item : all.items()) {
        items.add(withoutChoice(new SchemaPart(item, part.pointer())).node());
      }
      rest.put("allOf", DocumentNode.list(all.location(), items));
    }
    DocumentNode node = DocumentNode.object(part.node().location(), rest, Map.of());
    plain.add(node);
    return new SchemaPart(node, part.pointer());
  }

  /** Returns a schema as it is if it has no choice, or else what is written beside the choice. */
  private SchemaPart withoutChoice(SchemaPart part) {
    return flat(part).choices().isEmpty() ? part : without(end(part));
  }

  private static boolean isPlain(DocumentNode rest) {
    return rest.members().entrySet().stream()
        .allMatch(
            member ->
                SchemaAnnotations.contain(member.getKey())
                    || Set.of("type", "unevaluatedProperties").contains(member.getKey())
                    || (member.getKey().equals("allOf")
                        && member.getValue().items().stream().allMatch(SchemaUnions::isPlain)));
  }

  private static boolean hasType(FlatSchema schema) {
    return schema.keyword("type") != null
        || schema.keyword("enum") != null
        || !schema.properties().isEmpty()
        || !schema.items().isEmpty()
        || !schema.choices().isEmpty();
  }

  /** Returns a schema and what it extends by allOf. */
  private Set<DocumentNode> ancestors(DocumentNode node) {
    Set<DocumentNode> ancestors = Collections.newSetFromMap(new IdentityHashMap<>());
    List<DocumentNode> waiting = new ArrayList<>(List.of(node));
    while (!waiting.isEmpty()) {
      DocumentNode here = names.follow(waiting.remove(waiting.size() - 1));
      if (ancestors.add(here)) {
        DocumentNode all = here.get("allOf");
        waiting.addAll(all == null ? List.of() : all.items());
      }
    }
    return ancestors;
  }

  private FlatSchema flat(SchemaPart part) {
    return flat.of(part);
  }
}
