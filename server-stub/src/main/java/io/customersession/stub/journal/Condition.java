package io.customersession.stub.journal;

import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One thing that is asked of an exchange. */
final class Condition {
  private final String name;
  private final @Nullable String expected;
  private final Function<RecordedExchange, @Nullable String> actual;
  private final @Nullable Predicate<RecordedExchange> predicate;

  /**
   * Makes a condition.
   *
   * @param name what it looks at
   * @param expected what should be there, for reports; null for nothing
   * @param actual tells what is there; null for nothing
   * @param predicate decides; null to compare the two texts
   */
  Condition(
      String name,
      @Nullable String expected,
      Function<RecordedExchange, @Nullable String> actual,
      @Nullable Predicate<RecordedExchange> predicate) {
    this.name = name;
    this.expected = expected;
    this.actual = actual;
    this.predicate = predicate;
  }

  String name() {
    return name;
  }

  @Nullable String expected() {
    return expected;
  }

  @Nullable String actual(RecordedExchange exchange) {
    return actual.apply(exchange);
  }

  boolean isMet(RecordedExchange exchange) {
    return predicate == null
        ? java.util.Objects.equals(expected, actual(exchange))
        : predicate.test(exchange);
  }
}
