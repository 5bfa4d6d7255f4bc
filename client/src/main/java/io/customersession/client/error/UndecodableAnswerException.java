package io.customersession.client.error;

import io.customersession.contract.client.ApiException;
import io.customersession.contract.client.ResponseTooLargeException;
import io.customersession.contract.violation.Violation;
import java.util.List;

/**
 * The server carried out the call, but its response is not what the document says or is larger than
 * {@code maxResponseSize}. Repeating it would not help.
 */
public final class UndecodableAnswerException extends CustomerSessionException {
  private static final long serialVersionUID = 1;

  UndecodableAnswerException(ApiException answer) {
    super(answer.operation(), reason(answer), answer);
  }

  /** Returns what is wrong with the answer; pointers lead into {@link ApiException#body()}. */
  public List<Violation> violations() {
    return answer().map(ApiException::violations).orElse(List.of());
  }

  /**
   * A rule's path comes from the document alone; a pointer could name a key that somebody chose.
   */
  private static String reason(ApiException answer) {
    return answer.getCause() instanceof ResponseTooLargeException
        ? "no usable response"
        : "the answer breaks " + rule(answer);
  }

  private static String rule(ApiException answer) {
    return answer.violations().isEmpty() ? "the document" : answer.violations().get(0).rulePath();
  }
}
