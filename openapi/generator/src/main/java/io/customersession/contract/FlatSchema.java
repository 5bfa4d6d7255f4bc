package io.customersession.contract;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All schemas that apply to one value, as one: references are followed, {@code allOf} is merged,
 * and everything is in the words of OpenAPI 3.0. The schemas in it are still as written; where
 * several apply to a property or to items, all of them are listed.
 */
final class FlatSchema {
  /**
   * A list of alternatives.
   *
   * @param isExclusive whether exactly one of them must apply
   * @param location where the choice is written, which tells it from all others
   * @param discriminator the discriminator beside it, or null
   */
  record Choice(
      boolean isExclusive,
      SourceLocation location,
      List<SchemaPart> branches,
      @Nullable DocumentNode discriminator) {}

  private static final Set<String> MAXIMA = Set.of("maxLength", "maxItems", "maxProperties");
  private static final Set<String> MINIMA = Set.of("minLength", "minItems", "minProperties");

  private static final DocumentNode TRUE =
      DocumentNode.scalar(new SourceLocation(Path.of(""), 1, 1), "true", false);

  /** Keywords of which a schema has one, though several can apply. */
  private static final Set<String> SINGLE = Set.of("format", "multipleOf");

  private final FlatSchemas schemas;
  private final Map<String, DocumentNode> lost = new LinkedHashMap<>();
  private final Map<String, DocumentNode> keywords = new LinkedHashMap<>();
  private final Map<String, List<SchemaPart>> properties = new LinkedHashMap<>();
  private final Set<String> required = new LinkedHashSet<>();
  private final List<SchemaPart> items = new SchemaParts();
  private final List<SchemaPart> values = new SchemaParts();
  private final List<Choice> choices = new ArrayList<>();
  private final List<SchemaPart> excluded = new SchemaParts();
  private final List<Map<String, Object>> conditions = new ArrayList<>();
  private final Set<DocumentNode> sources = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean isClosed;
  private boolean isOpen;

  private FlatSchema(FlatSchemas schemas) {
    this.schemas = schemas;
  }

  static FlatSchema one(FlatSchemas schemas, SchemaPart part) {
    FlatSchema flat = new FlatSchema(schemas);
    flat.add(part);
    return flat;
  }

  static FlatSchema all(FlatSchemas schemas, List<SchemaPart> parts) {
    FlatSchema flat = new FlatSchema(schemas);
    flat.addAll(parts);
    return flat;
  }

  /** Returns true if a schema is among those that this one consists of. */
  boolean includes(DocumentNode schema) {
    return sources.contains(schema);
  }

  /** Returns the schemas that this one consists of. */
  Set<DocumentNode> sources() {
    return sources;
  }

  /** Returns the example that needs the widest integer, if that is more than 32 bits, or null. */
  @Nullable DocumentNode widestExample() {
    return schemas.exampleWidths().widest(sources);
  }

  /** Returns the keywords that are not schemas or lists of names. */
  Map<String, DocumentNode> keywords() {
    return keywords;
  }

  @Nullable DocumentNode keyword(String name) {
    return keywords.get(name);
  }

  @Nullable String text(String name) {
    DocumentNode keyword = keywords.get(name);
    return keyword == null ? null : keyword.text();
  }

  Map<String, List<SchemaPart>> properties() {
    return properties;
  }

  Set<String> required() {
    return required;
  }

  List<SchemaPart> items() {
    return items;
  }

  /** Returns the schemas of the members that are not declared; none if anything is allowed. */
  List<SchemaPart> values() {
    return values;
  }

  /** Returns keywords that apply as well, but of which a schema can have only one. */
  Map<String, DocumentNode> lost() {
    return lost;
  }

  /** Returns true if members that are not declared are not allowed. */
  boolean isClosed() {
    return isClosed;
  }

  /** Returns true if members that are not declared are explicitly allowed. */
  boolean isOpen() {
    return isOpen;
  }

  List<Choice> choices() {
    return choices;
  }

  /** Returns the schemas that must not apply. */
  List<SchemaPart> excluded() {
    return excluded;
  }

  /** Returns the choices that only say which properties an object has. */
  List<Map<String, Object>> conditions() {
    return conditions;
  }

  boolean isNullable() {
    return "true".equals(text("nullable"));
  }

