package io.customersession.client.error;

import io.customersession.contract.client.ApiException;

/**
 * The server responded with a status that the document does not declare, such as a redirect or 405.
 */
public final class UnexpectedStatusException extends CustomerSessionException {
  private static final long serialVersionUID = 1;

  UnexpectedStatusException(ApiException failure) {
    super(failure.operation(), "unexpected status", failure);
  }
}
