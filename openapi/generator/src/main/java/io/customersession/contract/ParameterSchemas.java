package io.customersession.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes schemas of parameters and headers, whose values are texts without a type. A choice between
 * scalars is written as the narrowest scalar that has the values of all of them, in doubt a text; a
 * choice between a list and its items as the list.
 */
final class ParameterSchemas {
  private static final String VALUES = "values";

  /**
   * A schema as it is written.
   *
   * @param isExact false if it has values that the document does not allow
   */
  record Written(Map<String, Object> schema, boolean isExact) {}

  /** The schemas of a choice; null in place of one that is not a scalar or a list of scalars. */
  private final List<@Nullable Map<String, Object>> scalars = new ArrayList<>();

  private final FlatSchemas flat;
  private final SchemaUnions unions;
  private final Set<List<DocumentNode>> passed = new HashSet<>();
  private boolean hasList;

  private ParameterSchemas(FlatSchemas flat, SchemaUnions unions) {
    this.flat = flat;
    this.unions = unions;
  }

  /**
   * Returns the one schema of a choice, or null if the schema is not a choice, has objects, or has
   * values that no schema describes.
   */
  static @Nullable Written of(FlatSchemas flat, SchemaUnions unions, SchemaPart part) {
    ParameterSchemas choice = new ParameterSchemas(flat, unions);
    List<SchemaPart> parts = List.of(part);
    FlatSchema schema = flat.of(part);
    boolean isList = SchemaKind.of(schema) == SchemaKind.LIST;
    if (!choice.isChoice(isList ? schema.items() : parts)) {
      return null;
    }
    choice.add(parts);
    Written written = choice.written();
    if (written != null) {
      Map<String, Object> all = SchemaAnnotations.of(schema);
      all.remove("nullable");
      written.schema().forEach(all::putIfAbsent);
      if (isList) {
        choice.addKeywords(schema, SchemaKind.LIST, all);
      }
      return new Written(all, written.isExact());
    }
    return null;
  }

  private boolean isChoice(List<SchemaPart> parts) {
    return !parts.isEmpty() && (unions.of(parts) != null || !mixedTexts(flat.of(parts)).isEmpty());
  }

  /** Returns the listed values of a schema that have several types, as texts. */
  private static Set<String> mixedTexts(FlatSchema schema) {
    DocumentNode values = schema.keyword("enum");
    Set<String> texts = new LinkedHashSet<>();
    if (SchemaKind.of(schema) == SchemaKind.ANY && values != null) {
      for (DocumentNode value : values.items()) {
        if (value.text() == null) {
          return new LinkedHashSet<>();
        }
        texts.add(String.valueOf(RawValues.of(value)));
      }
    }
    return texts;
  }

  private void add(List<SchemaPart> parts) {
    SchemaUnion union = unions.of(parts);
    if (union != null) {
      if (passed.add(parts.stream().map(SchemaPart::node).toList())) {
        union.branches().forEach(branch -> add(branch.parts()));
      }
      return;
    }
    FlatSchema schema = flat.of(parts);
    SchemaKind kind = SchemaKind.of(schema);
    Set<String> mixed = mixedTexts(schema);
    if (!mixed.isEmpty()) {
      scalars.add(texts(mixed));
    } else if (kind == SchemaKind.LIST && !hasList) {
      hasList = true;
      add(schema.items());
    } else if (kind == SchemaKind.ENUM) {
      scalars.add(texts(Restrictions.of(flat, schema, kind).texts()));
    } else if (kind == SchemaKind.SCALAR) {
      Map<String, Object> scalar = new LinkedHashMap<>();
      addKeywords(schema, kind, scalar);
      scalars.add(scalar);
    } else {
      scalars.add(null);
    }
  }

  private void addKeywords(FlatSchema schema, SchemaKind kind, Map<String, Object> written) {
    ScalarKeywords.add(schema, kind, Restrictions.of(flat, schema, kind), written);
  }

