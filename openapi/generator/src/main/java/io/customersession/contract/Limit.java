package io.customersession.contract;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The strictest of the limits that a schema sets on one side.
 *
 * @param value the limit, or null for none
 * @param isExclusive whether the limit itself is invalid
 * @param keyword where it is written
 * @param text as written, "none" for none
 */
record Limit(@Nullable BigDecimal value, boolean isExclusive, String keyword, String text) {
  private static final int MAX_DIGITS = 1000;

  /** The keywords that set a lower limit. */
  static final List<String> LOWER =
      List.of("minimum", "minLength", "minItems", "minProperties", "minContains");

  /** The keywords that set an upper limit. */
  static final List<String> UPPER =
      List.of("maximum", "maxLength", "maxItems", "maxProperties", "maxContains");

  /** Limits that hold anyway. */
  private static final Map<String, BigDecimal> IMPLIED =
      Map.of(
          "minLength", BigDecimal.ZERO,
          "minItems", BigDecimal.ZERO,
          "minProperties", BigDecimal.ZERO,
          "minContains", BigDecimal.ONE);

  /** Returns a limit of a schema, in both forms of exclusive ones. */
  static Limit of(SchemaView schema, String keyword) {
    String exclusive =
        "exclusive" + Character.toUpperCase(keyword.charAt(0)) + keyword.substring(1);
    boolean isLower = LOWER.contains(keyword);
    boolean isInteger = Set.of("integer").equals(schema.declaredTypes());
    Limit limit = new Limit(null, false, keyword, "none");
    for (DocumentNode part : schema.parts()) {
      DocumentNode written = part.get(keyword);
      BigDecimal value = JsonValues.number(written);
      if (value != null && !isSame(value, IMPLIED.get(keyword))) {
        boolean excluded = JsonValues.isTrue(part, exclusive);
        limit =
            limit.stricter(new Limit(value, excluded, keyword, JsonValues.text(written)), isLower);
      }
      BigDecimal excluded = JsonValues.number(part.get(exclusive));
      if (excluded != null) {
        limit =
            limit.stricter(
                new Limit(excluded, true, exclusive, JsonValues.text(part.get(exclusive))),
                isLower);
      }
    }
    return isInteger ? limit.ofIntegers(isLower) : limit;
  }

  private static boolean isSame(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return one.compareTo(other) == 0;
  }

  private Limit stricter(Limit other, boolean isLower) {
    return compare(other, isLower) >= 0 ? this : other;
  }

  /** Returns a positive number if this limit is stricter than another one, 0 for the same. */
  int compare(Limit other, boolean isLower) {
    if (value == null || other.value == null) {
      return Boolean.compare(value != null, other.value != null);
    }
    int difference = isLower ? value.compareTo(other.value) : other.value.compareTo(value);
    return difference == 0 ? Boolean.compare(isExclusive, other.isExclusive) : difference;
  }

  /** Greater than 0 is 1 or greater, for integers. */
  private Limit ofIntegers(boolean isLower) {
    if (value == null || Math.abs((long) value.scale()) > MAX_DIGITS) {
      return this;
    }
    BigDecimal rounded = value.setScale(0, isLower ? RoundingMode.CEILING : RoundingMode.FLOOR);
    if (isExclusive && rounded.compareTo(value) == 0) {
      rounded = isLower ? rounded.add(BigDecimal.ONE) : rounded.subtract(BigDecimal.ONE);
    }
    return new Limit(rounded.stripTrailingZeros(), false, keyword, text);
  }

  /** Returns how the text of this limit differs from that of another one. */
  String described(Limit other) {
    return keyword.equals(other.keyword) && isExclusive == other.isExclusive
        ? text
        : value == null ? text : (isExclusive ? "exclusive " : "") + text;
  }

  /** Compares all limits of a pair of schemas. */
  static void compare(SchemaPair pair) {
    LOWER.forEach(keyword -> compare(pair, keyword, true));
    UPPER.forEach(keyword -> compare(pair, keyword, false));
    multiples(pair);
  }

  private static void compare(SchemaPair pair, String keyword, boolean isLower) {
    Limit was = of(pair.old(), keyword);
    Limit is = of(pair.now(), keyword);
    int difference = is.compare(was, isLower);
    if (difference == 0) {
      return;
    }
    String text = keyword + " " + was.described(is) + " is now " + is.described(was);
    SourceLocation location = pair.now().location(is.keyword);
    if (difference > 0) {
      pair.narrower(location, text);
    } else {
      pair.wider(location, text);
    }
  }

  private static void multiples(SchemaPair pair) {
    DocumentNode old = pair.old().get("multipleOf");
    DocumentNode now = pair.now().get("multipleOf");
    BigDecimal was = JsonValues.number(old);
    BigDecimal is = JsonValues.number(now);
    if (isSame(was, is)) {
      return;
    }
    String text =
        "multipleOf "
            + (was == null ? "none" : JsonValues.text(old))
            + " is now "
            + (is == null ? "none" : JsonValues.text(now));
    SourceLocation location = pair.now().location("multipleOf");
    if (was == null || (is != null && JsonValues.isMultiple(is, was))) {
      pair.narrower(location, text);
    } else if (is == null || JsonValues.isMultiple(was, is)) {
      pair.wider(location, text);
    } else {
      pair.other(location, text);
    }
  }
}
