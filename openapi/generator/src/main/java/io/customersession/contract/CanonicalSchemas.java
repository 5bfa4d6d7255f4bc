package io.customersession.contract;

import io.customersession.contract.violation.JsonPointer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes schemas so that every object with properties, and every enum, has a name under {@code
 * components/schemas}, and everything else is written where it is used.
 */
final class CanonicalSchemas {
  private static final String COMPONENTS = "#/components/schemas/";

  private final Document document;
  private final SchemaReferences references;
  private final SchemaUnions unions;
  private final CanonicalUnions writtenUnions = new CanonicalUnions(this);
  private final ClassNames classNames;
  private final FlatSchemas flat;

  /** The names of classes by the schemas that they consist of. */
  private final Map<Set<DocumentNode>, String> names = new HashMap<>();

  private final Map<String, DocumentNode> sources = new HashMap<>();

  /** The names of classes whose schemas have a name in the document. */
  private final Set<String> named = new HashSet<>();

  /** The schemas around the one that is being written, up to the class that has them. */
  private final Set<Set<DocumentNode>> inlined = new HashSet<>();

  /** Classes that have a name and are not written yet. */
  private final Map<String, List<SchemaPart>> open = new LinkedHashMap<>();

  private final Map<String, Object> components = new LinkedHashMap<>();
  private boolean allowsUnions = true;

  CanonicalSchemas(Document document) {
    this.document = document;
    classNames = ClassNames.beside(document);
    references = new SchemaReferences(document);
    flat = new FlatSchemas(references);
    unions = new SchemaUnions(document, flat, references::alias);
  }

  /** Returns true if a schema gets a class as a union. */
  boolean isUnion(SchemaPart part) {
    return unions.of(part) != null;
  }

  /** Returns true if the items of a list are a union. */
  boolean hasUnionItems(SchemaPart part) {
    return unions.of(flat.of(part).items()) != null;
  }

  /** Returns what finds choices for which no class is generated. */
  DroppedChoices droppedChoices() {
    return new DroppedChoices(flat, unions);
  }

  /** Returns the keywords of a schema that other keywords of the same name displace. */
  Map<String, DocumentNode> lost(SchemaPart part) {
    return flat.of(part).lost();
  }

  /** Returns what a schema allows of the values of its type. */
  Restrictions restrictions(SchemaPart part) {
    return restrictions(flat.of(part), kind(List.of(part)));
  }

  /** Returns true if the choice of a schema is checked as a condition on its properties. */
  boolean isCondition(SchemaPart part, String keyword) {
    return Set.of(SchemaKind.OBJECT, SchemaKind.ANY, SchemaKind.UNION).contains(kind(List.of(part)))
        && Conditions.isChoice(part, keyword);
  }

  private Restrictions restrictions(FlatSchema schema, SchemaKind kind) {
    return Restrictions.of(flat, schema, kind);
  }

  /** Names the schemas under {@code components/schemas}, before those that have no name. */
  void addComponents() {
    Map<String, SchemaPart> classes = new LinkedHashMap<>();
    Set<String> omitted = document.omittedSchemas();
    document
        .schemas()
        .forEach(
            (name, schema) -> {
              SchemaPart part =
                  references.named(new SchemaPart(schema, COMPONENTS + JsonPointer.escape(name)));
              Set<DocumentNode> key = Set.of(part.node());
              if (part.node().isObject()
                  && !omitted.contains(name)
                  && references.alias(part) == null
                  && kind(List.of(part)).isClass()
                  && !names.containsKey(key)) {
                String className = classNames.reserve(name);
                names.put(key, className);
                named.add(className);
                classes.put(className, part);
                components.put(className, Map.of());
              }
            });
    classes.forEach((name, part) -> addClass(name, List.of(part)));
  }

  /** Returns the names of the classes whose schemas the document refers to, or has by name. */
  Set<String> named() {
    return named;
  }

  /** Returns the names of all classes. */
  ClassNames classNames() {
    return classNames;
  }

  /** Returns the schemas of classes by the name of the class. */
  Map<String, Object> components() {
    return components;
  }

  /**
   * Returns a schema for the place where it is written.
   *
   * @param name the name of its class if it needs one and has none
   */
  Map<String, Object> schema(SchemaPart part, String name) {
    return schema(List.of(part), name);
  }

  /** Returns the default of a schema, or null. */
  @Nullable Object defaultValue(SchemaPart part) {
    DocumentNode value = flat.of(part).keyword("default");
    return value == null ? null : RawValues.of(value);
  }

  /**
   * Returns the schema of a parameter or header.
   *
   * @param name the name of its class if it needs one and has none
   */
  Map<String, Object> parameter(SchemaPart part, String name) {
    ParameterSchemas.Written choice = choice(part);
    return choice == null ? schemaWithoutUnion(part, name) : choice.schema();
  }

