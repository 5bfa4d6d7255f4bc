package io.customersession.stub.session;

/**
 * Ends a request that was handled before with the same idempotency key; it has the response that
 * the first request got.
 */
@SuppressWarnings("serial") // never serialized
public final class ReplayedResponse extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient byte[] body;

  ReplayedResponse(byte[] body) {
    super("The request was handled before", null, false, false);
    this.body = body;
  }

  /** Returns the body of the first response, byte for byte. */
  public byte[] body() {
    return body;
  }
}
