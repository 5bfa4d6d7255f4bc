package io.customersession.client.error;

import io.customersession.contract.client.ApiException;

/**
 * The server or a proxy failed (5xx), whatever the body contains. The call may or may not have been
 * processed.
 */
public final class ServerErrorException extends CustomerSessionException {
  private static final long serialVersionUID = 1;

  ServerErrorException(ApiException failure) {
    super(failure.operation(), "the server failed", failure);
  }
}
