package io.customersession.client.error;

import io.customersession.contract.client.ApiException;

/** The server does not accept the key (401), or not for this (403). */
public final class UnauthorizedException extends CustomerSessionException {
  private static final long serialVersionUID = 1;

  UnauthorizedException(ApiException answer) {
    super(answer.operation(), "the key is not accepted", answer);
  }
}
