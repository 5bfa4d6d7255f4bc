package io.customersession.client.error;

import io.customersession.contract.client.ApiException;

/** Says what a failed call means. Called by any thread. */
@FunctionalInterface
public interface ErrorDecoder {
  /** Returns the exception to throw, never null. */
  CustomerSessionException decode(ApiException failure);

  /** Returns the decoder that the document describes. */
  static ErrorDecoder standard() {
    return StandardErrorDecoder.INSTANCE;
  }
}