  /** Returns true if no value but null is allowed. */
  boolean isOnlyNull() {
    return keywords.containsKey(SchemaWords.ONLY_NULL) && !keywords.containsKey("type");
  }

  private void add(SchemaPart part) {
    sources.add(part.node());
    SchemaReferences references = schemas.references();
    if (part.node().text("$ref") == null || references.hasSiblings(part.node())) {
      addOwn(part);
    }
    SchemaPart target = references.target(part);
    if (target != null) {
      FlatSchema referenced = schemas.of(target);
      if (referenced.isNullable()) {
        keywords.putIfAbsent("nullable", TRUE);
      }
      merge(referenced);
    }
  }

  private void addOwn(SchemaPart part) {
    DocumentNode words = SchemaWords.of(part.node());
    words.members().forEach(this::addKeyword);
    addLimits(words::get);
    DocumentNode not = words.get("not");
    if (not != null && not.isObject()) {
      excluded.add(part.child(not, "not"));
    }
    addAll(parts(part, words, "allOf"));
    addProperties(new SchemaPart(words, part.pointer()));
    addChoice(part, words, "oneOf");
    addChoice(part, words, "anyOf");
  }

  /**
   * Adds schemas that all apply; null is allowed if each of them allows it, and what applies so far
   * says nothing of types or values.
   */
  private void addAll(List<SchemaPart> parts) {
    boolean isNullable =
        !parts.isEmpty() && !keywords.containsKey("type") && !keywords.containsKey("enum");
    for (SchemaPart part : parts) {
      FlatSchema member = schemas.of(part);
      isNullable &= member.isNullable();
      merge(member);
    }
    if (isNullable) {
      keywords.putIfAbsent("nullable", TRUE);
    }
  }

  /** Adds everything of another schema but that it allows null. */
  private void merge(FlatSchema other) {
    other.keywords.forEach(
        (name, value) -> {
          if (!name.equals("nullable")) {
            addKeyword(name, value);
          }
        });
    other.properties.forEach(
        (name, parts) -> properties.computeIfAbsent(name, key -> new SchemaParts()).addAll(parts));
    addLimits(other.keywords::get);
    required.addAll(other.required);
    items.addAll(other.items);
    values.addAll(other.values);
    other.choices.stream().filter(choice -> !choices.contains(choice)).forEach(choices::add);
    other.conditions.stream().filter(each -> !conditions.contains(each)).forEach(conditions::add);
    excluded.addAll(other.excluded);
    other.lost.forEach(lost::putIfAbsent);
    sources.addAll(other.sources);
    isClosed |= other.isClosed;
    isOpen |= other.isOpen;
  }

  private void addProperties(SchemaPart part) {
    DocumentNode schema = part.node();
    DocumentNode declared = schema.get("properties");
    if (declared != null) {
      declared
          .members()
          .forEach(
              (name, property) ->
                  properties
                      .computeIfAbsent(name, key -> new SchemaParts())
                      .add(part.child(property, "properties", name)));
    }
    DocumentNode names = schema.get("required");
    if (names != null) {
      required.addAll(names.texts());
    }
    DocumentNode item = schema.get("items");
    if (item != null) {
      items.add(part.child(item, "items"));
    }
    for (String keyword : List.of("additionalProperties", "unevaluatedProperties")) {
      addRest(part, keyword);
    }
  }

  /** Adds what holds for members that are not declared, by allOf as by the schema itself. */
  private void addRest(SchemaPart part, String keyword) {
    DocumentNode rest = part.node().get(keyword);
    if (rest == null || part.node().get("patternProperties") != null) {
      return;
    }
    if (rest.isObject() && !rest.members().isEmpty()) {
      values.add(part.child(rest, keyword));
    } else if ("false".equals(rest.text())) {
      isClosed = true;
    } else {
      isOpen = true;
    }
  }

  private void addChoice(SchemaPart part, DocumentNode words, String keyword) {
    List<SchemaPart> branches = parts(part, words, keyword);
    if (branches.size() == 1) {
      FlatSchema only = schemas.of(branches.get(0));
      if (only.isNullable()) {
        keywords.putIfAbsent("nullable", TRUE);
      }
      merge(only);
    } else if (!branches.isEmpty()) {
      boolean isExclusive = keyword.equals("oneOf");
      Map<String, Object> condition = Conditions.choice(branches, isExclusive);
      if (condition == null) {
        choices.add(
            new Choice(
                isExclusive, words.keyLocation(keyword), branches, words.get("discriminator")));
      } else {
        conditions.add(condition);
      }
    }
  }

