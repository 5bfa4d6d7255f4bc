package io.customersession.client.error;

import io.customersession.contract.client.ApiException;
import io.customersession.contract.client.MaskedPointer;
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

  private static String reason(ApiException failure) {
    return failure.getCause() instanceof ResponseTooLargeException
        ? "no usable response"
        : "the response violates " + rule(failure);
  }

  private static String rule(ApiException failure) {
    if (failure.violations().isEmpty()) {
      return "the document";
    }
    Violation first = failure.violations().get(0);
    String pointer =
        first.source() == Violation.Source.POINTER
            ? MaskedPointer.of(failure.operation().responseBody(), first.location())
            : "";
    return first.rulePath() + (pointer.isEmpty() ? "" : " at " + pointer);
  }
}
