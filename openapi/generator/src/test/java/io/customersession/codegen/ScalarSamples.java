package io.customersession.codegen;

import com.github.curiousoddman.rgxgen.RgxGen;
import com.github.curiousoddman.rgxgen.parsing.dflt.RgxGenParseException;
import io.customersession.codegen.SchemaSamples.NotSampledException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes texts and numbers that satisfy schemas of a canonical document. */
final class ScalarSamples {
  private static final int MAX_TRIES = 50;
  private static final Map<String, String> FORMATS =
      Map.ofEntries(
          Map.entry("date", "2026-11-27"),
          Map.entry("date-time", "2026-11-27T10:15:30Z"),
          Map.entry("time", "10:15:30Z"),
          Map.entry("duration", "PT1H"),
          Map.entry("uuid", "123e4567-e89b-42d3-a456-426614174000"),
          Map.entry("byte", "aGVsbG8="),
          Map.entry("email", "a@example.com"),
          Map.entry("uri", "https://example.com/a"),
          Map.entry("url", "https://example.com/a"),
          Map.entry("hostname", "example.com"),
          Map.entry("ipv4", "192.0.2.1"),
          Map.entry("ipv6", "2001:db8::1"),
          Map.entry("int32", "7"),
          Map.entry("int64", "7"),
          Map.entry("decimal", "1.5"));

  private final int variant;

  /**
   * Creates a maker.
   *
   * @param variant a number from 0; different numbers give different values
   */
  ScalarSamples(int variant) {
    this.variant = variant;
  }

  /** Returns a text that satisfies a schema. */
  String text(Map<?, ?> schema) throws NotSampledException {
    int min = schema.get("minLength") instanceof Number number ? number.intValue() : 0;
    int max =
        schema.get("maxLength") instanceof Number number
            ? (int) Math.min(number.longValue(), Integer.MAX_VALUE)
            : Integer.MAX_VALUE;
    if (schema.get("pattern") instanceof String pattern) {
      return matching(pattern, min, max, String.valueOf(schema.get("format")));
    }
    String format = FORMATS.get(String.valueOf(schema.get("format")));
    if (format != null) {
      return format;
    }
    if (min > 100_000) {
      throw new NotSampledException("a text of " + min + " characters");
    }
    String text = "text" + (variant == 0 ? "" : variant);
    return text.length() > max
        ? text.substring(0, max)
        : text + "x".repeat(Math.max(0, min - text.length()));
  }

  private String matching(String pattern, int min, int max, String format)
      throws NotSampledException {
    String formatted = FORMATS.get(format);
    try {
      Pattern compiled = Pattern.compile(pattern);
      if (formatted != null) {
        if (compiled.matcher(formatted).find()) {
          return formatted;
        }
        throw new NotSampledException("the pattern " + pattern + " with the format " + format);
      }
      RgxGen generator = new RgxGen(pattern.replaceAll("^\\^|\\$$|\\\\z$", ""));
      Random random = new Random(variant);
      for (int tries = 0; tries < MAX_TRIES; tries++) {
        String text = generator.generate(random);
        int length = text.codePointCount(0, text.length());
        if (length >= min && length <= max && compiled.matcher(text).find()) {
          return text;
        }
      }
    } catch (RgxGenParseException | IllegalArgumentException | StackOverflowError e) {
      throw new NotSampledException("the pattern " + pattern);
    }
    throw new NotSampledException("the pattern " + pattern + " with these limits");
  }

  /**
   * Returns a number that satisfies a schema.
   *
   * @param step the difference between numbers, unless the schema has one
   */
  Object number(Map<?, ?> schema, BigDecimal step) throws NotSampledException {
    BigDecimal unit = decimal(schema.get("multipleOf"));
    BigDecimal multiple = unit == null ? step : unit;
    BigDecimal min = decimal(schema.get("minimum"));
    BigDecimal max = decimal(schema.get("maximum"));
    BigDecimal value = multiple.multiply(BigDecimal.valueOf(7L + variant));
    if (min != null && value.compareTo(min) <= 0) {
      value = min.divide(multiple, 0, RoundingMode.CEILING).multiply(multiple);
      if (Boolean.TRUE.equals(schema.get("exclusiveMinimum")) && value.compareTo(min) == 0) {
        value = value.add(multiple);
      }
    }
    if (max != null && value.compareTo(max) >= 0) {
      value = max.divide(multiple, 0, RoundingMode.FLOOR).multiply(multiple);
      if (Boolean.TRUE.equals(schema.get("exclusiveMaximum")) && value.compareTo(max) == 0) {
        value = value.subtract(multiple);
      }
    }
    if (min != null && value.compareTo(min) < 0) {
      throw new NotSampledException("no multiple of " + multiple + " is within its limits");
    }
    return value.stripTrailingZeros().scale() <= 0 ? value.toBigIntegerExact() : value;
  }

  private static @Nullable BigDecimal decimal(@Nullable Object value) {
    return value == null
        ? null
        : value instanceof BigInteger integer
            ? new BigDecimal(integer)
            : new BigDecimal(value.toString());
  }
}
