package io.customersession.contract;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How many bits generated code has for an integer. */
enum IntegerWidth {
  /** {@code int} in Java. */
  BITS_32("32 bits"),
  /** {@code long} in Java. */
  BITS_64("64 bits"),
  /** {@code BigDecimal} in Java. */
  ANY("any size");

  private final String words;

  IntegerWidth(String words) {
    this.words = words;
  }

  /**
   * Returns the width that a format and values need.
   *
   * @param bits the size of the smallest integer with a sign that has the values
   * @param isLimited true if there is a maximum, which is among the values
   */
  static IntegerWidth of(String format, int bits, boolean isLimited) {
    if (bits > Long.SIZE || (format.equals("uint64") && !isLimited)) {
      return ANY;
    }
    return format.matches("u?int64|uint32|long") || bits > Integer.SIZE ? BITS_64 : BITS_32;
  }

  /** Reports that generated code has other values, if only examples and defaults say so. */
  static void compare(SchemaPair pair, ExampleWidths before, ExampleWidths after) {
    if (!hasIntegers(pair.now()) || !hasIntegers(pair.old())) {
      return;
    }
    IntegerWidth declared = declared(pair.now(), null);
    DocumentNode oldExample = before.widest(pair.old().parts());
    DocumentNode newExample = after.widest(pair.now().parts());
    IntegerWidth was = declared(pair.old(), oldExample);
    IntegerWidth is = declared(pair.now(), newExample);
    if (was == is || declared != declared(pair.old(), null)) {
      return;
    }
    String text = "integers of " + is.words + " instead of " + was.words + " in generated code";
    if (newExample != null && is.compareTo(was) > 0) {
      pair.wider(newExample.location(), text + ", since this example or default needs them");
    } else {
      pair.narrower(pair.location("type"), text + ", since no example or default needs more");
    }
  }

  /** Reports another format of numbers, which generated code may have other types for. */
  static void compareFormats(SchemaPair pair, SourceLocation location, String text) {
    int order =
        hasIntegers(pair.old()) && hasIntegers(pair.now())
            ? declared(pair.now(), null).compareTo(declared(pair.old(), null))
            : 0;
    if (order > 0) {
      pair.wider(location, text);
    } else if (order < 0) {
      pair.narrower(location, text);
    } else {
      pair.report(location, text, Compatibility.NOBODY);
    }
  }

  private static boolean hasIntegers(SchemaView schema) {
    Set<String> types = schema.types();
    return types != null && types.contains("integer");
  }

  private static IntegerWidth declared(SchemaView schema, @Nullable DocumentNode example) {
    Set<String> formats = new HashSet<>();
    schema.all("format").forEach(format -> formats.add(String.valueOf(format.text())));
    int bits = formats.contains("int32") ? 0 : ExampleWidths.bits(example);
    for (String limit : List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")) {
      for (DocumentNode value : schema.all(limit)) {
        bits = Math.max(bits, ExampleWidths.bits(value));
      }
    }
    for (DocumentNode value : new SchemaValues(schema).nodes().values()) {
      bits = Math.max(bits, ExampleWidths.bits(value));
    }
    String format = formats.size() == 1 ? formats.iterator().next() : "";
    return of(format, bits, schema.get("maximum") != null);
  }
}
