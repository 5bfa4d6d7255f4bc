package io.customersession.codegen;

import com.google.gson.JsonNull;
import io.customersession.contract.CanonicalDocument;
import io.customersession.contract.violation.JsonPointer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Breaks one rule of a schema at a time in a value that satisfies it. */
final class BrokenSamples {
  /**
   * A value that breaks one rule.
   *
   * @param pointer where it does so, as a JSON pointer
   */
  record Broken(String pointer, String rule, Object value) {}

  /** Values of types that unions may lack. */
  private static final Map<String, Object> OF_TYPES =
      new TreeMap<>(Map.of("boolean", true, "array", List.of(List.of()), "object", Map.of("a", 1)));

  /** Texts of which most patterns refuse at least one. */
  private static final List<String> UNUSUAL = List.of("~", " ", "\u00e9", "9~", "a b~c", "-");

  private final SchemaView view;
  private final List<Broken> found = new ArrayList<>();
  private final List<Object> path = new ArrayList<>();
  private final Object root;

  private BrokenSamples(SchemaView view, Object root) {
    this.view = view;
    this.root = root;
  }

  /**
   * Returns the broken values. Of a union, only those are that no branch has the type of, as
   * another branch may fit every other one.
   */
  static List<Broken> of(SchemaView view, Object schema, Object value) {
    BrokenSamples broken = new BrokenSamples(view, value);
    broken.walk(schema, value);
    return broken.found;
  }

  private void walk(@Nullable Object written, Object value) {
    Map<?, ?> schema = view.resolve(written);
    if (schema.containsKey(CanonicalDocument.UNION)) {
      Object other = ofNoBranch(schema);
      if (other != null) {
        add("type", other);
      }
      return;
    }
    Map<?, ?> restrictions = SchemaView.map(schema.get(CanonicalDocument.RESTRICTIONS));
    if (restrictions.containsKey("onlyNull")) {
      add("type", 1);
    } else if (restrictions.containsKey("values")) {
      // Of the same type, so that no other rule is broken.
      add(
          "enum",
          value instanceof Boolean truth
              ? !truth
              : value instanceof Number ? new BigDecimal("-987654") : "not one of them");
    } else if (value instanceof Map<?, ?> object) {
      object(schema, object);
    } else if (value instanceof List<?> list) {
      list(schema, list);
    } else if (value instanceof String text) {
      text(schema, text);
    } else if (value instanceof Number number) {
      number(schema, new BigDecimal(number.toString()));
    } else {
      add("type", "no boolean");
    }
  }

