package io.customersession.client.error;

import io.customersession.contract.client.ApiException;

/** Converts failed calls to exceptions. Called by any thread. */
@FunctionalInterface
public interface ErrorDecoder {
  /**
   * Converts a failed call.
   *
   * @param failure the failed call, with the response if one arrived
   * @return the exception to throw, never null
   */
  CustomerSessionException decode(ApiException failure);

  /** Returns a decoder for the errors that the document describes. */
  static ErrorDecoder standard() {
    return StandardErrorDecoder.INSTANCE;
  }
}
