package io.customersession.contract.stub.journal;

import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One thing that is asked of an exchange. */
final class Condition {
  private final String name;
  private final @Nullable String expected;
  private final Function<Examined, @Nullable String> actual;
  private final @Nullable Predicate<Examined> predicate;
  private final boolean foreign;

  /**
   * Makes a condition.
   *
   * @param name what it looks at
   * @param expected what should be there, for reports; null for nothing
   * @param actual tells what is there; null for nothing
   * @param predicate decides; null to compare the two texts
   * @param foreign whether this calls code that is not the stub's own
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
        ? java.util.Objects.equals(expected, actual(exchange))
        : predicate.test(exchange);
  }
}
