package io.customersession.contract.stub.journal;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One condition of a query. */
final class Condition {
  private final String name;
  private final @Nullable String expected;
  private final Function<Examined, @Nullable String> actual;
  private final @Nullable Predicate<Examined> predicate;
  private final boolean foreign;

  /**
   * Creates a condition.
   *
   * @param name the part of the exchange that it looks at
   * @param expected the expected value, for reports, or null for none
   * @param actual returns the actual value, or null if there is none
   * @param predicate returns true if the condition is met; null to compare the two values
   * @param foreign true if the functions call code of the user
   */
  Condition(
      String name,
      @Nullable String expected,
      Function<Examined, @Nullable String> actual,
      @Nullable Predicate<Examined> predicate,
      boolean foreign) {
    this.name = name;
    this.expected = expected;
    this.actual = actual;
    this.predicate = predicate;
    this.foreign = foreign;
  }

  String name() {
    return name;
  }

  @Nullable String expected() {
    return expected;
  }

  boolean isForeign() {
    return foreign;
  }

  @Nullable String actual(Examined exchange) {
    return actual.apply(exchange);
  }

  boolean isMet(Examined exchange) {
    return predicate == null
        ? Objects.equals(expected, actual(exchange))
        : predicate.test(exchange);
  }
}
