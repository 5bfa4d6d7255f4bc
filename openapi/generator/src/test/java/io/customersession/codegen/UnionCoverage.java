package io.customersession.codegen;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Chooses the schemas of unions so that values of each are sent, and counts what arrived. */
final class UnionCoverage {
  /** One schema of a union, in requests or in responses. */
  private record Branch(int union, Object key, SchemaSamples.Direction direction) {}

  private final IdentityHashMap<Object, Integer> unions = new IdentityHashMap<>();
  private final Map<Branch, Integer> tries = new HashMap<>();
  private final Set<Branch> found = new HashSet<>();
  private final Set<Branch> covered = new HashSet<>();
  private final Set<Branch> current = new LinkedHashSet<>();

  /** Starts an exchange. */
  void start() {
    current.clear();
  }

  /**
   * Returns the keys of a union's schemas: those first that the exchange has, then those that were
   * tried least.
   */
  List<Object> order(Map<?, ?> union, Set<?> keys, SchemaSamples.Direction direction) {
    List<Object> all = new ArrayList<>(keys);
    all.forEach(key -> found.add(branch(union, key, direction)));
    all.sort(
        Comparator.comparing(
            key -> {
              Branch branch = branch(union, key, direction);
              return current.contains(branch) ? -1 : tries.getOrDefault(branch, 0);
            }));
    return all;
  }

  /** Notes that the next exchange has a value of a schema of a union. */
  void choose(Map<?, ?> union, Object key, SchemaSamples.Direction direction) {
    Branch branch = branch(union, key, direction);
    if (current.add(branch)) {
      tries.merge(branch, 1, Integer::sum);
    }
  }

  private Branch branch(Map<?, ?> union, Object key, SchemaSamples.Direction direction) {
    return new Branch(unions.computeIfAbsent(union, each -> unions.size()), key, direction);
  }

  /** Returns true if the exchange has a value of a schema that none before had. */
  boolean hasNews() {
    return current.stream().anyMatch(branch -> tries.getOrDefault(branch, 0) <= 1);
  }

  /** Notes that the exchange arrived equal. */
  void arrived() {
    covered.addAll(current);
  }

  /** Returns the number of schemas of which a value arrived. */
  int covered() {
    return covered.size();
  }

  /** Returns the number of schemas of all unions that values were made of. */
  int found() {
    return found.size();
  }
}
