package io.customersession.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the keywords of a schema that apply to its type, and only those. */
final class ScalarKeywords {
  /** The formats of texts that generated code reads as something else than a text. */
  static final Set<String> TEXT_FORMATS = Set.of("date", "date-time", "uuid", "byte", "binary");

  private final FlatSchema schema;
  private final Map<String, Object> written;

  private final Restrictions restrictions;

  private ScalarKeywords(
      FlatSchema schema, Restrictions restrictions, Map<String, Object> written) {
    this.restrictions = restrictions;
    this.schema = schema;
    this.written = written;
  }

  static void add(
      FlatSchema schema, SchemaKind kind, Restrictions restrictions, Map<String, Object> written) {
    ScalarKeywords keywords = new ScalarKeywords(schema, restrictions, written);
    keywords.sample();
    restrictions.write(written);
    switch (kind) {
      case OBJECT, MAP -> keywords.lengths("minProperties", "maxProperties");
      case LIST -> {
        keywords.lengths("minItems", "maxItems");
        if ("true".equals(schema.text("uniqueItems"))) {
          written.put("uniqueItems", true);
        }
      }
      case ENUM -> keywords.enumeration();
      case SCALAR -> keywords.scalar(String.valueOf(schema.text("type")));
      default -> {}
    }
  }

  /** Keeps what a stub may fill a required property with that has no value. */
  private void sample() {
    DocumentNode sample = schema.keyword("default");
    if (sample == null) {
      sample = schema.keyword("example");
    }
    DocumentNode examples = schema.keyword("examples");
    if (sample == null && examples != null && !examples.items().isEmpty()) {
      sample = examples.items().get(0);
    }
    if (sample != null) {
      CanonicalDocument.put(written, CanonicalDocument.SAMPLE, RawValues.of(sample));
    }
  }

  private void enumeration() {
    written.put("type", "string");
    written.put("enum", new ArrayList<>(restrictions.texts()));
  }

  private void scalar(String type) {
    written.put("type", type);
    switch (type) {
      case "string" -> text();
      case "number", "integer" -> number(type);
      default -> {}
    }
  }

  private void text() {
    String format = schema.text("format");
    if (format != null && TEXT_FORMATS.contains(format)) {
      written.put("format", format);
    }
    lengths("minLength", "maxLength");
    String pattern = schema.text("pattern");
    String java = pattern == null ? null : EcmaPattern.inJava(pattern);
    if (java != null) {
      written.put("pattern", java);
    }
  }

  private void number(String type) {
    BigDecimal minimum = RawValues.number(schema.keyword("minimum"));
    BigDecimal maximum = RawValues.number(schema.keyword("maximum"));
    if (type.equals("integer")) {
      integer(minimum, maximum);
    }
    for (String limit : List.of("minimum", "maximum")) {
      BigDecimal number = limit.equals("minimum") ? minimum : maximum;
      if (number != null) {
        written.put(limit, RawValues.json(number));
        String flag = limit.equals("minimum") ? "exclusiveMinimum" : "exclusiveMaximum";
        if ("true".equals(schema.text(flag))) {
          written.put(flag, true);
        }
      }
    }
    BigDecimal multiple = RawValues.number(schema.keyword("multipleOf"));
    if (multiple != null && multiple.signum() > 0) {
      written.put("multipleOf", RawValues.json(multiple));
    }
  }

  /** An integer is as wide as its format says, or as its limits, values and examples require. */
  private void integer(@Nullable BigDecimal minimum, @Nullable BigDecimal maximum) {
    String format = String.valueOf(schema.text("format"));
    int bits = Math.max(bits(minimum), bits(maximum));
    for (DocumentNode value : values("enum")) {
      bits = Math.max(bits, ExampleWidths.bits(value));
    }
    if (!format.equals("int32")) {
      bits = Math.max(bits, ExampleWidths.bits(schema.widestExample()));
      for (DocumentNode value : values("default", "example", "examples")) {
        bits = Math.max(bits, ExampleWidths.bits(value));
      }
    }
    switch (IntegerWidth.of(format, bits, maximum != null)) {
      case ANY -> {
        written.put("type", "number");
        written.put("multipleOf", 1);
      }
      case BITS_64 -> written.put("format", "int64");
      case BITS_32 -> {
        if (format.equals("int32")) {
          written.put("format", "int32");
        }
      }
    }
  }

  /** Returns the values of keywords, and those in their lists. */
  private List<DocumentNode> values(String... keywords) {
    List<DocumentNode> values = new ArrayList<>();
    for (String keyword : keywords) {
      DocumentNode value = schema.keyword(keyword);
      if (value != null) {
        values.add(value);
        values.addAll(value.items());
      }
    }
    return values;
  }

  /** Returns the size of the smallest integer with a sign that has a value. */
  private static int bits(@Nullable BigDecimal limit) {
    return limit == null ? 0 : limit.toBigInteger().bitLength() + 1;
  }

  private void lengths(String minimum, String maximum) {
    for (String name : List.of(minimum, maximum)) {
      Integer length = RawValues.length(schema.keyword(name));
      if (length != null) {
        written.putIfAbsent(name, length);
      }
    }
  }
}
