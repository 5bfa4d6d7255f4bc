package io.customersession.contract;

import io.customersession.contract.violation.JsonPointer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
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
  private final ClassNames classNames = new ClassNames();
  private final IdentityHashMap<DocumentNode, String> names = new IdentityHashMap<>();
  private final Map<String, DocumentNode> sources = new HashMap<>();
  private final IdentityHashMap<DocumentNode, FlatSchema> flat = new IdentityHashMap<>();
  private final Set<DocumentNode> inlined = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<String, Object> components = new LinkedHashMap<>();
  private boolean allowsUnions = true;

  CanonicalSchemas(Document document) {
    this.document = document;
    references = new SchemaReferences(document);
    unions = new SchemaUnions(document, references, this::referenced);
  }

  /** Returns true if a schema gets a class as a union. */
  boolean isUnion(SchemaPart part) {
    return unions.of(part) != null;
  }

  /** Names the schemas under {@code components/schemas}, before those that have no name. */
  void addComponents() {
    Map<String, SchemaPart> classes = new LinkedHashMap<>();
    document
        .schemas()
        .forEach(
            (name, schema) -> {
              SchemaPart part = new SchemaPart(schema, COMPONENTS + JsonPointer.escape(name));
              if (schema.isObject()
                  && referenced(part) == null
                  && kind(List.of(part)).isClass()
                  && !names.containsKey(schema)) {
                String className = classNames.reserve(name);
                names.put(schema, className);
                classes.put(className, part);
                components.put(className, Map.of());
              }
            });
    classes.forEach((name, part) -> addClass(name, List.of(part)));
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
    DocumentNode value = flat(List.of(part)).keyword("default");
    return value == null ? null : RawValues.of(value);
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

  Map<String, Object> schema(List<SchemaPart> parts, String name) {
    Map<String, Object> annotations = new LinkedHashMap<>();
    String reference = reference(parts, annotations);
    if (reference != null) {
      return reference(reference, annotations);
    }
    DocumentNode target = parts.size() == 1 ? document.follow(parts.get(0).node()) : null;
    if (target != null && !inlined.add(target)) {
      // A list or map of itself.
      return new LinkedHashMap<>();
    }
    try {
      FlatSchema schema = flat(parts);
      SchemaKind kind = kind(parts);
      Map<String, Object> written = annotations(schema);
      addNullable(parts, written);
      if (kind.isClass()) {
        return reference(hoisted(parts, name), written);
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
      ScalarKeywords.add(schema, kind, written);
      return written;
    } finally {
      if (target != null) {
        inlined.remove(target);
      }
    }
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
    SchemaPart target = referenced(part);
    String name = names.get(part.node());
    if (target == null) {
      return name;
    }
    SchemaPart end = target;
    for (SchemaPart next = referenced(end); next != null; next = referenced(end)) {
      end = next;
    }
    if (!kind(List.of(end)).isClass()) {
      return null;
    }
    FlatSchema outer = FlatSchema.of(references, List.of(outermost(part)));
    annotations.putAll(annotations(outer));
    if (flat(List.of(part)).isNullable()) {
      annotations.put("nullable", true);
    }
    addNullable(List.of(end), annotations);
    name = names.get(end.node());
    return name == null ? hoisted(List.of(end), nameOf(end)) : name;
  }

  /** A union of which a schema allows null allows it too. */
  private void addNullable(List<SchemaPart> parts, Map<String, Object> written) {
    SchemaUnion union = union(parts);
    if (union != null && union.isNullable()) {
      written.put("nullable", true);
    }
  }

  /** Returns what is written beside a reference, without what it refers to. */
  private SchemaPart outermost(SchemaPart part) {
    Map<String, DocumentNode> beside = new LinkedHashMap<>(SchemaWords.of(part.node()).members());
    List.of("$ref", "allOf", "oneOf", "anyOf", "type").forEach(beside::remove);
    if (part.node().get("$ref") != null && !references.hasSiblings(part.node())) {
      beside.clear();
    }
    return new SchemaPart(
        DocumentNode.object(part.node().location(), beside, Map.of()), part.pointer());
  }

  /**
   * Returns what a schema that is only a reference refers to, if necessary with annotations beside
   * it, or null.
   */
  private @Nullable SchemaPart referenced(SchemaPart part) {
    DocumentNode node = part.node();
    if (node.text("$ref") != null) {
      return references.hasSiblings(node) && !isAnnotated(node, "$ref")
          ? null
          : references.target(part);
    }
    DocumentNode words = SchemaWords.of(node);
    for (String list : List.of("allOf", "oneOf", "anyOf")) {
      DocumentNode only = words.get(list);
      if (only != null
          && only.items().size() == 1
          && only.items().get(0).text("$ref") != null
          && isAnnotated(words, list)) {
        return part.child(only.items().get(0), list, "0");
      }
    }
    return null;
  }

  private static boolean isAnnotated(DocumentNode node, String keyword) {
    return node.members().keySet().stream()
        .allMatch(
            name ->
                name.equals(keyword)
                    || SchemaAnnotations.contain(name)
                    || (name.equals("type") && "object".equals(node.text("type"))));
  }

  /** Returns a name for a schema that is referred to, and is not under components/schemas. */
  private static String nameOf(SchemaPart part) {
    int hash = part.pointer().indexOf('#');
    List<String> steps =
        new ArrayList<>(JsonPointer.parseFragment(part.pointer().substring(hash)).steps());
    steps.removeIf(step -> step.matches("properties|schemas|components|\\$defs|definitions"));
    if (steps.isEmpty()) {
      String file = part.pointer().substring(0, Math.max(0, hash));
      String base = file.substring(file.lastIndexOf('/') + 1);
      return base.replaceFirst("\\.(yaml|yml|json)$", "");
    }
    int count = steps.size();
    return count > 1 && !part.pointer().contains("/paths/")
        ? ClassNames.className(steps.get(count - 2)) + ClassNames.className(steps.get(count - 1))
        : steps.get(count - 1);
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
  private String hoisted(List<SchemaPart> parts, String wanted) {
    DocumentNode node = parts.size() == 1 ? document.follow(parts.get(0).node()) : null;
    String known = node == null ? null : names.get(node);
    if (known != null) {
      return known;
    }
    DocumentNode same = sources.get(wanted);
    if (node != null && same != null && same.content().equals(node.content())) {
      return names.getOrDefault(same, wanted);
    }
    String name = classNames.reserve(wanted);
    if (node != null) {
      names.put(node, name);
      sources.putIfAbsent(wanted, node);
    }
    components.put(name, Map.of());
    addClass(name, parts);
    return name;
  }

  private void addClass(String name, List<SchemaPart> parts) {
    FlatSchema schema = flat(parts);
    SchemaKind kind = kind(parts);
    Map<String, Object> written = new LinkedHashMap<>();
    addExtensions(schema, written);
    String pointer = end(parts.get(0)).pointer();
    if (!pointer.equals(COMPONENTS + name)) {
      written.put(CanonicalDocument.POINTER, pointer);
    }
    addDescription(schema, written);
    SchemaUnion union = union(parts);
    if (union != null) {
      writtenUnions.write(name, pointer, union, written);
    } else if (kind == SchemaKind.OBJECT) {
      written.put("type", "object");
      addProperties(schema, written, name);
    }
    ScalarKeywords.add(schema, kind, written);
    DocumentNode value = schema.keyword("default");
    if (kind == SchemaKind.ENUM && value != null) {
      // A parameter whose schema is the enum has this default.
      CanonicalDocument.put(written, "default", RawValues.of(value));
    }
    components.put(name, written);
  }

  private SchemaPart end(SchemaPart part) {
    SchemaPart end = part;
    for (SchemaPart next = part; next != null; next = references.target(next)) {
      end = next;
    }
    return end;
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
    written.put("properties", properties);
  }

  private static Map<String, Object> annotations(FlatSchema schema) {
    Map<String, Object> annotations = new LinkedHashMap<>();
    addDescription(schema, annotations);
    for (String flag : List.of("readOnly", "writeOnly", "deprecated", "nullable")) {
      if ("true".equals(schema.text(flag))) {
        annotations.put(flag, true);
      }
    }
    addExtensions(schema, annotations);
    return annotations;
  }

  private static void addDescription(FlatSchema schema, Map<String, Object> written) {
    String description = schema.text("description");
    if (description != null) {
      written.put("description", description);
    }
  }

  private static void addExtensions(FlatSchema schema, Map<String, Object> written) {
    schema
        .keywords()
        .forEach(
            (name, value) -> {
              if (ExtensionCheck.isKnown(name)) {
                written.put(name, RawValues.of(value));
              }
            });
  }

  private SchemaKind kind(List<SchemaPart> parts) {
    return union(parts) == null ? SchemaKind.of(flat(parts)) : SchemaKind.UNION;
  }

  private @Nullable SchemaUnion union(List<SchemaPart> parts) {
    return allowsUnions && parts.size() == 1 ? unions.of(parts.get(0)) : null;
  }

  private FlatSchema flat(List<SchemaPart> parts) {
    if (parts.size() > 1) {
      return FlatSchema.of(references, parts);
    }
    DocumentNode node = parts.get(0).node();
    FlatSchema known = flat.get(node);
    if (known == null) {
      known = FlatSchema.of(references, parts);
      flat.put(node, known);
    }
    return known;
  }
}
