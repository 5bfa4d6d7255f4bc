package io.customersession.client.error;

import io.customersession.contract.client.ApiException;

/**
 * The server refused in a way that the document gives no meaning to: a redirect, a wrong method.
 */
public final class UnexpectedStatusException extends CustomerSessionException {
  private static final long serialVersionUID = 1;

  UnexpectedStatusException(ApiException answer) {
    super(answer.operation(), "unexpected status", answer);
  }
}
