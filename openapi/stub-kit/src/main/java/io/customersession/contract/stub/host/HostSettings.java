package io.customersession.contract.stub.host;

import java.time.Duration;

/**
 * Where and how a host listens.
 *
 * @param host the name or address to bind
 * @param port the TCP port, or 0 for any free one
 * @param maxThreads the maximum number of threads that handle requests, at least 1; further
 *     requests wait
 * @param requestTimeout how long a request may take to arrive in full, and a response may make no
 *     progress, before the connection is cut
 * @param stopTimeout how long requests in flight may take when the host is closed
 */
public record HostSettings(
    String host, int port, int maxThreads, Duration requestTimeout, Duration stopTimeout) {
  /** Checks the settings. */
  public HostSettings {
    if (maxThreads < 1) {
      throw new IllegalArgumentException("maxThreads must be at least 1, not " + maxThreads);
    }
    if (requestTimeout.isNegative() || requestTimeout.isZero()) {
      throw new IllegalArgumentException("requestTimeout must be positive, not " + requestTimeout);
    }
  }
}
