package io.customersession.contract;

import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON values of nodes, for comparison by meaning: 1.0 equals 1, and members have no order. */
final class JsonValues {
  private static final int MAX_DIGITS = 1000;

  /** JSON's null, which is a value. */
  enum Null {
    /** The only value. */
    NULL
  }

  private JsonValues() {}

  /** Returns a value with equality: a map, list, number, boolean, text or {@link Null}. */
  static Object of(DocumentNode node) {
    if (node.isObject()) {
      Map<String, Object> members = new LinkedHashMap<>();
      node.members().forEach((name, member) -> members.put(name, of(member)));
      return members;
    }
    if (node.isList()) {
      List<Object> items = new ArrayList<>();
      node.items().forEach(item -> items.add(of(item)));
      return items;
    }
    String text = node.text();
    if (text == null) {
      return Null.NULL;
    }
    if (node.isText()) {
      return text;
    }
    BigDecimal number = number(node);
    return number == null ? Boolean.valueOf(text) : number;
  }

  /** Returns the number that a node is, in its shortest form, or null if it is not a number. */
  static @Nullable BigDecimal number(@Nullable DocumentNode node) {
    String text = node == null || node.isText() ? null : node.text();
    if (text == null || text.equals("true") || text.equals("false")) {
      return null;
    }
    try {
      return new BigDecimal(text).stripTrailingZeros();
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Returns true if a number is a multiple of another one. */
  static boolean isMultiple(BigDecimal number, BigDecimal factor) {
    return factor.signum() != 0
        && Math.abs((long) number.scale()) <= MAX_DIGITS
        && Math.abs((long) factor.scale()) <= MAX_DIGITS
        && number.remainder(factor).signum() == 0;
  }

  /** Returns a value as text for a sentence, or the text "null" if there is none. */
  static String text(@Nullable DocumentNode node) {
    if (node == null) {
      return "null";
    }
    if (node.isList()) {
      return node.items().stream()
          .map(JsonValues::text)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (node.isObject()) {
      return node.members().entrySet().stream()
          .map(member -> member.getKey() + ": " + text(member.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return String.valueOf(node.text());
  }

  /** Returns a value as JSON. */
  static String json(DocumentNode node) {
    if (node.isList()) {
      return node.items().stream().map(JsonValues::json).collect(Collectors.joining(",", "[", "]"));
    }
    if (node.isObject()) {
      return node.members().entrySet().stream()
          .map(member -> quoted(member.getKey()) + ":" + json(member.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    Object value = RawValues.of(node);
    return value instanceof String text ? quoted(text) : String.valueOf(value);
  }

  /** Returns a text as JSON. */
  static String quoted(String text) {
    return new JsonPrimitive(text).toString();
  }

  /** Returns true if a member is the boolean true. */
  static boolean isTrue(DocumentNode node, String name) {
    DocumentNode member = node.get(name);
    return member != null && !member.isText() && member.isTrue();
  }
}
