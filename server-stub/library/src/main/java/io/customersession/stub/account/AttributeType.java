package io.customersession.stub.account;

import io.customersession.contract.json.Codecs;
import io.customersession.contract.violation.Violations;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The type of an attribute's values, in the API's own words. */
public enum AttributeType {
  /** Text. */
  STRING("a string", value -> value instanceof String),
  /** An exact decimal number. */
  NUMBER("a number", value -> value instanceof BigDecimal),
  /** True or false. */
  BOOLEAN("a boolean", value -> value instanceof Boolean),
  /** A date-time with an offset, as of RFC 3339. */
  TIME("a time", AttributeType::isTime),
  /** A list of texts. */
  STRINGS("a list of strings", listOf(value -> value instanceof String)),
  /** A list of exact decimal numbers. */
  NUMBERS("a list of numbers", listOf(value -> value instanceof BigDecimal)),
  /** A list of date-times with offsets. */
  TIMES("a list of times", listOf(AttributeType::isTime));

  private final String description;
  private final Predicate<Object> accepts;

  AttributeType(String description, Predicate<Object> accepts) {
    this.description = description;
    this.accepts = accepts;
  }

  /** Returns what a value of this type is, with its article. */
  String description() {
    return description;
  }

  boolean accepts(Object value) {
    return accepts.test(value);
  }

  private static Predicate<Object> listOf(Predicate<Object> item) {
    return value ->
        value instanceof List<?> list
            && list.stream().allMatch(each -> each != null && item.test(each));
  }

  private static boolean isTime(Object value) {
    return value instanceof String text && time(text) != null;
  }

  /** Returns a time as requests write it, or null if a text is none. */
  static @Nullable OffsetDateTime time(String text) {
    return Codecs.dateTime("").parse(text, new Violations());
  }
}
