package io.customersession.client.error;

import io.customersession.contract.client.ApiException;

/** The server knows no such session (404). */
public final class SessionNotFoundException extends CustomerSessionException {
  private static final long serialVersionUID = 1;

  SessionNotFoundException(ApiException answer) {
    super(answer.operation(), "not found", answer);
  }
}
