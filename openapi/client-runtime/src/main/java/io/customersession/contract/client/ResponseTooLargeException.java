package io.customersession.contract.client;

import java.io.IOException;

/** The body of a response is larger than the client accepts; the rest of it was not read. */
public final class ResponseTooLargeException extends IOException {
  private static final long serialVersionUID = 1;

  ResponseTooLargeException(int limit) {
    super("the response body is larger than " + limit + " bytes (maxResponseSize)");
  }
}
