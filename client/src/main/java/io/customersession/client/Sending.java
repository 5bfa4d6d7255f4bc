package io.customersession.client;

import io.customersession.client.error.CustomerSessionException;
import io.customersession.client.error.ErrorDecoder;
import io.customersession.client.retry.RetryPolicy;
import io.customersession.client.retry.Sleeper;
import io.customersession.client.runtime.ApiCall;
import io.customersession.client.runtime.ApiClient;
import io.customersession.client.runtime.ApiException;
import io.customersession.client.runtime.ApiResponse;
import io.customersession.client.runtime.Operation;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Sends a call until it is answered, or there is no point in trying on. */
final class Sending {
  private final RetryPolicy policy;
  private final ErrorDecoder errors;
  private final ClientListener listener;
  private final Clock clock;
  private final Sleeper sleeper;
  private final DoubleSupplier random;

  Sending(
      RetryPolicy policy,
      ErrorDecoder errors,
      ClientListener listener,
      Clock clock,
      Sleeper sleeper,
      DoubleSupplier random) {
    this.policy = policy;
    this.errors = errors;
    this.listener = listener;
    this.clock = clock;
    this.sleeper = sleeper;
    this.random = random;
  }

  /**
   * What to do about an attempt that the server may have carried out, though its answer was lost.
   */
  interface Doubt<T extends @Nullable Object> {
    /** Returns whether the call may be sent again. */
    default boolean mayRepeat() {
      return true;
    }

    /** Returns the answer if a refused repetition shows that the lost attempt did it, else null. */
    default @Nullable ApiResponse<T> resolve(CustomerSessionException refusal) {
      return null;
    }
  }

  <T extends @Nullable Object> ApiResponse<T> send(
      ApiClient client, ApiCall<T> call, Optional<Integer> retries, Doubt<T> doubt) {
    Operation operation = call.operation();
    int most = isRepeatable(call) ? retries.orElse(policy.retries()) : 0;
    boolean doubtful = false;
    for (int attempt = 1; ; attempt++) {
      long start = System.nanoTime();
      ApiException failure;
      try {
        ApiResponse<T> answer = client.execute(call);
        listener.succeeded(operation, attempt, answer.status(), since(start));
        return answer;
      } catch (ApiException e) {
        failure = e;
      }
      CustomerSessionException meaning = errors.decode(failure);
      ApiResponse<T> made = doubtful ? doubt.resolve(meaning) : null;
      if (made != null) {
        listener.recovered(operation, attempt);
        return made;
      }
      Duration wait =
          attempt > most ? null : policy.delay(attempt, failure, clock, random).orElse(null);
      doubtful |= RetryPolicy.mayHaveBeenCarriedOut(failure);
      if (wait == null
          || !pause(operation, attempt, meaning, wait)
          || doubtful && !doubt.mayRepeat()) {
        listener.failed(operation, attempt, meaning, since(start));
        throw meaning;
      }
    }
  }

  private boolean pause(
      Operation operation, int attempt, CustomerSessionException failure, Duration wait) {
    listener.retrying(operation, attempt, failure, wait);
    try {
      sleeper.sleep(wait);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /**
   * Reads and PUTs state what is wanted; a POST needs a name by which the server knows it again.
   */
  private static boolean isRepeatable(ApiCall<?> call) {
    return !call.operation().method().equals("POST")
        || call.headers().keySet().stream().anyMatch("Idempotency-Key"::equalsIgnoreCase);
  }
}
