package io.customersession.contract.json;

import io.customersession.contract.violation.Violation;
import io.customersession.contract.violation.Violations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of reading a whole JSON document: a value, violations, or both. */
public final class Decoded<T> {
  private final @Nullable T value;
  private final Violations violations;

  Decoded(@Nullable T value, Violations violations) {
    this.value = value;
    this.violations = violations;
  }

  /** Returns what could be read, with everything left out that could not; null if nothing could. */
  public @Nullable T value() {
    return value;
  }

  /** Returns all violations, in the order of the text. */
  public List<Violation> violations() {
    return violations.all();
  }

  /** Returns true if no violation makes the document unacceptable. */
  public boolean acceptable() {
    return violations.acceptable();
  }

  /**
   * Returns true if the value represents the whole text, whether or not it is within the limits.
   */
  public boolean decodable() {
    for (Violation violation : violations.all()) {
      if (violation.rule().undecodable()) {
        return false;
      }
    }
    return value != null;
  }
}
