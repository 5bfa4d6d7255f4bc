package io.customersession.stub.http;

import java.util.Map;

/**
 * A request that is refused before it reaches a resource, for a reason that HTTP has a status for.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final transient Map<String, String> headers;

  /** Makes a refusal. */
  public Refusal(int status, String message) {
    this(status, message, Map.of());
  }

  /** Makes a refusal. */
  public Refusal(int status, String message, Map<String, String> headers) {
    super(message, null, false, false);
    this.status = status;
    this.headers = headers;
  }

  /** Returns the status to answer with. */
  public int status() {
    return status;
  }

  /** Returns headers of the answer. */
  public Map<String, String> headers() {
    return headers;
  }
}
