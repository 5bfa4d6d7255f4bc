package io.customersession.contract.stub.entity;

import io.customersession.contract.json.ModelCodec;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Selects entities by a property. Values are compared as the codec of the entity reads them, since
 * a moment or a number can be written in several ways. A list matches if it contains the value.
 */
final class EntityFilter {
  private final @Nullable ModelCodec<?> codec;
  private final String property;
  private final List<Object> wanted;

  /**
   * Creates a filter.
   *
   * @param codec the codec of the entity, or null if it has none
   * @param property the name of the property
   * @param value the value of the query parameter in JSON; a list selects each of its items
   */
  EntityFilter(@Nullable ModelCodec<?> codec, String property, Object value) {
    this.codec = codec;
    this.property = property;
    wanted = items(value);
  }

  boolean accepts(Map<String, Object> tree) {
    Object stored = tree.get(property);
    if (stored == null) {
      return false;
    }
    boolean isList = stored instanceof Collection<?>;
    List<Object> own = items(stored);
    List<Object> read = codec == null ? List.of() : read(codec, tree, stored);
    for (Object each : wanted) {
      if (own.stream().anyMatch(one -> isEqual(one, each))) {
        return true;
      }
      if (codec != null) {
        for (Object alike : read(codec, tree, isList ? List.of(each) : each)) {
          if (read.stream().anyMatch(one -> isEqual(one, alike))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Returns a value of the property as the codec reads it; nothing if it cannot read it. */
  private <T> List<Object> read(ModelCodec<T> codec, Map<String, Object> tree, Object value) {
    Map<String, Object> copy = new LinkedHashMap<>(tree);
    copy.put(property, value);
    T read = JsonTrees.value(codec, copy);
    return items(read == null ? null : codec.property(read, property));
  }

  private static boolean isEqual(Object one, Object other) {
    return (one instanceof OffsetDateTime moment && other instanceof OffsetDateTime alike)
        ? moment.isEqual(alike)
        : JsonTrees.text(one).equals(JsonTrees.text(other));
  }

  private static List<Object> items(@Nullable Object value) {
    return value == null
        ? List.of()
        : value instanceof Collection<?> several
            ? several.stream().filter(Objects::nonNull).<Object>map(each -> each).toList()
            : List.of(value);
  }
}
