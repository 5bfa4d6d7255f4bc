package io.customersession.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A schema by meaning, however it is written: references are followed, {@code allOf} and unions of
 * one branch are merged, and null is kept apart from types, values and branches.
 */
final class SchemaView {
  /** Keywords that say nothing themselves about the values of a schema. */
  private static final Set<String> NEUTRAL =
      Set.of("$ref", "allOf", "$id", "$schema", "$anchor", "$comment", "$defs", "$vocabulary");

  /** Extensions that are compared; the others belong to other tools. */
  static final Set<String> EXTENSIONS =
      Set.of("x-maximum-sum", "x-also-accepts", "x-implements", StateMachine.EXTENSION);

  /**
   * A property.
   *
   * @param owner the schema that lists it
   * @param nodes its schemas, all of which apply
   */
  record Property(String name, DocumentNode owner, List<DocumentNode> nodes) {
    SourceLocation location() {
      DocumentNode listed = owner.get("properties");
      return listed == null || nodes.isEmpty()
          ? owner.keyLocation("required")
          : listed.keyLocation(name);
    }
  }

  /** A oneOf or anyOf of at least two branches; null is not one of them. */
  record Union(
      String keyword, DocumentNode owner, List<DocumentNode> nodes, References references) {
    SourceLocation location() {
      return owner.keyLocation(keyword);
    }

    List<SchemaView> branches() {
      return nodes.stream().map(node -> of(references, node).asBranch()).toList();
    }
  }

  private final References references;
  private final List<DocumentNode> written;
  private final @Nullable String onlyType;
  private final boolean isBranch;
  private final List<DocumentNode> parts = new ArrayList<>();
  private final List<Union> unions = new ArrayList<>();
  private final Set<DocumentNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private SchemaView(
      References references,
      List<DocumentNode> written,
      @Nullable String onlyType,
      boolean isBranch) {
    this.references = references;
    this.written = written;
    this.onlyType = onlyType;
    this.isBranch = isBranch;
    written.forEach(this::add);
  }

  static SchemaView of(References references, DocumentNode written) {
    return new SchemaView(references, List.of(written), null, false);
  }

  /** Returns the schema to which all of the given ones apply; any value if there are none. */
  static SchemaView ofAll(References references, List<DocumentNode> written) {
    return new SchemaView(references, written, null, false);
  }

  /** Returns this schema for values of one type only. */
  SchemaView only(String type) {
    return new SchemaView(references, written, type, true);
  }

  /** Returns this schema as a branch of a union, for which null is decided by the union. */
  SchemaView asBranch() {
    return new SchemaView(references, written, onlyType, true);
  }

  private void add(DocumentNode node) {
    if (!seen.add(node)) {
      return;
    }
    if (node.text("$ref") != null) {
      DocumentNode target = references.target(node);
      if (target == null) {
        parts.add(node);
        return;
      }
      add(target);
      if (!references.allowsSiblings()) {
        return;
      }
    }
    if (node.text() != null || node.members().keySet().stream().anyMatch(SchemaView::matters)) {
      parts.add(node);
    }
    items(node, "allOf").forEach(this::add);
    union(node, "oneOf");
    union(node, "anyOf");
  }

  private void union(DocumentNode node, String keyword) {
    List<DocumentNode> branches =
        items(node, keyword).filter(branch -> !Nullability.isNull(branch)).toList();
    if (branches.size() == 1) {
      add(branches.get(0));
    } else if (!branches.isEmpty()) {
      unions.add(new Union(keyword, node, branches, references));
    }
  }

  private static boolean matters(String keyword) {
    return !NEUTRAL.contains(keyword)
        && !WordingDiff.KEYWORDS.contains(keyword)
        && (!keyword.startsWith("x-") || EXTENSIONS.contains(keyword));
  }

  private static Stream<DocumentNode> items(DocumentNode node, String keyword) {
    DocumentNode list = node.get(keyword);
    return list == null ? Stream.of() : list.items().stream();
  }

  /** Returns what two views that mean the same have in common. */
  Set<Object> key() {
    Set<Object> key = new LinkedHashSet<>(parts);
    if (onlyType != null) {
      key.add(onlyType);
    }
    // What may be null can differ although the same schemas apply.
    key.add(allowsNull());
    return key;
  }

  References references() {
    return references;
  }

  List<DocumentNode> parts() {
    return parts;
  }

  List<Union> unions() {
    return unions;
  }

  /** Returns the schema as written, after references and wrappers of a single schema. */
  @Nullable DocumentNode primary() {
    DocumentNode here = written.isEmpty() ? null : written.get(0);
    Set<DocumentNode> passed = Collections.newSetFromMap(new IdentityHashMap<>());
    while (here != null && passed.add(here) && references.nameOf(here) == null) {
      DocumentNode next = here.text("$ref") != null ? references.target(here) : wrapped(here);
      if (next == null) {
        return here;
      }
      here = next;
    }
    return here == null ? null : references.follow(here);
  }

  private @Nullable DocumentNode wrapped(DocumentNode node) {
    List<DocumentNode> only =
        Stream.of("allOf", "oneOf", "anyOf")
            .flatMap(keyword -> items(node, keyword))
            .filter(branch -> !Nullability.isNull(branch))
            .toList();
    return only.size() == 1 && node.get("properties") == null ? only.get(0) : null;
  }

  /** Returns the name of the schema under components, or null. */
  @Nullable String name() {
    DocumentNode primary = primary();
    return primary == null ? null : references.nameOf(primary);
  }

