package io.customersession.codegen;

import io.customersession.contract.CanonicalDocument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Properties that an object has, or lacks, so that it satisfies the conditions of its schema.
 *
 * @param named the names in the conditions
 * @param present those of them that the object has
 */
record ConditionNames(Set<String> named, Set<String> present) {
  private static final int MAX_NAMES = 12;

  /**
   * Returns a choice of properties.
   *
   * @param schema an object of a canonical document
   * @param required the names of the properties that the object has in any case
   * @param variant a number from 0; different numbers give different choices, if there are several
   */
  static ConditionNames of(Map<?, ?> schema, List<?> required, int variant)
      throws SchemaSamples.NotSampledException {
    if (!(schema.get(CanonicalDocument.CONDITIONS) instanceof List<?> conditions)) {
      return new ConditionNames(Set.of(), Set.of());
    }
    Set<String> named = new LinkedHashSet<>();
    conditions.forEach(condition -> addNames((Map<?, ?>) condition, named));
    List<String> names = new ArrayList<>(named);
    List<Set<String>> possible = new ArrayList<>();
    for (int mask = 0; mask < 1 << Math.min(names.size(), MAX_NAMES); mask++) {
      Set<String> present = new HashSet<>();
      for (int index = 0; index < names.size(); index++) {
        if (((mask >> index) & 1) == 1 || required.contains(names.get(index))) {
          present.add(names.get(index));
        }
      }
      if (conditions.stream().allMatch(condition -> applies((Map<?, ?>) condition, present))) {
        possible.add(present);
      }
    }
    if (possible.isEmpty()) {
      throw new SchemaSamples.NotSampledException("no properties satisfy " + conditions);
    }
    return new ConditionNames(named, possible.get(variant % possible.size()));
  }

  boolean mustHave(String name) {
    return present.contains(name);
  }

  boolean mustLack(String name) {
    return named.contains(name) && !present.contains(name);
  }

  private static void addNames(Map<?, ?> condition, Set<String> names) {
    ((List<?>) condition.get("names")).forEach(name -> names.add(name.toString()));
    parts(condition).forEach(part -> addNames(part, names));
  }

  private static List<Map<?, ?>> parts(Map<?, ?> condition) {
    List<Map<?, ?>> parts = new ArrayList<>();
    ((List<?>) condition.get("parts")).forEach(part -> parts.add((Map<?, ?>) part));
    return parts;
  }

  private static boolean applies(Map<?, ?> condition, Set<String> present) {
    long count = parts(condition).stream().filter(part -> applies(part, present)).count();
    return switch (condition.get("method").toString()) {
      case "of" -> present.containsAll((List<?>) condition.get("names"));
      case "allOf" -> count == parts(condition).size();
      case "oneOf" -> count == 1;
      case "anyOf" -> count > 0;
      default -> count == 0;
    };
  }
}
