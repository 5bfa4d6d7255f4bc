package io.customersession.contract.client;

import java.io.IOException;

/** A response body exceeds the maximum size and was not read completely. */
public final class ResponseTooLargeException extends IOException {
  private static final long serialVersionUID = 1;

  ResponseTooLargeException(int limit) {
    super("the response body is larger than " + limit + " bytes (maxResponseSize)");
  }
}