  /** Returns a value of a type that no branch of a union has, or null. */
  private @Nullable Object ofNoBranch(Map<?, ?> union) {
    Set<String> types = new HashSet<>();
    for (Object branch : SchemaView.map(union.get("properties")).values()) {
      Map<?, ?> schema = view.resolve(branch);
      if (!(schema.get("type") instanceof String type)
          || schema.containsKey(CanonicalDocument.UNION)) {
        return null;
      }
      types.add(type);
    }
    return OF_TYPES.entrySet().stream()
        .filter(each -> !types.contains(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private void object(Map<?, ?> schema, Map<?, ?> object) {
    if (!"object".equals(schema.get("type"))) {
      return;
    }
    add("type", List.of(1));
    Map<?, ?> properties = SchemaView.map(schema.get("properties"));
    List<?> required = schema.get("required") instanceof List<?> names ? names : List.of();
    object.forEach(
        (name, member) -> {
          path.add(name);
          if (required.contains(name)) {
            add("required", null);
          }
          Map<?, ?> declared = view.resolve(properties.get(name));
          if (declared.containsKey("type")
              && !Boolean.TRUE.equals(declared.get("nullable"))
              && !declared.containsKey(CanonicalDocument.UNION)) {
            add("nullable", JsonNull.INSTANCE);
          }
          if (properties.containsKey(name)) {
            walk(properties.get(name), member);
          } else if (properties.isEmpty()) {
            walk(schema.get("additionalProperties"), member);
          } else {
            walk(schema.get(CanonicalDocument.ADDITIONAL), member);
          }
          path.remove(path.size() - 1);
        });
    if (schema.get("minProperties") instanceof Number min && min.intValue() > 0) {
      add("minProperties", Map.of());
    }
    if (schema.get("maxProperties") instanceof Number max
        && max.intValue() < 1000
        && properties.isEmpty()
        && !object.isEmpty()) {
      Map<Object, Object> larger = new LinkedHashMap<>(object);
      while (larger.size() <= max.intValue()) {
        larger.put("larger" + larger.size(), object.values().iterator().next());
      }
      add("maxProperties", larger);
    }
    if (Boolean.TRUE.equals(schema.get(CanonicalDocument.CLOSED))) {
      path.add("notDeclared");
      add("additionalProperties", 1);
      path.remove(path.size() - 1);
    }
  }

  private void list(Map<?, ?> schema, List<?> list) {
    if (!"array".equals(schema.get("type"))) {
      return;
    }
    add("type", Map.of("a", 1));
    if (schema.get("minItems") instanceof Number min && min.intValue() > 0) {
      add("minItems", list.subList(0, min.intValue() - 1));
    }
    if (!list.isEmpty()) {
      if (schema.get("maxItems") instanceof Number max && max.intValue() < 1000) {
        List<Object> longer = new ArrayList<>(list);
        while (longer.size() <= max.intValue()) {
          longer.add(list.get(0));
        }
        add("maxItems", longer);
      }
      if (Boolean.TRUE.equals(schema.get("uniqueItems"))) {
        add("uniqueItems", List.of(list.get(0), list.get(0)));
      }
      path.add(0 + "");
      path.set(path.size() - 1, 0);
      walk(schema.get("items"), list.get(0));
      path.remove(path.size() - 1);
    }
  }

  private void text(Map<?, ?> schema, String text) {
    if (schema.get("enum") instanceof List<?>) {
      add("enum", "not one of them");
      return;
    }
    if (!"string".equals(schema.get("type"))) {
      return;
    }
    if (!schema.containsKey("x-also-accepts")) {
      add("type", Map.of("a", 1));
    }
    if (schema.get("minLength") instanceof Number min && min.intValue() > 0) {
      add("minLength", text.substring(0, text.offsetByCodePoints(0, min.intValue() - 1)));
    }
    if (schema.get("maxLength") instanceof Number max && max.longValue() < 100_000) {
      add("maxLength", text + "x".repeat(max.intValue() + 1 - text.length() / 2));
    }
    if (schema.get("pattern") instanceof String pattern) {
      Pattern compiled = Pattern.compile(pattern);
      UNUSUAL.stream()
          .filter(each -> !compiled.matcher(each).find())
          .findFirst()
          .ifPresent(each -> add("pattern", each));
    }
    if (List.of("date", "date-time", "uuid").contains(String.valueOf(schema.get("format")))) {
      add("format", "no " + schema.get("format"));
    }
  }

  private void number(Map<?, ?> schema, BigDecimal number) {
    if (!List.of("integer", "number").contains(String.valueOf(schema.get("type")))
        || schema.get("enum") instanceof List<?>) {
      return;
    }
    add("type", "no number");
    if (schema.get("minimum") instanceof Number min) {
      add("minimum", new BigDecimal(min.toString()).subtract(BigDecimal.ONE));
    }
    if (schema.get("maximum") instanceof Number max) {
      add("maximum", new BigDecimal(max.toString()).add(BigDecimal.ONE));
    }
    if (schema.get("multipleOf") instanceof Number unit) {
      add("multipleOf", number.add(new BigDecimal(unit.toString()).divide(new BigDecimal(2))));
    } else if ("integer".equals(schema.get("type"))) {
      add("type", number.add(new BigDecimal("0.5")));
    }
  }

  /** Adds a copy of the root with another value at the path, or with none. */
  private void add(String rule, @Nullable Object value) {
    StringBuilder pointer = new StringBuilder();
    path.forEach(step -> pointer.append('/').append(JsonPointer.escape(step.toString())));
    Object broken = replaced(root, 0, value);
    if (broken != null) {
      found.add(new Broken(pointer.toString(), rule, broken));
    }
  }

  private @Nullable Object replaced(@Nullable Object here, int depth, @Nullable Object value) {
    if (depth == path.size()) {
      return value;
    }
    Object step = path.get(depth);
    if (here instanceof List<?> list) {
      List<Object> copy = new ArrayList<>(list);
      copy.set((Integer) step, replaced(list.get((Integer) step), depth + 1, value));
      return copy;
    }
    Map<Object, Object> copy = new LinkedHashMap<>(SchemaView.map(here));
    Object member = replaced(copy.get(step), depth + 1, value);
    if (member == null) {
      copy.remove(step);
    } else {
      copy.put(step, member);
    }
    return copy;
  }
}
