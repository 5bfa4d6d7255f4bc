package io.customersession.stub;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an SDK reads a JSON value as.
 *
 * @param name a primitive type, {@code any}, {@code list}, {@code map}, or the name of a model
 * @param item the type of items or of values of a map, or null
 * @param words the accepted values, or empty if there is no such limit
 * @param min the least number, length or size, or empty text
 * @param max the greatest one, or empty text
 */
record SdkType(String name, SdkType item, List<String> words, String min, String max) {
  static final Set<String> PRIMITIVES =
      Set.of("string", "integer", "number", "boolean", "time", "any");

  private static final Pattern RANGE = Pattern.compile("(.*)\\(([0-9.-]*?)\\.\\.([0-9.-]*)\\)");
  private static final Pattern ENUM = Pattern.compile("enum\\((.*)\\)");
  private static final Pattern TIME =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");

  static SdkType of(String text) {
    Matcher range = RANGE.matcher(text);
    if (range.matches()) {
      SdkType type = of(range.group(1));
      return new SdkType(type.name, type.item, type.words, range.group(2), range.group(3));
    }
    Matcher words = ENUM.matcher(text);
    if (words.matches()) {
      return new SdkType("string", null, List.of(words.group(1).split("\\|", -1)), "", "");
    }
    if (text.startsWith("[") || text.startsWith("{")) {
      SdkType item = of(text.substring(1, text.length() - 1));
      return new SdkType(text.startsWith("[") ? "list" : "map", item, List.of(), "", "");
    }
    return new SdkType(text, null, List.of(), "", "");
  }

  /** Returns the name of the model that this is, is a list of, or is a map of; or null. */
  String model() {
    if (item != null) {
      return item.model();
    }
    return PRIMITIVES.contains(name) ? null : name;
  }

  /** Returns whether the JSON type of a value is the expected one. */
  boolean fits(JsonElement value) {
    return switch (name) {
      case "any" -> true;
      case "list" -> value instanceof JsonArray;
      case "string" -> value instanceof JsonPrimitive text && text.isString();
      case "time" ->
          value instanceof JsonPrimitive text
              && text.isString()
              && TIME.matcher(text.getAsString()).matches();
      case "boolean" -> value instanceof JsonPrimitive flag && flag.isBoolean();
      case "number" -> value instanceof JsonPrimitive number && number.isNumber();
      case "integer" ->
          value instanceof JsonPrimitive number
              && number.isNumber()
              && number.getAsString().matches("-?\\d+");
      default -> value instanceof JsonObject;
    };
  }

  /** Returns whether a value of the expected type is one of those that are accepted. */
  boolean accepts(JsonElement value) {
    if (!words.isEmpty() && !words.contains(value.getAsString())) {
      return false;
    }
    if (min.isEmpty() && max.isEmpty()) {
      return true;
    }
    BigDecimal size =
        switch (name) {
          case "list" -> BigDecimal.valueOf(value.getAsJsonArray().size());
          case "string" -> {
            String text = value.getAsString();
            yield BigDecimal.valueOf(text.codePointCount(0, text.length()));
          }
          default -> value.getAsBigDecimal();
        };
    return (min.isEmpty() || size.compareTo(new BigDecimal(min)) >= 0)
        && (max.isEmpty() || size.compareTo(new BigDecimal(max)) <= 0);
  }
}
