package io.customersession.client.internal;

import io.customersession.client.retry.RetryPolicy;
import io.customersession.client.retry.Sleeper;
import io.customersession.contract.client.ApiException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** A retry policy together with the sources of time and randomness that it is applied with. */
public final class RetrySchedule {
  private final RetryPolicy policy;
  private final Clock clock;
  private final Sleeper sleeper;
  private final DoubleSupplier random;

  /** Creates a schedule. */
  public RetrySchedule(RetryPolicy policy, Clock clock, Sleeper sleeper, DoubleSupplier random) {
    this.policy = policy;
    this.clock = clock;
    this.sleeper = sleeper;
    this.random = random;
  }

  int maxRetries() {
    return policy.maxRetries();
  }

  /** Returns the wait before a retry, or null if the failure does not justify one. */
  @Nullable Duration delay(int retry, ApiException failure) {
    return policy.delay(retry, failure, clock, random).orElse(null);
  }

  Sleeper sleeper() {
    return sleeper;
  }
}
