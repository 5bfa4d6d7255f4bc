package io.customersession.contract.stub.http;

import io.customersession.contract.violation.Violation;
import io.customersession.contract.violation.Violations;
import java.util.List;

/**
 * Thrown if a request has values that the contract does not allow. It has all violations, not only
 * the first.
 */
public final class InvalidRequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Violation> violations;

  /** Creates an exception for at least one violation. */
  public InvalidRequestException(List<Violation> violations) {
    super("The submitted data was invalid");
    this.violations = List.copyOf(violations);
  }

  /** Throws an exception if any violation makes the request unacceptable. */
  public static void throwIfAny(Violations violations) {
    if (!violations.acceptable()) {
      throw new InvalidRequestException(violations.all());
    }
  }

  /** Returns the violations in the order of the request. */
  public List<Violation> violations() {
    return violations;
  }
}
