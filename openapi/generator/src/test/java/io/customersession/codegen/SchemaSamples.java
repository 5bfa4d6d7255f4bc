package io.customersession.codegen;

import com.github.curiousoddman.rgxgen.RgxGen;
import com.github.curiousoddman.rgxgen.parsing.dflt.RgxGenParseException;
import com.google.gson.JsonNull;
import io.customersession.contract.CanonicalDocument;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes values that satisfy schemas of a canonical document. */
final class SchemaSamples {
  /** Which properties a value has. */
  enum Direction {
    REQUEST("readOnly"),
    RESPONSE("writeOnly");

    private final String omitted;

    Direction(String omitted) {
      this.omitted = omitted;
    }
  }

  /** A schema has no value that this class finds. */
  static final class NotSampledException extends Exception {
    private static final long serialVersionUID = 1;

    NotSampledException(String reason) {
      super(reason);
    }
  }

  private static final int MAX_DEPTH = 30;

  /** The depth from which only required values are made. */
  private static final int DEEP = 6;

  /** The number of values after which only required ones are made. */
  private static final int MAX_VALUES = 300;

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

  private final SchemaView view;
  private final Direction direction;

  /** Which of several possible values is taken: the branch of a union, the value of an enum. */
  private final int variant;

  private final Deque<String> open = new ArrayDeque<>();
  private int values;

  /**
   * Creates a maker.
   *
   * @param variant a number from 0; different numbers give different values
   */
  SchemaSamples(SchemaView view, Direction direction, int variant) {
    this.view = view;
    this.direction = direction;
    this.variant = variant;
  }

  /** Returns a value of a schema: a map, a list, a text, a number or a boolean. */
  Object sample(@Nullable Object written) throws NotSampledException {
    String name = view.name(written);
    if (name != null && open.contains(name)) {
      throw new NotSampledException(name + " contains itself");
    }
    if (open.size() > MAX_DEPTH) {
      throw new NotSampledException("too deep");
    }
    open.push(name == null ? "" : name);
    values++;
    try {
      return value(view.resolve(written));
    } finally {
      open.pop();
    }
  }

  private boolean isEnough() {
    return values > MAX_VALUES || open.size() > DEEP;
  }

  private Object value(Map<?, ?> schema) throws NotSampledException {
    if (schema.get(CanonicalDocument.UNION) instanceof Map<?, ?> union) {
      return union(schema, union);
    }
    if (schema.get("enum") instanceof List<?> values) {
      List<?> texts = values.stream().filter(value -> value != null).toList();
      return texts.get(variant % texts.size());
    }
    return switch (String.valueOf(schema.get("type"))) {
      case "object" -> object(schema);
      case "array" -> list(schema);
      case "string" -> text(schema);
      case "integer" -> number(schema, BigDecimal.ONE);
      case "number" -> number(schema, new BigDecimal("0.25"));
      case "boolean" -> variant % 2 == 0;
      default -> "any";
    };
  }

  private Object union(Map<?, ?> schema, Map<?, ?> union) throws NotSampledException {
    Map<?, ?> branches = SchemaView.map(union.get("branches"));
    Map<?, ?> schemas = SchemaView.map(schema.get("properties"));
    List<Object> keys = new ArrayList<>(schemas.keySet());
    NotSampledException last = new NotSampledException("a union without branches");
    for (int index = 0; index < keys.size(); index++) {
      Object key = keys.get((variant + index) % keys.size());
      try {
        Object value = sample(schemas.get(key));
        Object values = SchemaView.map(branches.get(key)).get("values");
        return union.get("property") instanceof String property
                && values instanceof List<?> texts
                && !texts.isEmpty()
                && value instanceof Map<?, ?> object
            ? selected(object, property, texts, view.resolve(schemas.get(key)))
            : value;
      } catch (NotSampledException e) {
        last = e;
      }
    }
    throw last;
  }

  /** Returns a value of a branch with the property that selects it. */
  private Object selected(Map<?, ?> value, String property, List<?> texts, Map<?, ?> branch)
      throws NotSampledException {
    Object declared = SchemaView.map(branch.get("properties")).get(property);
    List<?> allowed = view.resolve(declared).get("enum") instanceof List<?> values ? values : texts;
    for (Object text : texts) {
      if (allowed.contains(text)) {
        Map<Object, Object> selected = new LinkedHashMap<>(value);
        selected.put(property, text);
        return selected;
      }
    }
    throw new NotSampledException(property + " cannot be " + texts);
  }

  private Object object(Map<?, ?> schema) throws NotSampledException {
    Map<String, Object> object = new LinkedHashMap<>();
    List<?> required = schema.get("required") instanceof List<?> names ? names : List.of();
    int max = schema.get("maxProperties") instanceof Number number ? number.intValue() : 1000;
    Map<?, ?> properties = SchemaView.map(schema.get("properties"));
    for (Map.Entry<?, ?> property : properties.entrySet()) {
      String name = (String) property.getKey();
      boolean isRequired = required.contains(name);
      if (Boolean.TRUE.equals(view.resolve(property.getValue()).get(direction.omitted))
          || (!isRequired && (variant == 1 || isEnough() || object.size() >= max))) {
        continue;
      }
      boolean isNullable = Boolean.TRUE.equals(view.resolve(property.getValue()).get("nullable"));
      if (variant == 2 && isNullable) {
        object.put(name, JsonNull.INSTANCE);
        continue;
      }
      try {
        object.put(name, sample(property.getValue()));
      } catch (NotSampledException e) {
        if (isRequired && !isNullable) {
          throw e;
        }
        if (isRequired) {
          object.put(name, JsonNull.INSTANCE);
        }
      }
    }
    Object more =
        properties.isEmpty()
            ? schema.get("additionalProperties")
            : schema.get(CanonicalDocument.ADDITIONAL);
    int min = schema.get("minProperties") instanceof Number number ? number.intValue() : 0;
    while (more instanceof Map<?, ?>
        && object.size() < max
        && (object.size() < min || (variant != 1 && object.isEmpty()))) {
      object.put("more" + object.size(), sample(more));
    }
    if (object.size() < min && !(more instanceof Map<?, ?>)) {
      object.put("more", "any");
    }
    return object;
  }

  private Object list(Map<?, ?> schema) throws NotSampledException {
    int min = schema.get("minItems") instanceof Number number ? number.intValue() : 0;
    int max = schema.get("maxItems") instanceof Number number ? number.intValue() : 1;
    int size = Math.max(min, isEnough() ? 0 : Math.min(max, 1));
    List<Object> items = new ArrayList<>();
    try {
      for (int index = 0; items.size() < size; index++) {
        Object item =
            index == 0
                ? sample(schema.get("items"))
                : new SchemaSamples(view, direction, variant + index).sample(schema.get("items"));
        if (!Boolean.TRUE.equals(schema.get("uniqueItems")) || !items.contains(item)) {
          items.add(item);
        } else if (index > MAX_TRIES) {
          throw new NotSampledException("too few different items");
        }
      }
    } catch (NotSampledException e) {
      if (min > 0) {
        throw e;
      }
    }
    return items;
  }

  private String text(Map<?, ?> schema) throws NotSampledException {
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
    } catch (RgxGenParseException | IllegalArgumentException e) {
      throw new NotSampledException("the pattern " + pattern);
    }
    throw new NotSampledException("the pattern " + pattern + " with these limits");
  }

  private Object number(Map<?, ?> schema, BigDecimal step) throws NotSampledException {
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
