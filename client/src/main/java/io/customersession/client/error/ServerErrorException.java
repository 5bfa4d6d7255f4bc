package io.customersession.client.error;

import io.customersession.contract.client.ApiException;

/**
 * The server failed (5xx), whatever it said about it: an HTML page from a proxy counts as well. The
 * call may have been carried out or not.
 */
public final class ServerErrorException extends CustomerSessionException {
  private static final long serialVersionUID = 1;

  ServerErrorException(ApiException answer) {
    super(answer.operation(), "the server failed", answer);
  }
}
