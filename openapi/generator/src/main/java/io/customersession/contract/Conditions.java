package io.customersession.contract;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Conditions on which properties an object has: schemas of nothing but {@code required}, {@code
 * not} and choices between such schemas. They are written as maps with a method, names and parts.
 */
final class Conditions {
  private Conditions() {}

  /**
   * Returns the condition that a schema is as it is written, or null if it says anything else.
   *
   * @param allowsType whether the schema may have the type of objects, for a place where only
   *     objects are of interest
   */
  static @Nullable Map<String, Object> of(DocumentNode schema, boolean allowsType) {
    List<@Nullable Map<String, Object>> parts = new ArrayList<>();
    schema
        .members()
        .forEach(
            (keyword, value) -> {
              switch (keyword) {
                case "required" -> {
                  if (!value.texts().isEmpty()) {
                    parts.add(condition("of", value.texts(), List.of()));
                  }
                }
                case "not" -> {
                  Map<String, Object> excluded = of(value, allowsType);
                  parts.add(excluded == null ? null : not(excluded));
                }
                case "allOf", "oneOf", "anyOf" ->
                    parts.add(choice(keyword, value.items(), allowsType));
                default -> {
                  boolean isOfObjects =
                      allowsType && keyword.equals("type") && "object".equals(value.text());
                  if (!isOfObjects && !SchemaAnnotations.contain(keyword)) {
                    parts.add(null);
                  }
                }
              }
            });
    List<Map<String, Object>> found = parts.stream().filter(Objects::nonNull).toList();
    return found.isEmpty() || found.size() < parts.size()
        ? null
        : found.size() == 1 ? found.get(0) : condition("allOf", List.of(), found);
  }

  /** Returns the condition that a choice is, or null if one of its schemas is something else. */
  static @Nullable Map<String, Object> choice(List<SchemaPart> branches, boolean isExclusive) {
    return choice(
        isExclusive ? "oneOf" : "anyOf", branches.stream().map(SchemaPart::node).toList(), false);
  }

  private static @Nullable Map<String, Object> choice(
      String keyword, List<DocumentNode> branches, boolean allowsType) {
    List<Map<String, Object>> parts = new ArrayList<>();
    for (DocumentNode branch : branches) {
      Map<String, Object> condition = of(branch, allowsType);
      if (condition == null) {
        return null;
      }
      parts.add(condition);
    }
    return parts.isEmpty() ? null : condition(keyword, List.of(), parts);
  }

  /** Returns true if the choice that a schema has by a keyword is a condition. */
  static boolean isChoice(SchemaPart part, String keyword) {
    List<SchemaPart> branches = FlatSchema.parts(part, SchemaWords.of(part.node()), keyword);
    return branches.size() > 1 && choice(branches, true) != null;
  }

  static Map<String, Object> not(Map<String, Object> condition) {
    return condition("not", List.of(), List.of(condition));
  }

  private static Map<String, Object> condition(
      String method, List<String> names, List<Map<String, Object>> parts) {
    return Map.of("method", method, "names", names, "parts", parts);
  }

  /** Returns the names in conditions. */
  static Set<String> names(List<Map<String, Object>> conditions) {
    Set<String> names = new LinkedHashSet<>();
    for (Map<?, ?> condition : conditions) {
      addNames(condition, names);
    }
    return names;
  }

  private static void addNames(Map<?, ?> condition, Set<String> names) {
    if (condition.get("names") instanceof List<?> own) {
      own.forEach(name -> names.add(name.toString()));
    }
    if (condition.get("parts") instanceof List<?> parts) {
      parts.forEach(part -> addNames((Map<?, ?>) part, names));
    }
  }
}
