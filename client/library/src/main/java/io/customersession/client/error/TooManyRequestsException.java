package io.customersession.client.error;

import io.customersession.contract.client.ApiException;
import java.util.Optional;

/** The client has sent too many requests (429). Nothing was changed. */
public final class TooManyRequestsException extends CustomerSessionException {
  private static final long serialVersionUID = 1;

  TooManyRequestsException(ApiException failure) {
    super(failure.operation(), "too many requests", failure);
  }

  /** Returns the {@code Retry-After} header as sent: seconds or an HTTP date. */
  public Optional<String> retryAfter() {
    return response().flatMap(it -> it.header("Retry-After"));
  }
}
