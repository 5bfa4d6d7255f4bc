package io.customersession.contract.stub.journal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.customersession.contract.violation.JsonPointer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds and compares the value at a JSON pointer. */
final class JsonPlace {
  private static final JsonElement EMPTY = new JsonObject();

  /** More digits than the stub accepts in any number. Parsing takes quadratic time. */
  private static final int MAX_DIGITS = 10_000;

  private final JsonPointer pointer;

  private JsonPlace(JsonPointer pointer) {
    this.pointer = pointer;
  }

  /**
   * Parses a pointer.
   *
   * @throws IllegalArgumentException if it is not empty and does not start with a slash
   */
  static JsonPlace of(String pointer) {
    return new JsonPlace(JsonPointer.parse(pointer));
  }

  boolean exists(JsonElement document) {
    return find(document) != null;
  }

  boolean has(JsonElement document, @Nullable Object value) {
    JsonElement found = find(document);
    return found != null && same(found, value);
  }

  /** Returns a value as JSON. */
  static String text(@Nullable Object value) {
    return element(value).toString();
  }

  /** Returns what is at this place of a document as JSON, or null if there is nothing. */
  @Nullable String text(JsonElement document) {
    JsonElement found = find(document);
    return found == null ? null : found.toString();
  }

  /** Returns a document as a tree; a text that is not JSON is an empty tree. */
  static JsonElement parsed(String document) {
    try {
      return document.isEmpty() ? EMPTY : JsonParser.parseString(document);
    } catch (JsonParseException e) {
      return EMPTY;
    }
  }

  private @Nullable JsonElement find(JsonElement document) {
    JsonElement at = document == EMPTY ? null : document;
    for (String step : pointer.steps()) {
      if (at instanceof JsonObject object) {
        at = object.get(step);
      } else if (at instanceof JsonArray array) {
        at = isIndex(step, array.size()) ? array.get(Integer.parseInt(step)) : null;
      } else {
        return null;
      }
    }
    return at;
  }

  private static boolean isIndex(String step, int size) {
    return step.matches("0|[1-9][0-9]{0,8}") && Integer.parseInt(step) < size;
  }

  private static boolean same(JsonElement found, @Nullable Object value) {
    if (value instanceof Number number) {
      return found instanceof JsonPrimitive primitive
          && primitive.isNumber()
          && sameNumber(primitive.getAsString(), number.toString());
    }
    if (value instanceof List<?> list) {
      if (!(found instanceof JsonArray array) || array.size() != list.size()) {
        return false;
      }
      for (int i = 0; i < list.size(); i++) {
        if (!same(array.get(i), list.get(i))) {
          return false;
        }
      }
      return true;
    }
    if (value instanceof Map<?, ?> map) {
      return found instanceof JsonObject object
          && object.size() == map.size()
          && map.entrySet().stream()
              .allMatch(
                  member -> {
                    JsonElement inner = object.get(String.valueOf(member.getKey()));
                    return inner != null && same(inner, member.getValue());
                  });
    }
    return found.equals(element(value));
  }

  /**
   * Compares numbers by their value. A recorded number may be any that JSON allows, so it is not
   * parsed by Gson, which refuses large exponents.
   */
  private static boolean sameNumber(String found, String value) {
    if (found.equals(value)) {
      return true;
    }
    if (found.length() > MAX_DIGITS || value.length() > MAX_DIGITS) {
      return false;
    }
    try {
      return new BigDecimal(found).compareTo(new BigDecimal(value)) == 0;
    } catch (NumberFormatException e) {
      return false; // an exponent that no BigDecimal has
    }
  }

  private static JsonElement element(@Nullable Object value) {
    if (value == null) {
      return JsonNull.INSTANCE;
    }
    if (value instanceof Number number) {
      return new JsonPrimitive(number);
    }
    if (value instanceof Boolean truth) {
      return new JsonPrimitive(truth);
    }
    if (value instanceof List<?> list) {
      JsonArray array = new JsonArray();
      list.forEach(item -> array.add(element(item)));
      return array;
    }
    if (value instanceof Map<?, ?> map) {
      JsonObject object = new JsonObject();
      map.forEach((key, inner) -> object.add(String.valueOf(key), element(inner)));
      return object;
    }
    return new JsonPrimitive(value.toString());
  }
}
