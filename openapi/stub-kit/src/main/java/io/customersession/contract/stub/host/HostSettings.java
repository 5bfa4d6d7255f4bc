package io.customersession.contract.stub.host;

import java.time.Duration;

/**
 * The address and the limits of a host. Immutable.
 *
 * @param host the name or address to bind
 * @param port the TCP port, 0 to 65,535; 0 is any free one
 * @param minThreads the number of request threads to keep before more are added, at least 1; at
 *     most maxThreads are used
 * @param maxThreads the maximum number of threads that handle requests, at least 1; further
 *     requests wait
 * @param requestTimeout the maximum time for a request to arrive in full, and for a response to
 *     make no progress, before the connection is closed; positive
 * @param stopTimeout the maximum time for requests in flight when the host is closed
 */
public record HostSettings(
    String host,
    int port,
    int minThreads,
    int maxThreads,
    Duration requestTimeout,
    Duration stopTimeout) {
  /** What keeps the processors busy if requests do not wait for anything. */
  private static final int BUSY_THREADS = Runtime.getRuntime().availableProcessors() + 1;

  /**
   * Creates settings.
   *
   * @throws IllegalArgumentException if minThreads, maxThreads or requestTimeout is out of its
   *     range
   */
  public HostSettings {
    if (minThreads < 1) {
      throw new IllegalArgumentException("minThreads must be at least 1, not " + minThreads);
    }
    if (maxThreads < 1) {
      throw new IllegalArgumentException("maxThreads must be at least 1, not " + maxThreads);
    }
    if (requestTimeout.isNegative() || requestTimeout.isZero()) {
      throw new IllegalArgumentException("requestTimeout must be positive, not " + requestTimeout);
    }
  }

  /**
   * Creates settings for requests that do not wait for anything: minThreads is one more than there
   * are processors.
   *
   * @throws IllegalArgumentException if maxThreads or requestTimeout is out of its range
   */
  public HostSettings(
      String host, int port, int maxThreads, Duration requestTimeout, Duration stopTimeout) {
    this(host, port, BUSY_THREADS, maxThreads, requestTimeout, stopTimeout);
  }

  /**
   * Returns a copy whose minThreads is at least the given number.
   *
   * @param threads the number of threads, such as that of the requests that can wait for a database
   *     at the same time; a number below minThreads changes nothing
   */
  public HostSettings withMinThreads(int threads) {
    return new HostSettings(
        host, port, Math.max(minThreads, threads), maxThreads, requestTimeout, stopTimeout);
  }
}
