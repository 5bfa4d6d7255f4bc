package io.customersession.client.error;

import io.customersession.client.model.ErrorEntry;
import io.customersession.client.model.ErrorSource;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.operation.Operation;
import io.customersession.contract.violation.Violation;
import io.customersession.contract.violation.Violations;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The request violates the document (400, 413, 415, 422). Nothing was changed; the call is not
 * retried. The message names the first violations by rule and JSON pointer, in which an asterisk
 * replaces names that the document does not declare.
 */
public final class InvalidRequestException extends CustomerSessionException {
  private static final long serialVersionUID = 1;

  private final transient @Nullable List<ErrorEntry> violations;

  InvalidRequestException(
      Operation operation, List<ErrorEntry> violations, @Nullable ApiException failure) {
    super(
        operation, "the request is invalid" + ViolationSummary.of(operation, violations), failure);
    this.violations = List.copyOf(violations);
  }

  /**
   * Creates an exception for a request that is rejected before the call.
   *
   * @param operation the operation that would have been called
   * @param violations the violations that the generated checks found
   */
  public static InvalidRequestException before(Operation operation, Violations violations) {
    return before(
        operation,
        violations.all().stream()
            .filter(violation -> violation.rule().refuses())
            .map(InvalidRequestException::entry)
            .collect(Collectors.toList()));
  }

  /**
   * Creates an exception for a request that is rejected before the call.
   *
   * @param operation the operation that would have been called
   * @param violations the violations, in the order of the request
   */
  public static InvalidRequestException before(Operation operation, List<ErrorEntry> violations) {
    return new InvalidRequestException(operation, violations, null);
  }

  private static ErrorEntry entry(Violation violation) {
    ErrorSource.Builder source = ErrorSource.builder();
    switch (violation.source()) {
      case POINTER:
        source.pointer(violation.location());
        break;
      case PARAMETER:
        source.parameter(violation.location());
        break;
      case LINE:
        source.line(violation.location());
        break;
    }
    return ErrorEntry.builder()
        .title(violation.rule().title())
        .details(violation.details())
        .source(source.build())
        .build();
  }

  /**
   * Returns all violations in the order of the request, each with a JSON pointer into the body, the
   * name of a parameter, or a line; empty if the server did not report any.
   */
  public List<ErrorEntry> violations() {
    return violations == null ? List.of() : violations;
  }
}
