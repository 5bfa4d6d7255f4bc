package io.customersession.contract;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of a document as maps, lists, texts, numbers, booleans and nulls. */
final class RawValues {
  /** The longest text that is read as a number, and the largest exponent. */
  private static final int MAX_DIGITS = 100;

  private RawValues() {}

  static @Nullable Object of(DocumentNode node) {
    if (node.isObject()) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      node.members().forEach((name, member) -> object.put(name, of(member)));
      return object;
    }
    if (node.isList()) {
      List<@Nullable Object> list = new ArrayList<>();
      node.items().forEach(item -> list.add(of(item)));
      return list;
    }
    String text = node.text();
    if (text == null || node.isText()) {
      return text;
    }
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    BigDecimal number = number(node);
    return number == null ? text : json(number);
  }

  /** Returns a number as Jackson reads it: whole numbers are integers. */
  static Object json(BigDecimal number) {
    if (number.stripTrailingZeros().scale() > 0) {
      return number;
    }
    BigInteger whole = number.toBigInteger();
    if (whole.bitLength() < Integer.SIZE) {
      return whole.intValue();
    }
    return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
  }

  /**
   * Returns the number that a scalar is, or null if it is not one, or too large to compute with.
   */
  static @Nullable BigDecimal number(@Nullable DocumentNode node) {
    if (node == null || node.text() == null || node.isText() || node.text().length() > MAX_DIGITS) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(node.text());
      return Math.abs((long) number.scale()) > MAX_DIGITS ? null : number;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Returns a number that limits a length, or null if it cannot be one. */
  static @Nullable Integer length(@Nullable DocumentNode node) {
    BigDecimal number = number(node);
    if (number == null
        || number.signum() < 0
        || number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0
        || number.stripTrailingZeros().scale() > 0) {
      return null;
    }
    return number.intValue();
  }
}
