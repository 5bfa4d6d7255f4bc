package io.customersession.stub.session;

import io.customersession.stub.runtime.Violation;
import io.customersession.stub.runtime.Violations;
import java.util.List;

/**
 * A request with values that the contract does not allow; it carries all of them, not only the
 * first.
 */
public final class InvalidRequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Violation> violations;

  /** Makes a refusal for these violations, of which there must be one at least. */
  public InvalidRequestException(List<Violation> violations) {
    super("The submitted data was invalid");
    this.violations = List.copyOf(violations);
  }

  /** Throws a refusal if anything was found that has to be refused. */
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
