package io.customersession.contract;

import io.customersession.contract.violation.JsonPointer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
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

  private final FlatSchemas flat;
  private final SchemaReferences references;
  private final RestSchemas rests;
  private final References names;
  private final Function<SchemaPart, @Nullable SchemaPart> alias;
  private final IdentityHashMap<DocumentNode, Optional<SchemaUnion>> known =
      new IdentityHashMap<>();
  private final Map<List<DocumentNode>, Optional<SchemaUnion>> knownTogether = new HashMap<>();
  private final Set<DocumentNode> open = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * Creates a finder.
   *
   * @param alias returns what a schema that is nothing but a reference refers to, or null
   */
  SchemaUnions(
      Document document, FlatSchemas flat, Function<SchemaPart, @Nullable SchemaPart> alias) {
    this.flat = flat;
    references = flat.references();
    rests = new RestSchemas(flat);
    this.alias = alias;
    names = new References(document);
  }

  /** Returns the union that a schema is, or null if it is something else. */
  @Nullable SchemaUnion of(SchemaPart written) {
    SchemaPart part = rests.end(written);
    DocumentNode node = part.node();
    if (open.contains(node)) {
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
    List<SchemaPart> parts = written.stream().map(rests::end).toList();
    List<DocumentNode> nodes = parts.stream().map(SchemaPart::node).toList();
    if (flat.of(parts).choices().isEmpty()) {
      return null;
    }
    return knownTogether
        .computeIfAbsent(nodes, key -> Optional.ofNullable(find(parts)))
        .orElse(null);
  }

  private @Nullable SchemaUnion find(List<SchemaPart> parts) {
    FlatSchema schema = flat.of(parts);
    List<FlatSchema.Choice> choices = choices(parts, schema);
    if (choices.isEmpty()) {
      DocumentNode discriminator = schema.keyword("discriminator");
      return parts.size() == 1
              && !rests.isRest(parts.get(0))
              && discriminator != null
              && discriminator.text("propertyName") != null
          ? base(parts.get(0), schema, discriminator)
          : null;
    }
    if (hasTooMany(parts, choices)) {
      return null;
    }
    for (FlatSchema.Choice choice : choices) {
      SchemaUnion union = new Choosing(parts, schema, choice, choices).union();
      if (union != null) {
        return union;
      }
    }
    return null;
  }

  /** Returns true if choices, together with those around them, have too many combinations. */
  private boolean hasTooMany(List<SchemaPart> parts, List<FlatSchema.Choice> choices) {
    long combinations = rests.combinations(parts);
    boolean areSeveral = combinations > 1 || choices.size() > 1;
    for (FlatSchema.Choice choice : choices) {
      combinations = Math.min(combinations, MAX_BRANCHES) * choice.branches().size();
    }
    return areSeveral && combinations > MAX_BRANCHES;
  }

  /** Returns the choices that are still to be made for values of schemas that all apply. */
  List<FlatSchema.Choice> choices(List<SchemaPart> parts, FlatSchema schema) {
    if (schema.choices().isEmpty()) {
      return List.of();
    }
    Set<DocumentNode> ancestors = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<SourceLocation> made = new HashSet<>();
    for (SchemaPart part : parts) {
      ancestors.addAll(ancestors(part.node()));
      made.addAll(rests.made(part));
    }
    // A schema that extends a union as one of its schemas is that one.
    return schema.choices().stream()
        .filter(choice -> !made.contains(choice.location()))
        .filter(
            choice ->
                parts.stream().anyMatch(part -> isWrittenIn(part.node(), choice))
                    || choice.branches().stream()
                        .noneMatch(branch -> ancestors.contains(names.follow(branch.node()))))
        .toList();
  }

  /** Returns true if a schema has a name, by which a discriminator can select it. */
  boolean isComponent(SchemaPart part) {
    return names.nameOf(part.node()) != null;
  }

  private static boolean isWrittenIn(DocumentNode node, FlatSchema.Choice choice) {
    DocumentNode list = node.get(choice.isExclusive() ? "oneOf" : "anyOf");
    return list != null
        && list.items().stream().anyMatch(each -> each == choice.branches().get(0).node());
  }

  /** Makes a union of one choice; what other choices there are is left to its schemas. */
  private final class Choosing {
    private final List<SchemaPart> whole;
    private final FlatSchema schema;
    private final FlatSchema.Choice choice;
    private final @Nullable DocumentNode discriminator;
    private final List<SchemaPart> rest = new ArrayList<>();

    Choosing(
        List<SchemaPart> whole,
        FlatSchema schema,
        FlatSchema.Choice choice,
        List<FlatSchema.Choice> all) {
      this.whole = whole;
      this.schema = schema;
      this.choice = choice;
      // That of a base selects among those that extend it.
      discriminator = choice.discriminator();
      Set<SourceLocation> left = new HashSet<>();
      all.stream().filter(each -> !each.equals(choice)).forEach(each -> left.add(each.location()));
      for (SchemaPart part : whole) {
        rest.add(whole.size() == 1 ? rests.without(part, left) : rests.withoutChoice(part, left));
      }
      rests.multiply(whole, rest, choice.branches().size());
    }

    @Nullable SchemaUnion union() {
      FlatSchema beside = flat.of(rest);
      List<SchemaPart> written =
          choice.branches().stream()
              .filter(branch -> !isOpen(branch) && isPossible(beside, flat(branch)))
              .toList();
      if (written.isEmpty()
          || written.size() > MAX_BRANCHES
          || written.stream().noneMatch(branch -> hasType(flat(branch)))) {
        return null;
      }
      List<List<SchemaPart>> parts = written.stream().map(this::parts).toList();
      UnionSelection selection =
          discriminator == null || discriminator.text("propertyName") == null
              ? UnionSelection.implied(flat, parts)
              : UnionSelection.declared(flat, names, discriminator, written, SchemaUnions.this::of);
      boolean restAllowsNull =
          whole.size() == 1 || beside.isNullable() || beside.keyword("type") == null;
      UnionNames branchNames = new UnionNames(flat);
      List<SchemaUnion.Branch> branches = new ArrayList<>();
      boolean isNullable = schema.isNullable();
      // A schema with a choice that is not rendered accepts any value, and so do its neighbors.
      boolean isExclusive = choice.isExclusive();
      for (int index = 0; index < written.size(); index++) {
        SchemaPart branch = written.get(index);
        FlatSchema merged = flat.of(parts.get(index));
        List<FlatSchema.Choice> further = choices(parts.get(index), merged);
        boolean isLast = further.isEmpty();
        isExclusive &= !hasTooMany(parts.get(index), further);
        List<String> values = selection.values(index);
        FlatSchema named = isLast || !hasType(flat(branch)) ? merged : flat(branch);
        String name = branchNames.name(branch, named, values);
        boolean isClosed =
            isLast && merged.isClosed() && SchemaKind.of(merged) == SchemaKind.OBJECT;
        branches.add(new SchemaUnion.Branch(name, name, parts.get(index), values, isClosed));
        isNullable |= restAllowsNull && flat(branch).isNullable();
      }
      return new SchemaUnion(isExclusive, selection.property(), branches, isNullable);
    }

    /** Returns all schemas that apply to a value of a branch, which is the last of them. */
    private List<SchemaPart> parts(SchemaPart branch) {
      Set<DocumentNode> ancestors = ancestors(names.follow(branch.node()));
      FlatSchema own = flat(branch);
      List<SchemaPart> all = new ArrayList<>();
      for (int index = 0; index < rest.size(); index++) {
        SchemaPart beside = rest.get(index);
        boolean addsNothing =
            hasType(own)
                && RestSchemas.isPlain(beside.node())
                && (!isInteger(flat(beside)) || isInteger(own));
        if (!ancestors.contains(whole.get(index).node())
            && !addsNothing
            && !beside.node().members().isEmpty()) {
          all.add(beside);
        }
      }
      all.add(branch);
      return List.copyOf(all);
    }
  }

  private static boolean isInteger(FlatSchema schema) {
    return "integer".equals(schema.text("type"));
  }

  /** Returns false if no value has the types of both schemas. */
  private static boolean isPossible(FlatSchema beside, FlatSchema branch) {
    String type = beside.text("type");
    String other = branch.text("type");
    Set<String> numbers = Set.of("integer", "number");
    return type == null
        || other == null
        || type.equals(other)
        || (numbers.contains(type) && numbers.contains(other));
  }

  /** Returns true if a branch is a union that is being looked at, and so adds nothing to it. */
  private boolean isOpen(SchemaPart branch) {
    SchemaPart end = rests.end(branch);
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
    if (isOwn && SchemaWords.isChoiceOfOne(part.node())) {
      return null;
    }
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
          SchemaPart branch =
              isBase ? rests.without(part, Set.of()) : schemas.getOrDefault(node, part);
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
    SchemaPart end = rests.end(part);
    SchemaPart next = alias.apply(end);
    for (int steps = 0; next != null && steps < MAX_BRANCHES; steps++) {
      end = rests.end(next);
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
