package io.customersession.contract.json;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The properties of open objects that are null in the text, by the depth of the object. */
final class ExplicitNulls {
  private final Map<Integer, Map<String, @Nullable Object>> byDepth = new HashMap<>();

  void add(int depth, String property) {
    byDepth.computeIfAbsent(depth, key -> new LinkedHashMap<>()).put(property, null);
  }

  void clear(int depth) {
    byDepth.remove(depth);
  }

  Map<String, @Nullable Object> take(int depth) {
    Map<String, @Nullable Object> found = byDepth.remove(depth);
    return found == null ? new LinkedHashMap<>() : found;
  }

  /** Returns members, and explicit nulls. */
  static <T> Map<String, @Nullable T> beside(Map<String, @Nullable T> members, Set<String> nulls) {
    if (nulls.isEmpty()) {
      return members;
    }
    Map<String, @Nullable T> all = new LinkedHashMap<>(members);
    nulls.forEach(name -> all.put(name, null));
    return all;
  }
}