  /** Returns what a choice is written as in a parameter, or null if it is any value or none. */
  ParameterSchemas.@Nullable Written choice(SchemaPart part) {
    return ParameterSchemas.of(flat, unions, part);
  }

  /**
   * Returns a schema for a place that has no unions: there they are written as any value.
   *
   * @param name the name of its class if it needs one and has none
   */
  Map<String, Object> schemaWithoutUnion(SchemaPart part, String name) {
    boolean before = allowsUnions;
    allowsUnions = false;
    Map<String, Object> written = schema(part, name);
    allowsUnions = before;
    return written;
  }

  /** Returns the default that a class has itself, or null. */
  @Nullable Object defaultOf(Map<String, Object> reference) {
    String name = String.valueOf(reference.get("$ref")).substring(COMPONENTS.length());
    return components.get(name) instanceof Map<?, ?> schema ? schema.get("default") : null;
  }

  Map<String, Object> schema(List<SchemaPart> all, String name) {
    List<SchemaPart> parts = distinct(all);
    Map<String, Object> annotations = new LinkedHashMap<>();
    String reference = reference(parts, annotations);
    if (reference != null) {
      return reference(reference, annotations);
    }
    FlatSchema schema = flat.of(parts);
    SchemaKind kind = kind(parts);
    Map<String, Object> written = SchemaAnnotations.of(schema);
    addNullable(parts, written);
    if (kind.isClass()) {
      return reference(hoisted(parts, name), written);
    }
    Set<DocumentNode> key = nodes(parts);
    if (!inlined.add(key)) {
      // A list or map of itself, of which the check warns.
      return new LinkedHashMap<>();
    }
    switch (kind) {
      case LIST -> {
        written.put("type", "array");
        written.put(
            "items",
            schema.items().isEmpty()
                ? new LinkedHashMap<>()
                : schema(schema.items(), ClassNames.itemOf(name)));
      }
      case MAP -> {
        written.put("type", "object");
        addValues(schema, written, name);
        if (schema.isClosed()) {
          written.put("maxProperties", 0);
        }
      }
      default -> {}
    }
    ScalarKeywords.add(schema, kind, restrictions(schema, kind), written);
    inlined.remove(key);
    addOpenClasses();
    return written;
  }

  /** Returns schemas that all apply to a value, each of them once, whatever refers to it. */
  private List<SchemaPart> distinct(List<SchemaPart> parts) {
    Map<DocumentNode, SchemaPart> distinct = new LinkedHashMap<>();
    for (SchemaPart part : parts) {
      DocumentNode target =
          references.hasSiblings(part.node()) ? part.node() : document.follow(part.node());
      distinct.putIfAbsent(target == null ? part.node() : target, part);
    }
    return List.copyOf(distinct.values());
  }

  /** Returns what schemas are, references followed. */
  private Set<DocumentNode> nodes(List<SchemaPart> parts) {
    Set<DocumentNode> nodes = new HashSet<>();
    parts.forEach(part -> nodes.add(references.end(part).node()));
    return nodes;
  }

  private void addValues(FlatSchema schema, Map<String, Object> written, String name) {
    written.put(
        "additionalProperties",
        schema.values().isEmpty() ? true : schema(schema.values(), name + "Value"));
  }

  /** Returns the class that schemas are a reference to, and collects what is written beside it. */
  private @Nullable String reference(List<SchemaPart> parts, Map<String, Object> annotations) {
    if (parts.size() != 1) {
      return null;
    }
    SchemaPart part = parts.get(0);
    SchemaPart target = references.alias(part);
    if (target == null) {
      // Only a component says nothing here; another schema can allow null, or be read-only.
      return document.schemas().containsValue(part.node()) ? names.get(Set.of(part.node())) : null;
    }
    SchemaPart end = references.end(part);
    if (!kind(List.of(end)).isClass()) {
      return null;
    }
    annotations.putAll(SchemaAnnotations.of(flat.of(references.beside(part))));
    if (flat.of(part).isNullable()) {
      annotations.put("nullable", true);
    }
    addNullable(List.of(end), annotations);
    String known = names.get(Set.of(end.node()));
    String name = known == null ? hoisted(List.of(end), ClassNames.ofReferenced(end)) : known;
    named.add(name);
    return name;
  }

  /** A union of which a schema allows null allows it too. */
  private void addNullable(List<SchemaPart> parts, Map<String, Object> written) {
    SchemaUnion union = union(parts);
    if (union != null && union.isNullable()) {
      written.put("nullable", true);
    }
  }

