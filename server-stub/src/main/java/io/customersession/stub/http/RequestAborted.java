package io.customersession.stub.http;

import java.io.IOException;

/** The sender went away, or was cut off, before its request was complete. */
public final class RequestAborted extends RuntimeException {
  private static final long serialVersionUID = 1;

  RequestAborted(IOException cause) {
    super("The request ended before it was complete", cause);
  }
}
