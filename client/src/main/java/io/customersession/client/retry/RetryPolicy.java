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
 * Says which failures are worth another attempt, and after how long. Immutable.
 *
 * <p>Worth another attempt are calls without a whole answer and the statuses 408, 409, 429 and 5xx,
 * without 501, 505 and 507, which would be the same again. The wait is random, between nothing and
 * a bound that doubles with each attempt (full jitter). {@code Retry-After} takes the place of
 * that, in seconds or as a date; if the server asks for more than {@link
 * Builder#longestRetryAfter}, the call fails at once rather than too late.
 */
public final class RetryPolicy {
  private static final RetryPolicy STANDARD = builder().build();

  private final int retries;
  private final Duration firstDelay;
  private final Duration longestDelay;
  private final Duration longestRetryAfter;

  private RetryPolicy(Builder builder) {
    retries = builder.retries;
    firstDelay = builder.firstDelay;
    longestDelay = builder.longestDelay;
    longestRetryAfter = builder.longestRetryAfter;
  }

  /** Returns the policy that is used if none is named: 2 retries, within 0.5 s and 1 s. */
  public static RetryPolicy standard() {
    return STANDARD;
  }

  /** Returns the policy that repeats nothing. */
  public static RetryPolicy none() {
    return builder().retries(0).build();
  }

  /** Returns a builder that holds the values of {@link #standard()}. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns how often a call is repeated at most. */
  public int retries() {
    return retries;
  }

  /**
   * Returns how long to wait before a retry, or empty if the failure is not worth one. Whether the
   * call may be repeated at all, and how often, is for the caller to know.
   *
   * @param retry the number of the retry to come, from 1
   * @param clock says what time it is, for dates in {@code Retry-After}
   * @param random gives numbers from 0 to 1
   */
  public Optional<Duration> delay(
      int retry, ApiException failure, Clock clock, DoubleSupplier random) {
    if (!worthRepeating(failure)) {
      return Optional.empty();
    }
    Duration asked = retryAfter(failure, clock);
    if (asked != null) {
      return asked.compareTo(longestRetryAfter) > 0 ? Optional.empty() : Optional.of(asked);
    }
    double bound =
        Math.min(
            (double) longestDelay.toMillis(),
            firstDelay.toMillis() * Math.pow(2, Math.max(0, retry - 1)));
    return Optional.of(Duration.ofMillis((long) (bound * random.getAsDouble())));
  }

  /**
   * Returns whether the server may have carried out a call that failed this way: not if there was
   * no connection, or if it says itself that it refused.
   */
  public static boolean mayHaveBeenCarriedOut(ApiException failure) {
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

  private static boolean worthRepeating(ApiException failure) {
    switch (failure.kind()) {
      case TRANSPORT:
        return failure.getCause() instanceof IOException && !hopeless(failure.getCause());
      case UNDECODABLE:
        return false;
      case STATUS:
        break;
    }
    int status = failure.status();
    return status == 408
        || status == 409
        || status == 429
        || status >= 500 && status != 501 && status != 505 && status != 507;
  }

  private static boolean hopeless(@Nullable Throwable cause) {
    if (Thread.currentThread().isInterrupted()) {
      return true;
    }
    // A certificate that is not trusted will not be trusted in a second.
    return cause instanceof SSLPeerUnverifiedException
        || cause instanceof SSLHandshakeException
            && cause.getCause() instanceof CertificateException
        || cause instanceof InterruptedIOException
            && !(cause instanceof SocketTimeoutException)
            && !"timeout".equals(cause.getMessage())
        || cause instanceof IOException && "Canceled".equals(cause.getMessage());
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

  /** More than a long can count is longer than anybody waits. */
  private static Duration seconds(String digits) {
    try {
      return Duration.ofSeconds(Long.parseLong(digits));
    } catch (NumberFormatException e) {
      return Duration.ofSeconds(Long.MAX_VALUE);
    }
  }

  /** Collects the values of a policy. */
  public static final class Builder {
    private int retries = 2;
    private Duration firstDelay = Duration.ofMillis(500);
    private Duration longestDelay = Duration.ofSeconds(8);
    private Duration longestRetryAfter = Duration.ofSeconds(60);

    private Builder() {}

    /** Sets how often a call is repeated at most; 2 if not set, 0 for never. */
    public Builder retries(int most) {
      if (most < 0) {
        throw new IllegalArgumentException("retries must not be negative");
      }
      retries = most;
      return this;
    }

    /**
     * Sets the bound of the wait before the first retry, which doubles with each one; 500 ms if not
     * set.
     */
    public Builder firstDelay(Duration bound) {
      firstDelay = notNegative(bound);
      return this;
    }

    /** Sets what the bound does not grow beyond; 8 s if not set. */
    public Builder longestDelay(Duration bound) {
      longestDelay = notNegative(bound);
      return this;
    }

    /** Sets the longest wait that a server may ask for; 60 s if not set. */
    public Builder longestRetryAfter(Duration bound) {
      longestRetryAfter = notNegative(bound);
      return this;
    }

    /** Builds the policy. */
    public RetryPolicy build() {
      return new RetryPolicy(this);
    }

    private static Duration notNegative(Duration duration) {
      if (duration.isNegative()) {
        throw new IllegalArgumentException("a wait must not be negative");
      }
      return duration;
    }
  }
}
