package io.customersession.client.error;

import io.customersession.contract.client.ApiException;

/** The server rejected the credentials (401) or does not permit the call (403). */
public final class UnauthorizedException extends CustomerSessionException {
  private static final long serialVersionUID = 1;

  UnauthorizedException(ApiException failure) {
    super(failure.operation(), "the credentials were rejected", failure);
  }
}
