package io.customersession.client.retry;

import io.customersession.contract.client.ApiException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Decides which failures are retried, and after which wait. Immutable.
 *
 * <p>Retried are calls without a complete response and the statuses 408, 409, 429 and 5xx except
 * 501, 505 and 507. The wait is a random duration between 0 and a maximum that doubles with each
 * retry (full jitter). A {@code Retry-After} header, in seconds or as a date, replaces it; if the
 * server asks for more than {@link Builder#maxRetryAfter}, the call fails immediately.
 */
public final class RetryPolicy {
  private static final RetryPolicy STANDARD = builder().build();

  private final int maxRetries;
  private final Duration firstDelay;
  private final Duration maxDelay;
  private final Duration maxRetryAfter;

  private RetryPolicy(Builder builder) {
    maxRetries = builder.maxRetries;
    firstDelay = builder.firstDelay;
    maxDelay = builder.maxDelay;
    maxRetryAfter = builder.maxRetryAfter;
  }

  /** Returns the default policy: at most 2 retries, after up to 0.5 s and 1 s. */
  public static RetryPolicy standard() {
    return STANDARD;
  }

  /** Returns a policy without retries. */
  public static RetryPolicy none() {
    return builder().maxRetries(0).build();
  }

  /** Returns a builder with the values of {@link #standard()}. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the maximum number of retries of a call. */
  public int maxRetries() {
    return maxRetries;
  }

  /**
   * Returns the wait before a retry, or empty if the failure must not be retried. The caller
   * decides whether the call is repeatable and counts the retries.
   *
   * @param retry the number of the next retry, starting at 1
   * @param failure the failed attempt
   * @param clock the current time, for dates in {@code Retry-After}
   * @param random returns numbers from 0 to 1
   */
  public Optional<Duration> delay(
      int retry, ApiException failure, Clock clock, DoubleSupplier random) {
    if (!isRetryable(failure)) {
      return Optional.empty();
    }
    Duration requested = retryAfter(failure, clock);
    if (requested != null) {
      return requested.compareTo(maxRetryAfter) > 0 ? Optional.empty() : Optional.of(requested);
    }
    double max =
        Math.min(
            (double) maxDelay.toMillis(),
            firstDelay.toMillis() * Math.pow(2, Math.max(0, retry - 1)));
    return Optional.of(Duration.ofMillis((long) (max * random.getAsDouble())));
  }

  /**
   * Returns true if the server may have processed the failed call: false if there was no connection
   * or the server rejected the call.
   */
  public static boolean mayHaveBeenProcessed(ApiException failure) {
    if (failure.kind() == ApiException.Kind.TRANSPORT) {
      Throwable cause = failure.getCause();
      return failure.status() != 0
          || !(cause instanceof ConnectException
              || cause instanceof UnknownHostException
              || cause instanceof NoRouteToHostException);
    }
    return failure.kind() == ApiException.Kind.UNDECODABLE
        || failure.status() == 408
        || failure.status() >= 500;
  }

  private static boolean isRetryable(ApiException failure) {
    switch (failure.kind()) {
      case TRANSPORT:
        return failure.getCause() instanceof IOException && !isPermanent(failure.getCause());
      case UNDECODABLE:
        return false;
      case STATUS:
        break;
    }
    int status = failure.status();
    return status == 408
        || status == 409
        || status == 429
        || (status >= 500 && status != 501 && status != 505 && status != 507);
  }

  private static boolean isPermanent(@Nullable Throwable cause) {
    if (Thread.currentThread().isInterrupted()) {
      return true;
    }
    // An untrusted certificate stays untrusted.
    return cause instanceof SSLPeerUnverifiedException
        || (cause instanceof SSLHandshakeException
            && cause.getCause() instanceof CertificateException)
        || (cause instanceof InterruptedIOException
            && !(cause instanceof SocketTimeoutException)
            && !"timeout".equals(cause.getMessage()))
        || (cause instanceof IOException && "Canceled".equals(cause.getMessage()));
  }

  private static @Nullable Duration retryAfter(ApiException failure, Clock clock) {
    String text = failure.header("Retry-After").map(String::trim).orElse("");
    if (text.matches("[0-9]+")) {
      return seconds(text);
    }
    try {
      ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration left = Duration.between(clock.instant(), date.toInstant());
      return left.isNegative() ? Duration.ZERO : left;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** A number that does not fit into a long exceeds every maximum. */
  private static Duration seconds(String digits) {
    try {
      return Duration.ofSeconds(Long.parseLong(digits));
    } catch (NumberFormatException e) {
      return Duration.ofSeconds(Long.MAX_VALUE);
    }
  }

  /** Collects the settings of a policy. */
  public static final class Builder {
    private int maxRetries = 2;
    private Duration firstDelay = Duration.ofMillis(500);
    private Duration maxDelay = Duration.ofSeconds(8);
    private Duration maxRetryAfter = Duration.ofSeconds(60);

    private Builder() {}

    /**
     * Sets the maximum number of retries. Default: 2.
     *
     * @param maxRetries 0 for no retries
     * @throws IllegalArgumentException if the number is negative
     */
    public Builder maxRetries(int maxRetries) {
      if (maxRetries < 0) {
        throw new IllegalArgumentException("maxRetries must not be negative");
      }
      this.maxRetries = maxRetries;
      return this;
    }

    /**
     * Sets the maximum wait before the first retry, which doubles with each further one. Default:
     * 500 ms.
     *
     * @throws IllegalArgumentException if the duration is negative
     */
    public Builder firstDelay(Duration firstDelay) {
      this.firstDelay = requireNotNegative("firstDelay", firstDelay);
      return this;
    }

    /**
     * Sets the limit up to which the maximum wait doubles. Default: 8 s.
     *
     * @throws IllegalArgumentException if the duration is negative
     */
    public Builder maxDelay(Duration maxDelay) {
      this.maxDelay = requireNotNegative("maxDelay", maxDelay);
      return this;
    }

    /**
     * Sets the maximum wait that a server may request by {@code Retry-After}. Default: 60 s.
     *
     * @throws IllegalArgumentException if the duration is negative
     */
    public Builder maxRetryAfter(Duration maxRetryAfter) {
      this.maxRetryAfter = requireNotNegative("maxRetryAfter", maxRetryAfter);
      return this;
    }

    /** Builds the policy. */
    public RetryPolicy build() {
      return new RetryPolicy(this);
    }

    private static Duration requireNotNegative(String name, Duration duration) {
      if (duration.isNegative()) {
        throw new IllegalArgumentException(name + " must not be negative");
      }
      return duration;
    }
  }
}
