package io.customersession.client.error;

import io.customersession.contract.client.ApiException;

/**
 * Another update of the same session is under way (409). Nothing was changed; repeating it later is
 * safe.
 */
public final class ConflictException extends CustomerSessionException {
  private static final long serialVersionUID = 1;

  ConflictException(ApiException answer) {
    super(answer.operation(), "another update is under way", answer);
  }
}
