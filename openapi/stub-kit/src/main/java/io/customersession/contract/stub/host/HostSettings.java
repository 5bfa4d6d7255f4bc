package io.customersession.contract.stub.host;

import java.time.Duration;

/**
 * The address and the limits of a host. Immutable.
 *
 * @param host the name or address to bind
 * @param port the TCP port, 0 to 65,535; 0 is any free one
 * @param maxThreads the maximum number of threads that handle requests, at least 1; further
 *     requests wait
 * @param requestTimeout the maximum time for a request to arrive in full, and for a response to
 *     make no progress, before the connection is closed; positive
 * @param stopTimeout the maximum time for requests in flight when the host is closed
 */
public record HostSettings(
    String host, int port, int maxThreads, Duration requestTimeout, Duration stopTimeout) {
  /**
   * Creates settings.
   *
   * @throws IllegalArgumentException if maxThreads or requestTimeout is out of its range
   */
  public HostSettings {
    if (maxThreads < 1) {
      throw new IllegalArgumentException("maxThreads must be at least 1, not " + maxThreads);
    }
    if (requestTimeout.isNegative() || requestTimeout.isZero()) {
      throw new IllegalArgumentException("requestTimeout must be positive, not " + requestTimeout);
    }
  }
}
