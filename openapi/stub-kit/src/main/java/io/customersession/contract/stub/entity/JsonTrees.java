package io.customersession.contract.stub.entity;

import io.customersession.contract.json.Codecs;
import io.customersession.contract.json.Json;
import io.customersession.contract.json.JsonCodec;
import io.customersession.contract.violation.JsonPointer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON objects as maps, and the values of generated classes as such. */
final class JsonTrees {
  private JsonTrees() {}

  /**
   * Returns the object in a JSON text.
   *
   * @throws IllegalArgumentException if it is not one
   */
  static Map<String, Object> parse(String json) {
    return object(any(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static @Nullable Object any(byte[] json) {
    return Json.decodeResponse(Codecs.any("#"), json).value();
  }

  /** Returns a value as an object; an empty one if it is something else. */
  @SuppressWarnings("unchecked") // the keys of objects are texts
  static Map<String, Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  /** Returns a value as its codec writes it. */
  @SuppressWarnings("unchecked") // the pipeline decodes bodies with this codec
  static @Nullable Object tree(JsonCodec<?> codec, Object value) {
    return any(Json.encode((JsonCodec<Object>) codec, value));
  }

  /** Returns the value that a codec reads from a tree, or null if it cannot. */
  static <T> @Nullable T value(JsonCodec<T> codec, Object tree) {
    return Json.decodeResponse(codec, Json.encode(Codecs.any("#"), tree)).value();
  }

  /** Returns the part of a tree that a pointer leads to, or null. */
  static @Nullable Object at(@Nullable Object tree, String pointer) {
    Object here = tree;
    for (String step : JsonPointer.parse(pointer).steps()) {
      here = object(here).get(step);
    }
    return here;
  }

  /** Returns a tree with a part in another place; objects on the way are created. */
  static Object with(Map<String, Object> tree, List<String> steps, Object part) {
    if (steps.isEmpty()) {
      return part;
    }
    Map<String, Object> copy = new LinkedHashMap<>(tree);
    String first = steps.get(0);
    copy.put(first, with(object(copy.get(first)), steps.subList(1, steps.size()), part));
    return copy;
  }

  /** Returns an object after a merge patch (RFC 7396). */
  static Map<String, Object> merged(Map<String, Object> target, Map<String, Object> patch) {
    Map<String, Object> result = new LinkedHashMap<>(target);
    patch.forEach(
        (name, value) -> {
          if (value == null) {
            result.remove(name);
          } else if (value instanceof Map<?, ?>) {
            result.put(name, merged(object(result.get(name)), object(value)));
          } else {
            result.put(name, value);
          }
        });
    return result;
  }

  /** Returns a value as text, for comparison with a parameter. */
  static String text(Object value) {
    return value instanceof Number number
        ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
        : value.toString();
  }
}
