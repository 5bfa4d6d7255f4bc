package io.customersession.client.error;

import io.customersession.contract.client.ApiException;
import java.util.Optional;

/** The server asks for fewer calls (429). Nothing was changed. */
public final class TooManyRequestsException extends CustomerSessionException {
  private static final long serialVersionUID = 1;

  TooManyRequestsException(ApiException answer) {
    super(answer.operation(), "too many requests", answer);
  }

  /** Returns when to come back, as the server put it: seconds or an HTTP date. */
  public Optional<String> retryAfter() {
    return answer().flatMap(answer -> answer.header("Retry-After"));
  }
}
