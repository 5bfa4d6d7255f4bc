package io.customersession.contract.json;

import io.customersession.contract.violation.Violations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes values as trees of texts, without the types that JSON has: a tree is a String,
 * or a List or Map of trees. Parameters of requests consist of them.
 */
public final class Texts {
  private Texts() {}

  /**
   * Reads and checks a value of a request.
   *
   * @param splitsLists true if a text is split at its commas where a list is expected
   * @return null if the value cannot be decoded; a violation then says why
   */
  public static <T> @Nullable T read(
      JsonCodec<T> codec, Object tree, boolean splitsLists, Violations violations) {
    return codec instanceof ScalarCodec && tree instanceof String
        ? ((ScalarCodec<T>) codec).parse((String) tree, violations)
        : codec.read(
            new JsonInput(
                new TextTokens(tree, splitsLists), JsonInput.Direction.REQUEST, violations));
  }

  /** Returns a value as a tree; members that are null are left out. */
  public static <T> Object write(JsonCodec<T> codec, T value) {
    if (codec instanceof ScalarCodec) {
      return ((ScalarCodec<T>) codec).format(value);
    }
    byte[] json = Json.encode(codec, value);
    return tree(Model.present(Json.decodeResponse(Codecs.any("#"), json).value(), "the value"));
  }

  private static Object tree(Object value) {
    if (value instanceof Map) {
      Map<String, Object> members = new LinkedHashMap<>();
      ((Map<?, ?>) value)
          .forEach(
              (name, member) -> {
                if (member != null) {
                  members.put(name.toString(), tree(member));
                }
              });
      return members;
    }
    if (value instanceof List) {
      List<Object> items = new ArrayList<>();
      for (Object item : (List<?>) value) {
        items.add(item == null ? "" : tree(item));
      }
      return items;
    }
    return value.toString();
  }
}
