package io.customersession.client.internal;

import io.customersession.contract.client.ApiCall;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call together with its retry and deadline settings and the policy for a lost response.
 *
 * @param <T> the value of the response
 */
public final class PendingCall<T extends @Nullable Object> {
  private final ApiCall<T> call;
  private final @Nullable Integer maxRetries;
  private final @Nullable Duration deadline;
  private final @Nullable LostResponsePolicy<T, ?> lostResponsePolicy;

  PendingCall(
      ApiCall<T> call,
      @Nullable Integer maxRetries,
      @Nullable Duration deadline,
      @Nullable LostResponsePolicy<T, ?> lostResponsePolicy) {
    this.call = call;
    this.maxRetries = maxRetries;
    this.deadline = deadline;
    this.lostResponsePolicy = lostResponsePolicy;
  }

  ApiCall<T> call() {
    return call;
  }

  /** Returns the maximum number of retries, or null to use the client's. */
  @Nullable Integer maxRetries() {
    return maxRetries;
  }

  /** Returns the time limit for the whole call, or null if there is none. */
  @Nullable Duration deadline() {
    return deadline;
  }

  /** Returns what to do after a lost response, or null to simply repeat the call. */
  @Nullable LostResponsePolicy<T, ?> lostResponsePolicy() {
    return lostResponsePolicy;
  }
}
