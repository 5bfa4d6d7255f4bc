package io.customersession.client.error;

import io.customersession.contract.client.ApiException;
import io.customersession.contract.client.ResponseTooLargeException;
import io.customersession.contract.violation.Violation;
import java.util.List;

/**
 * The server processed the call, but its response violates the document or is larger than {@code
 * maxResponseSize}. The call is not retried.
 */
public final class UndecodableResponseException extends CustomerSessionException {
  private static final long serialVersionUID = 1;

  UndecodableResponseException(ApiException failure) {
    super(failure.operation(), reason(failure), failure);
  }

  /**
   * Returns the violations of the response, with JSON pointers into {@link ApiException#body()}.
   */
  public List<Violation> violations() {
    return response().map(ApiException::violations).orElse(List.of());
  }

  /** A rule's path comes from the document; a JSON pointer could contain personal data. */
  private static String reason(ApiException failure) {
    return failure.getCause() instanceof ResponseTooLargeException
        ? "no usable response"
        : "the response violates " + rule(failure);
  }

  private static String rule(ApiException failure) {
    return failure.violations().isEmpty() ? "the document" : failure.violations().get(0).rulePath();
  }
}
