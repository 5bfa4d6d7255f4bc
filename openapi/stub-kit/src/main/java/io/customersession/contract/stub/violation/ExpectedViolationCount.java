package io.customersession.contract.stub.violation;

import io.customersession.contract.stub.http.Printable;
import org.jspecify.annotations.Nullable;

/**
 * The number of occurrences of an expected violation. Immutable.
 *
 * @param expected the expected violation
 * @param count the number of violations that matched
 * @param first the first of them, or null if none matched
 */
public record ExpectedViolationCount(
    ExpectedViolation expected, long count, @Nullable ContractViolation first) {
  /** Returns the count after one more violation. */
  public ExpectedViolationCount plus(ContractViolation violation) {
    return new ExpectedViolationCount(expected, count + 1, first == null ? violation : first);
  }

  /** Returns the count of both. */
  public ExpectedViolationCount plus(ExpectedViolationCount other) {
    return new ExpectedViolationCount(
        expected, count + other.count, first == null ? other.first : first);
  }

  /** Returns one readable line. */
  @Override
  public String toString() {
    return first == null
        ? Printable.of(expected + ": never occurred")
        : Printable.of(expected + ": " + count + " x " + first.details());
  }
}