  /**
   * Returns the schemas in a list with the locations where they are written.
   *
   * @param words the schema in the words of OpenAPI 3.0, whose list can be shorter, or be none that
   *     is written
   */
  static List<SchemaPart> parts(SchemaPart part, DocumentNode words, String keyword) {
    DocumentNode list = words.get(keyword);
    DocumentNode written = part.node().get(keyword);
    List<SchemaPart> parts = new ArrayList<>();
    for (DocumentNode each : list == null ? List.<DocumentNode>of() : list.items()) {
      if (each.isObject()) {
        int index = written == null ? -1 : written.items().indexOf(each);
        parts.add(
            index < 0
                ? new SchemaPart(each, part.pointer())
                : part.child(each, keyword, Integer.toString(index)));
      }
    }
    return parts;
  }

  private void addKeyword(String name, DocumentNode value) {
    switch (name) {
      case "properties",
          "required",
          "items",
          "additionalProperties",
          "unevaluatedProperties",
          "allOf",
          "oneOf",
          "anyOf",
          "not",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "$ref" -> {}
      case "enum" -> keywords.merge(name, value, FlatSchema::intersection);
      case "pattern" -> keywords.merge(name, value, this::both);
      case "readOnly", "writeOnly", "uniqueItems", "deprecated" ->
          keywords.merge(name, value, (before, now) -> before.isTrue() ? before : now);
      case "type" ->
          keywords.merge(name, value, (before, now) -> "integer".equals(now.text()) ? now : before);
      default -> {
        if (MAXIMA.contains(name) || MINIMA.contains(name)) {
          keywords.merge(name, value, (a, b) -> tighter(a, b, MAXIMA.contains(name)));
        } else {
          DocumentNode known = keywords.putIfAbsent(name, value);
          if (known != null && SINGLE.contains(name) && !known.content().equals(value.content())) {
            lost.putIfAbsent(name, value);
          }
        }
      }
    }
  }

  private DocumentNode both(DocumentNode before, DocumentNode now) {
    String both = EcmaPattern.both(String.valueOf(before.text()), String.valueOf(now.text()));
    if (both == null) {
      lost.putIfAbsent("pattern", now);
      return before;
    }
    return DocumentNode.scalar(before.location(), both, true);
  }

  private void addLimits(Function<String, @Nullable DocumentNode> other) {
    addLimit(other, "minimum", "exclusiveMinimum", 1);
    addLimit(other, "maximum", "exclusiveMaximum", -1);
  }

  /** Keeps the tighter one of two limits, together with whether it is exclusive. */
  private void addLimit(
      Function<String, @Nullable DocumentNode> other, String name, String flag, int sign) {
    DocumentNode limit = other.apply(name);
    BigDecimal number = RawValues.number(limit);
    if (limit == null || number == null) {
      return;
    }
    DocumentNode exclusive = other.apply(flag);
    boolean isExclusive = exclusive != null && exclusive.isTrue();
    BigDecimal before = RawValues.number(keywords.get(name));
    int order = before == null ? 1 : number.compareTo(before) * sign;
    if (order > 0 || (order == 0 && isExclusive)) {
      keywords.put(name, limit);
      keywords.remove(flag);
      if (isExclusive) {
        keywords.put(flag, TRUE);
      }
    }
  }

  private static DocumentNode tighter(DocumentNode before, DocumentNode now, boolean isMaximum) {
    BigDecimal old = RawValues.number(before);
    BigDecimal other = RawValues.number(now);
    if (old == null || other == null) {
      return old == null ? now : before;
    }
    return other.compareTo(old) * (isMaximum ? -1 : 1) > 0 ? now : before;
  }

  private static DocumentNode intersection(DocumentNode before, DocumentNode now) {
    Set<Object> known = new LinkedHashSet<>();
    now.items().forEach(item -> known.add(String.valueOf(RawValues.of(item))));
    List<DocumentNode> both =
        before.items().stream()
            .filter(item -> known.contains(String.valueOf(RawValues.of(item))))
            .toList();
    return both.isEmpty() ? before : DocumentNode.list(before.location(), both);
  }
}
