package io.customersession.client.error;

import io.customersession.client.runtime.ApiException;
import io.customersession.client.runtime.Violation;
import java.util.List;

/**
 * The server carried out the call, but its answer is not what the document says. Repeating it would
 * not help.
 */
public final class UndecodableAnswerException extends CustomerSessionException {
  private static final long serialVersionUID = 1;

  UndecodableAnswerException(ApiException answer) {
    super(answer.operation(), "the answer breaks " + rule(answer), answer);
  }

  /** Returns what is wrong with the answer; pointers lead into {@link ApiException#body()}. */
  public List<Violation> violations() {
    return answer().map(ApiException::violations).orElse(List.of());
  }

  /**
   * A rule's path comes from the document alone; a pointer could name a key that a person chose.
   */
  private static String rule(ApiException answer) {
    return answer.violations().isEmpty() ? "the document" : answer.violations().get(0).rulePath();
  }
}
