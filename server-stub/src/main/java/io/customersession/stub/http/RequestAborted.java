package io.customersession.stub.http;

import java.io.IOException;

/**
 * The body cannot be read to its end: its framing is broken, or the sender went away or was cut
 * off.
 */
public final class RequestAborted extends RuntimeException {
  private static final long serialVersionUID = 1;

  RequestAborted(IOException cause) {
    super("The body cannot be read to its end", cause);
  }
}