  /** Returns the texts about this schema: those where it is used before those of its definition. */
  List<DocumentNode> described() {
    List<DocumentNode> described = new ArrayList<>();
    DocumentNode first = written.isEmpty() ? null : written.get(0);
    DocumentNode primary = primary();
    if (first != null && (first.text("$ref") == null || references.allowsSiblings())) {
      described.add(first);
    }
    if (primary != null && primary != first) {
      described.add(primary);
    }
    return described;
  }

  /** Returns the first part that has a keyword, or null. */
  @Nullable DocumentNode owner(String keyword) {
    return parts.stream().filter(part -> part.get(keyword) != null).findFirst().orElse(null);
  }

  /** Returns the first value of a keyword, or null. */
  @Nullable DocumentNode get(String keyword) {
    DocumentNode owner = owner(keyword);
    return owner == null ? null : owner.get(keyword);
  }

  /** Returns all values of a keyword. */
  List<DocumentNode> all(String keyword) {
    return parts.stream().map(part -> part.get(keyword)).filter(Objects::nonNull).toList();
  }

  /** Returns the references that cannot be resolved. */
  Set<String> unresolved() {
    Set<String> unresolved = new TreeSet<>();
    for (DocumentNode part : parts) {
      String reference = part.text("$ref");
      if (reference != null && references.target(part) == null) {
        unresolved.add(reference);
      }
    }
    return unresolved;
  }

  boolean isTrue(String keyword) {
    return parts.stream().anyMatch(part -> JsonValues.isTrue(part, keyword));
  }

  /** Returns the location of a keyword, or else of the schema. */
  SourceLocation location(String keyword) {
    DocumentNode owner = owner(keyword);
    return owner == null ? location() : owner.keyLocation(keyword);
  }

  /** Returns the first schema as it is written, references included, or null if there is none. */
  @Nullable DocumentNode first() {
    return written.isEmpty() ? null : written.get(0);
  }

  /** Returns where the schema is used. */
  SourceLocation usage() {
    return written.isEmpty() ? location() : written.get(0).location();
  }

  SourceLocation location() {
    DocumentNode primary = primary();
    return primary == null ? references.document().root().location() : primary.location();
  }

  /** Returns true if no value is valid: the schema {@code false}. */
  boolean isNothing() {
    return parts.stream().anyMatch(part -> !part.isText() && "false".equals(part.text()));
  }

  /** Returns true if every value is valid. */
  boolean isAnything() {
    return onlyType == null && parts.stream().allMatch(part -> part.isTrue() && !part.isText());
  }

  /** Returns the types that the schema declares, without null; null if it declares none. */
  @Nullable Set<String> declaredTypes() {
    Set<String> types = onlyType == null ? null : new TreeSet<>(Set.of(onlyType));
    for (DocumentNode part : parts) {
      Set<String> declared = Nullability.types(part);
      if (!declared.isEmpty()) {
        types = types == null ? new TreeSet<>(declared) : common(types, declared);
      }
    }
    if (types == null) {
      return null;
    }
    types.remove(Nullability.NULL);
    if (types.contains("number")) {
      types.remove("integer");
    }
    return types;
  }

  private static Set<String> common(Set<String> some, Set<String> others) {
    Set<String> common = new TreeSet<>(some);
    common.retainAll(others);
    boolean integers =
        (some.contains("integer") && others.contains("number"))
            || (some.contains("number") && others.contains("integer"));
    if (integers) {
      common.add("integer");
    }
    return common;
  }

  /** Returns the types that are declared or follow from values or branches; null for any. */
  @Nullable Set<String> types() {
    return types(Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private @Nullable Set<String> types(Set<DocumentNode> passed) {
    Set<String> declared = declaredTypes();
    if (declared != null) {
      return declared;
    }
    Set<String> types = new TreeSet<>();
    Set<Object> values = new SchemaValues(this).values();
    if (values != null) {
      values.forEach(value -> types.add(SchemaValues.type(value)));
      return types;
    }
    if (unions.isEmpty() || !passed.add(unions.get(0).owner())) {
      return null;
    }
    for (SchemaView branch : unions.get(0).branches()) {
      Set<String> ofBranch = branch.types(passed);
      if (ofBranch == null) {
        return null;
      }
      types.addAll(ofBranch);
    }
    return types;
  }

  /** Returns true if null is a valid value. */
  boolean allowsNull() {
    return !isBranch
        && written.stream().allMatch(node -> new Nullability(references).allowsNull(node));
  }

  /** Returns the properties by name, with names that are required but listed nowhere. */
  Map<String, Property> properties() {
    Map<String, Property> properties = new LinkedHashMap<>();
    for (DocumentNode part : parts) {
      DocumentNode listed = part.get("properties");
      if (listed != null) {
        listed
            .members()
            .forEach(
                (name, schema) ->
                    properties
                        .computeIfAbsent(name, key -> new Property(key, part, new ArrayList<>()))
                        .nodes()
                        .add(schema));
      }
    }
    for (DocumentNode part : parts) {
      DocumentNode required = part.get("required");
      for (String name : required == null ? List.<String>of() : required.texts()) {
        properties.computeIfAbsent(name, key -> new Property(key, part, List.of()));
      }
    }
    return properties;
  }

  Set<String> required() {
    Set<String> required = new TreeSet<>();
    all("required").forEach(list -> required.addAll(list.texts()));
    return required;
  }

  /** Returns true if the schema is nothing but a union, a type or a remark about null aside. */
  boolean isOnlyUnion() {
    Set<String> known = Set.of("oneOf", "anyOf", "discriminator", "nullable", "type");
    return unions.size() == 1
        && parts.stream()
            .flatMap(part -> part.members().keySet().stream())
            .filter(SchemaView::matters)
            .allMatch(known::contains);
  }
}
