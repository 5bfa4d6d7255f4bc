package io.customersession.contract.body;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects pairs named {@code name[member][member]} as maps in maps; a repeated one is a list. */
public final class PairTree {
  /** Brackets beyond this depth are part of the name. */
  private static final int MAX_DEPTH = 20;

  private final Map<String, Object> root = new LinkedHashMap<>();

  /** Creates an empty tree. */
  public PairTree() {}

  /** Returns the name before the first bracket. */
  public static String base(String name) {
    int open = name.indexOf('[');
    return open > 0 && name.endsWith("]") ? name.substring(0, open) : name;
  }

  /** Adds a value under a name with or without brackets. */
  public void add(String name, String value) {
    List<String> steps = steps(name);
    Map<String, Object> node = root;
    for (String step : steps.subList(0, steps.size() - 1)) {
      node = child(node, step);
    }
    node.merge(steps.get(steps.size() - 1), value, PairTree::both);
  }

  @SuppressWarnings("unchecked") // all maps in this tree are created here
  private static Map<String, Object> child(Map<String, Object> node, String step) {
    if (!(node.get(step) instanceof Map)) {
      node.put(step, new LinkedHashMap<String, Object>());
    }
    return (Map<String, Object>) node.get(step);
  }

  @SuppressWarnings("unchecked") // all lists in this tree are created here
  private static Object both(Object before, Object value) {
    List<Object> values =
        before instanceof List
            ? (List<Object>) before
            : new ArrayList<>(Collections.singletonList(before));
    values.add(value);
    return values;
  }

  private static List<String> steps(String name) {
    String base = base(name);
    List<String> steps = new ArrayList<>(Collections.singletonList(base));
    int at = base.length();
    while (at < name.length() && name.charAt(at) == '[' && steps.size() < MAX_DEPTH) {
      int close = name.indexOf(']', at);
      steps.add(name.substring(at + 1, close < 0 ? name.length() : close));
      at = close < 0 ? name.length() : close + 1;
    }
    return steps;
  }

  /** Returns the values by their names without brackets. */
  public Map<String, Object> root() {
    return root;
  }
}