  private static Map<String, Object> reference(String name, Map<String, Object> annotations) {
    Map<String, Object> reference = new LinkedHashMap<>();
    reference.put("$ref", COMPONENTS + name);
    if (annotations.isEmpty()) {
      return reference;
    }
    Map<String, Object> wrapper = new LinkedHashMap<>(annotations);
    wrapper.put("allOf", List.of(reference));
    return wrapper;
  }

  /** Returns the name of the class for a schema that has none yet. */
  private String hoisted(List<SchemaPart> all, String wanted) {
    List<SchemaPart> parts = essential(all);
    Set<DocumentNode> key = nodes(parts);
    String known = names.get(key);
    if (known != null) {
      return known;
    }
    DocumentNode node = parts.size() == 1 ? parts.get(0).node() : null;
    DocumentNode same = sources.get(wanted);
    if (node != null && same != null && same.content().equals(node.content())) {
      return names.getOrDefault(Set.of(same), wanted);
    }
    String name = classNames.reserve(wanted);
    names.put(key, name);
    if (node != null) {
      sources.putIfAbsent(wanted, node);
    }
    components.put(name, Map.of());
    open.put(name, parts);
    addOpenClasses();
    return name;
  }

  /** Returns the schemas of a class without those that others of them consist of. */
  private List<SchemaPart> essential(List<SchemaPart> parts) {
    List<SchemaPart> ends = new ArrayList<>();
    parts.forEach(part -> ends.add(references.end(part)));
    List<SchemaPart> left = distinct(ends);
    for (SchemaPart part : left) {
      List<SchemaPart> others = left.stream().filter(other -> !other.equals(part)).toList();
      if (others.stream().anyMatch(other -> flat.of(other).includes(part.node()))) {
        left = others;
      }
    }
    return left;
  }

  /** Writes classes, unless a list or map around them would take a reference to it for its own. */
  private void addOpenClasses() {
    while (inlined.isEmpty() && !open.isEmpty()) {
      String name = open.keySet().iterator().next();
      addClass(name, open.remove(name));
    }
  }

  private void addClass(String name, List<SchemaPart> parts) {
    FlatSchema schema = flat.of(parts);
    SchemaKind kind = kind(parts);
    Map<String, Object> written = new LinkedHashMap<>();
    SchemaAnnotations.addExtensions(schema, written);
    String pointer = references.end(parts.get(0)).pointer();
    if (!pointer.equals(COMPONENTS + name)) {
      written.put(CanonicalDocument.POINTER, pointer);
    }
    SchemaAnnotations.addDescription(schema, written);
    SchemaUnion union = union(parts);
    if (union != null) {
      writtenUnions.write(name, pointer, union, written);
    } else if (kind == SchemaKind.OBJECT) {
      written.put("type", "object");
      addProperties(schema, written, name);
    }
    ScalarKeywords.add(schema, kind, restrictions(schema, kind), written);
    DocumentNode value = schema.keyword("default");
    if (kind == SchemaKind.ENUM && value != null) {
      // A parameter whose schema is the enum has this default.
      CanonicalDocument.put(written, "default", RawValues.of(value));
    }
    components.put(name, written);
  }

  private void addProperties(FlatSchema schema, Map<String, Object> written, String name) {
    Map<String, Object> properties = new LinkedHashMap<>();
    schema
        .properties()
        .forEach(
            (property, parts) ->
                properties.put(property, schema(parts, name + ClassNames.words(property))));
    for (String required : schema.required()) {
      properties.computeIfAbsent(required, key -> new LinkedHashMap<>());
    }
    if (!schema.required().isEmpty()) {
      written.put("required", List.copyOf(schema.required()));
    }
    List<Map<String, Object>> conditions = restrictions(schema, SchemaKind.OBJECT).conditions();
    if (!conditions.isEmpty()) {
      written.put(CanonicalDocument.CONDITIONS, conditions);
    }
    for (String property : Conditions.names(conditions)) {
      properties.computeIfAbsent(property, key -> new LinkedHashMap<>());
    }
    written.put("properties", properties);
    if (schema.isClosed()) {
      written.put(CanonicalDocument.CLOSED, true);
    } else if (!schema.values().isEmpty()) {
      written.put(CanonicalDocument.ADDITIONAL, schema(schema.values(), name + "Value"));
    } else if (schema.isOpen()) {
      written.put(CanonicalDocument.ADDITIONAL, Map.of());
    }
  }

  private SchemaKind kind(List<SchemaPart> parts) {
    return union(parts) == null ? SchemaKind.of(flat.of(parts)) : SchemaKind.UNION;
  }

  private @Nullable SchemaUnion union(List<SchemaPart> parts) {
    return allowsUnions ? unions.of(parts) : null;
  }
}
