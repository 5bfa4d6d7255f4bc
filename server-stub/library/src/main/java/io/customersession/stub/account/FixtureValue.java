package io.customersession.stub.account;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What every value of fixtures must be, whether it comes from a file or from Java: requests and
 * responses could not carry anything else, and calculating with it could take forever.
 */
final class FixtureValue {
  /** The limit for numbers in requests. */
  static final int MAX_NUMBER_SIZE = 400;

  static final String NUMBER_RULE =
      "must have at most " + MAX_NUMBER_SIZE + " digits and an exponent within " + MAX_NUMBER_SIZE;

  static final String TEXT_RULE = "must not contain an unpaired surrogate";

  private FixtureValue() {}

  static boolean isBounded(BigDecimal number) {
    return number.precision() <= MAX_NUMBER_SIZE
        && Math.abs((long) number.scale()) <= MAX_NUMBER_SIZE;
  }

  static boolean isWellFormed(String text) {
    return text.codePoints().noneMatch(each -> each >= 0xD800 && each <= 0xDFFF);
  }

  /**
   * Checks a value, or does nothing if it is null.
   *
   * @param subject what the value belongs to, for the message
   * @throws IllegalArgumentException if it is a text or number that fixtures cannot have
   */
  static void require(String subject, @Nullable Object value) {
    if (value instanceof BigDecimal number && !isBounded(number)) {
      throw new IllegalArgumentException(subject + ": a number " + NUMBER_RULE);
    }
    if (value instanceof String text && !isWellFormed(text)) {
      throw new IllegalArgumentException(subject + ": a text " + TEXT_RULE);
    }
  }
}
