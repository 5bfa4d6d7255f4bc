package io.customersession.codegen;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.customersession.contract.CanonicalDocument;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares values in JSON by their meaning: numbers by their value, times by their instant, and
 * UUIDs in any case. Two kinds of members may arrive as absent: a null where the schema declares an
 * optional property, and, in a request, what an object with properties does not declare. All others
 * have to arrive.
 */
final class JsonEquality {
  private static final Pattern UUID =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private final SchemaView view;
  private final boolean isRequest;

  JsonEquality(SchemaView view, SchemaSamples.Direction direction) {
    this.view = view;
    isRequest = direction == SchemaSamples.Direction.REQUEST;
  }

  /**
   * Returns true if two texts are the same value of a schema, or there is neither.
   *
   * @param sent JSON, or null if nothing was sent
   * @param arrived JSON, or null if nothing arrived
   */
  boolean isEqual(@Nullable Object schema, @Nullable String sent, @Nullable String arrived) {
    if (sent == null || arrived == null) {
      return sent == null && arrived == null;
    }
    return isEqual(schema, JsonParser.parseString(sent), JsonParser.parseString(arrived));
  }

  private boolean isEqual(@Nullable Object written, JsonElement sent, JsonElement arrived) {
    if (sent.equals(arrived)) {
      return true;
    }
    Map<?, ?> schema = view.resolve(written);
    if (schema.containsKey(CanonicalDocument.UNION)) {
      return SchemaView.map(schema.get("properties")).values().stream()
          .anyMatch(branch -> isEqual(branch, sent, arrived));
    }
    if (sent instanceof JsonObject from && arrived instanceof JsonObject to) {
      return isEqual(schema, from, to);
    }
    if (sent instanceof JsonArray from && arrived instanceof JsonArray to) {
      boolean isEqual = from.size() == to.size();
      for (int index = 0; isEqual && index < from.size(); index++) {
        isEqual = isEqual(schema.get("items"), from.get(index), to.get(index));
      }
      return isEqual;
    }
    return sent.isJsonPrimitive()
        && arrived.isJsonPrimitive()
        && scalar(sent).equals(scalar(arrived));
  }

  private boolean isEqual(Map<?, ?> schema, JsonObject sent, JsonObject arrived) {
    Map<?, ?> properties = SchemaView.map(schema.get("properties"));
    List<?> required = schema.get("required") instanceof List<?> names ? names : List.of();
    Object more =
        schema.get(properties.isEmpty() ? "additionalProperties" : CanonicalDocument.ADDITIONAL);
    Set<String> names = new HashSet<>(sent.keySet());
    names.addAll(arrived.keySet());
    for (String name : names) {
      JsonElement from = sent.get(name);
      JsonElement to = arrived.get(name);
      boolean isDeclared = properties.containsKey(name);
      boolean isOptionalNull =
          isDeclared && !required.contains(name) && from != null && from.isJsonNull();
      boolean isIgnored = isRequest && !isDeclared && !properties.isEmpty() && more == null;
      if (!(to == null && (isOptionalNull || isIgnored))
          && (from == null
              || to == null
              || !isEqual(isDeclared ? properties.get(name) : more, from, to))) {
        return false;
      }
    }
    return true;
  }

  private static Object scalar(JsonElement element) {
    if (element.getAsJsonPrimitive().isNumber()) {
      return element.getAsBigDecimal().stripTrailingZeros();
    }
    String text = element.getAsString();
    if (UUID.matcher(text).matches()) {
      return text.toLowerCase(Locale.ROOT);
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return element;
    }
  }
}
