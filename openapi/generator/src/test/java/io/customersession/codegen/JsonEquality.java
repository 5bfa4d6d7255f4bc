package io.customersession.codegen;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares values in JSON by their meaning. */
final class JsonEquality {
  private JsonEquality() {}

  /** Returns true if two texts are the same value, or there is neither. */
  static boolean isEqual(@Nullable String sent, @Nullable String arrived) {
    if (sent == null || arrived == null) {
      return sent == null && arrived == null;
    }
    return normal(JsonParser.parseString(sent)).equals(normal(JsonParser.parseString(arrived)));
  }

  /** Returns a value without members that are null, and with numbers and times by their value. */
  private static Object normal(JsonElement element) {
    if (element instanceof JsonObject object) {
      Map<String, Object> members = new LinkedHashMap<>();
      object
          .entrySet()
          .forEach(
              member -> {
                if (!member.getValue().isJsonNull()) {
                  members.put(member.getKey(), normal(member.getValue()));
                }
              });
      return members;
    }
    if (element instanceof JsonArray array) {
      return array.asList().stream().map(JsonEquality::normal).toList();
    }
    if (element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber()) {
      return element.getAsBigDecimal().stripTrailingZeros();
    }
    try {
      return OffsetDateTime.parse(element.getAsString()).toInstant();
    } catch (DateTimeParseException e) {
      return element;
    }
  }
}
