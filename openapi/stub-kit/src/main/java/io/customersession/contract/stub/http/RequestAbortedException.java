package io.customersession.contract.stub.http;

import java.io.IOException;

/**
 * The body cannot be read to its end: its framing is broken, or the sender went away or was cut
 * off.
 */
public final class RequestAbortedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  RequestAbortedException(IOException cause) {
    super("The body cannot be read to its end", cause);
  }
}
