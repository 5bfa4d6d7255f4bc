package io.customersession.client.error;

import io.customersession.contract.client.ApiException;

/** The session does not exist (404). */
public final class SessionNotFoundException extends CustomerSessionException {
  private static final long serialVersionUID = 1;

  SessionNotFoundException(ApiException failure) {
    super(failure.operation(), "not found", failure);
  }
}
