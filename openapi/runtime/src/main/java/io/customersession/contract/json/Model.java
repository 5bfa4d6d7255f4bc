package io.customersession.contract.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value that a schema of the document describes. Implementations are immutable. */
public interface Model {
  /**
   * Checks that a required property that may be null has a value or an explicit null.
   *
   * @param members where an explicit null is
   * @throws IllegalStateException if it has neither
   */
  static void presentOrNull(
      @Nullable Object value, String property, String name, Map<String, ?> members) {
    if (value == null && !members.containsKey(name)) {
      throw new IllegalStateException(property + " is required, but absent; it may be null");
    }
  }

  /**
   * Returns members with or without an explicit null.
   *
   * @param isNull whether the result has it
   */
  static <T> Map<String, @Nullable T> withNull(
      Map<String, @Nullable T> members, String name, boolean isNull) {
    if (isNull == members.containsKey(name)) {
      return members;
    }
    Map<String, @Nullable T> changed = new LinkedHashMap<>(members);
    if (isNull) {
      changed.put(name, null);
    } else {
      changed.remove(name);
    }
    return changed;
  }

  /**
   * Returns a value that must be there.
   *
   * @throws IllegalStateException if it is null; the message names the property
   */
  static <T> T present(@Nullable T value, String property) {
    if (value == null) {
      throw new IllegalStateException(property + " is required, but absent");
    }
    return value;
  }

  /**
   * Returns a copy of a list, or null if there is none.
   *
   * @throws IllegalArgumentException if an item is null; the message names the property
   */
  static <T> @Nullable List<T> items(@Nullable List<T> list, String property) {
    List<T> copy = copy(list);
    int absent = copy == null ? -1 : copy.indexOf(null);
    if (absent >= 0) {
      throw new IllegalArgumentException(property + "[" + absent + "] is null");
    }
    return copy;
  }

  /** Returns a copy of a list, or null if there is none. */
  static <T> @Nullable List<T> copy(@Nullable List<T> list) {
    return list == null ? null : new ArrayList<>(list);
  }

  /** Returns a copy of a map, or null if there is none. */
  static <T extends @Nullable Object> @Nullable Map<String, T> copy(@Nullable Map<String, T> map) {
    return map == null ? null : new LinkedHashMap<>(map);
  }

  /** Returns a view of a list that cannot be modified, or null if there is none. */
  static <T> @Nullable List<T> unmodifiable(@Nullable List<T> list) {
    return list == null ? null : Collections.unmodifiableList(list);
  }

  /** Returns a view of a map that cannot be modified, or null if there is none. */
  static <T extends @Nullable Object> @Nullable Map<String, T> unmodifiable(
      @Nullable Map<String, T> map) {
    return map == null ? null : members(map);
  }

  /** Returns a view of a map that cannot be modified; all empty ones are one object. */
  static <T extends @Nullable Object> Map<String, T> members(Map<String, T> map) {
    return map.isEmpty() ? Collections.emptyMap() : Collections.unmodifiableMap(map);
  }

  /** Returns the codec that reads, writes and checks values of this class. */
  ModelCodec<?> codec();
}
