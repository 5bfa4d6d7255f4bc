package io.customersession.client.error;

import io.customersession.contract.client.ApiException;

/**
 * Another update of the same session is in progress (409). Nothing was changed; the call can be
 * repeated safely.
 */
public final class ConflictException extends CustomerSessionException {
  private static final long serialVersionUID = 1;

  ConflictException(ApiException failure) {
    super(failure.operation(), "another update is in progress", failure);
  }
}
