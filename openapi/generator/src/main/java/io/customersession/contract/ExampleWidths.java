package io.customersession.contract;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The examples and defaults of a document that need integers of more than 32 bits, by the schemas
 * of these integers: examples of media types, parameters and headers, and those of schemas around
 * them.
 */
final class ExampleWidths {
  /** Keywords whose members have names of the document's author. */
  private static final Set<String> NAMED =
      Set.of(
          "properties",
          "patternProperties",
          "$defs",
          "schemas",
          "responses",
          "headers",
          "content",
          "callbacks",
          "paths",
          "webhooks",
          "pathItems",
          "requestBodies");

  private static final Set<String> SCHEMA =
      Set.of("$ref", "type", "properties", "items", "allOf", "oneOf", "anyOf");

  private static final Set<String> VALUES =
      Set.of("example", "examples", "default", "enum", "const");

  /** The digits of the smallest integer that needs more than 32 bits. */
  private static final int MIN_DIGITS = 10;

  private record Visit(DocumentNode node, boolean isNamed) {}

  private final Document document;
  private final FlatSchemas flat;

  /** The examples by the locations of schemas, which schemas derived from these have too. */
  private final Map<SourceLocation, DocumentNode> widest = new HashMap<>();

  private final Set<DocumentNode> visited = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Visit> waiting = new ArrayDeque<>();

  /** Values with the schemas that they have been added to. */
  private final Set<List<DocumentNode>> added = new HashSet<>();

  ExampleWidths(Document document) {
    this.document = document;
    flat = new FlatSchemas(new SchemaReferences(document));
    waiting.add(new Visit(document.root(), false));
    while (!waiting.isEmpty()) {
      Visit next = waiting.remove();
      if (visited.add(next.node())) {
        visit(next);
      }
    }
  }

  /**
   * Returns the example that needs the widest integer, if that is more than 32 bits, or null.
   *
   * @param schemas schemas that all apply to a value
   */
  @Nullable DocumentNode widest(Collection<DocumentNode> schemas) {
    DocumentNode found = null;
    for (DocumentNode schema : widest.isEmpty() ? List.<DocumentNode>of() : schemas) {
      DocumentNode example = widest.get(schema.location());
      if (example != null && bits(example) > bits(found)) {
        found = example;
      }
    }
    return found;
  }

  /** Returns the size of the smallest integer with a sign that has a value; 0 if it is none. */
  static int bits(@Nullable DocumentNode value) {
    if (value == null || value.text() == null || value.isText()) {
      return 0;
    }
    BigDecimal number = RawValues.number(value);
    return number == null ? 0 : number.toBigInteger().bitLength() + 1;
  }

  private void visit(Visit visit) {
    DocumentNode node = visit.node();
    node.items().forEach(item -> waiting.add(new Visit(item, false)));
    DocumentNode target = document.target(node);
    if (target != null) {
      waiting.add(new Visit(target, false));
    }
    node.members()
        .forEach(
            (name, member) -> {
              if (visit.isNamed() || !VALUES.contains(name)) {
                waiting.add(new Visit(member, !visit.isNamed() && NAMED.contains(name)));
              }
            });
    if (!visit.isNamed()) {
      examples(node);
    }
  }

  private void examples(DocumentNode node) {
    DocumentNode schema = node.get("schema");
    if (schema != null && schema.isObject()) {
      values(node, "example").forEach(value -> add(List.of(new SchemaPart(schema, "#")), value));
      DocumentNode examples = node.get("examples");
      if (examples != null) {
        for (DocumentNode example : examples.members().values()) {
          DocumentNode followed = document.follow(example);
          DocumentNode value = followed == null ? null : followed.get("value");
          if (value != null && isWide(value)) {
            add(List.of(new SchemaPart(schema, "#")), value);
          }
        }
      }
    } else if (node.members().keySet().stream().anyMatch(SCHEMA::contains)) {
      SchemaPart part = new SchemaPart(node, "#");
      for (String keyword : List.of("default", "example", "examples")) {
        values(node, keyword).forEach(value -> add(List.of(part), value));
      }
    }
  }

  /**
   * Returns a value, or the values in a list of examples, as far as they need more than 32 bits.
   */
  private static List<DocumentNode> values(DocumentNode owner, String keyword) {
    DocumentNode value = owner.get(keyword);
    if (value == null) {
      return List.of();
    }
    List<DocumentNode> values = keyword.equals("examples") ? value.items() : List.of(value);
    return values.stream().filter(ExampleWidths::isWide).toList();
  }

  private static boolean isWide(DocumentNode value) {
    Deque<DocumentNode> waiting = new ArrayDeque<>(List.of(value));
    while (!waiting.isEmpty()) {
      DocumentNode next = waiting.remove();
      String text = next.isText() ? null : next.text();
      if (text != null
          && (text.length() >= MIN_DIGITS || text.indexOf('e') > 0 || text.indexOf('E') > 0)
          && bits(next) > Integer.SIZE) {
        return true;
      }
      waiting.addAll(next.items());
      waiting.addAll(next.members().values());
    }
    return false;
  }

  /** Adds the integers in a value of schemas, of choices those of each schema. */
  private void add(List<SchemaPart> parts, DocumentNode value) {
    List<DocumentNode> key = new ArrayList<>(List.of(value));
    parts.forEach(part -> key.add(part.node()));
    if (parts.isEmpty() || !isWide(value) || !added.add(key)) {
      return;
    }
    FlatSchema schema = flat.of(parts);
    for (DocumentNode source : schema.sources()) {
      if (bits(value) > bits(widest.get(source.location()))
          && Nullability.types(source).contains("integer")) {
        widest.put(source.location(), value);
      }
    }
    value.items().forEach(item -> add(schema.items(), item));
    value
        .members()
        .forEach(
            (name, member) -> add(schema.properties().getOrDefault(name, schema.values()), member));
    for (FlatSchema.Choice choice : schema.choices()) {
      choice.branches().forEach(branch -> add(List.of(branch), value));
    }
  }
}
