package io.customersession.contract.stub.http;

import java.io.IOException;

/**
 * Thrown if the body cannot be read to its end: its framing is broken, or the connection was
 * closed.
 */
public final class RequestAbortedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  RequestAbortedException(IOException cause) {
    super("The body cannot be read to its end", cause);
  }
}