  private static Map<String, Object> texts(Set<String> texts) {
    List<String> values = texts.stream().map(JsonValues::quoted).toList();
    return Map.of("type", "string", CanonicalDocument.RESTRICTIONS, Map.of(VALUES, values));
  }

  private @Nullable Written written() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Map<String, Object> scalar : scalars) {
      if (scalar == null) {
        return null;
      }
      Map<String, Object> copy = new LinkedHashMap<>(scalar);
      copy.remove(CanonicalDocument.SAMPLE);
      all.add(copy);
    }
    if (all.isEmpty()) {
      return null;
    }
    Map<String, Object> common = common(all);
    boolean isExact = all.contains(common) || common.containsKey(CanonicalDocument.RESTRICTIONS);
    Map<String, Object> written = new LinkedHashMap<>();
    if (hasList) {
      written.put("type", "array");
      written.put("items", common);
    } else {
      written.putAll(common);
    }
    return new Written(written, isExact);
  }

  private static Map<String, Object> common(List<Map<String, Object>> all) {
    Set<Object> types = new HashSet<>();
    all.forEach(each -> types.add(each.get("type")));
    boolean isNumber = Set.of("integer", "number").containsAll(types);
    String type =
        types.size() == 1
            ? String.valueOf(types.iterator().next())
            : isNumber ? "number" : "string";
    Map<String, Object> common = new LinkedHashMap<>();
    common.put("type", type);
    Set<String> values = values(all, types.size() > 1 && !isNumber);
    if (!values.isEmpty()) {
      common.put(CanonicalDocument.RESTRICTIONS, Map.of(VALUES, List.copyOf(values)));
    }
    if (type.equals("integer")
        && all.stream().anyMatch(each -> "int64".equals(each.get("format")))) {
      common.put("format", "int64");
    } else if (types.size() == 1) {
      same(all, "format", common);
    }
    if (types.size() == 1 || isNumber) {
      same(all, "pattern", common);
      same(all, "multipleOf", common);
      limit(all, "minLength", BigDecimal::min, common);
      limit(all, "maxLength", BigDecimal::max, common);
      limit(all, "minimum", BigDecimal::min, common);
      limit(all, "maximum", BigDecimal::max, common);
      same(all, "exclusiveMinimum", common);
      same(all, "exclusiveMaximum", common);
    }
    return common;
  }

  /** Returns the values of schemas that all list theirs; none if one of them does not. */
  private static Set<String> values(List<Map<String, Object>> all, boolean asTexts) {
    Set<String> values = new LinkedHashSet<>();
    for (Map<String, Object> each : all) {
      if (!(each.get(CanonicalDocument.RESTRICTIONS) instanceof Map<?, ?> restrictions)
          || !(restrictions.get(VALUES) instanceof List<?> own)
          || restrictions.size() > 1) {
        return new LinkedHashSet<>();
      }
      for (Object value : own) {
        String json = value.toString();
        values.add(asTexts && !json.startsWith("\"") ? JsonValues.quoted(json) : json);
      }
    }
    return values;
  }

  private static void same(
      List<Map<String, Object>> all, String keyword, Map<String, Object> common) {
    Object first = all.get(0).get(keyword);
    if (first != null && all.stream().allMatch(each -> first.equals(each.get(keyword)))) {
      common.put(keyword, first);
    }
  }

  private static void limit(
      List<Map<String, Object>> all,
      String keyword,
      BinaryOperator<BigDecimal> wider,
      Map<String, Object> common) {
    List<BigDecimal> limits =
        all.stream()
            .map(each -> each.get(keyword))
            .filter(Objects::nonNull)
            .map(each -> new BigDecimal(each.toString()))
            .toList();
    if (limits.size() == all.size()) {
      common.put(keyword, RawValues.json(limits.stream().reduce(wider).orElseThrow()));
    }
  }
}
