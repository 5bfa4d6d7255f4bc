package io.customersession.client.internal;

import io.customersession.client.ClientListener;
import io.customersession.client.error.CustomerSessionException;
import io.customersession.client.error.ErrorDecoder;
import io.customersession.client.retry.RetryPolicy;
import io.customersession.contract.client.ApiCall;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.client.ApiResponse;
import io.customersession.contract.operation.Operation;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the attempts of one call and decides whether another one follows. Used by one thread at a
 * time.
 */
final class CallAttempts<T extends @Nullable Object> {
  private final RetrySchedule schedule;
  private final ErrorDecoder errorDecoder;
  private final ClientListener listener;
  private final Operation operation;
  private final ApiCall<T> call;
  private final Deadline deadline;
  private final @Nullable LostResponsePolicy<T, ?> lostResponsePolicy;
  private final int maxRetries;
  private int attempt;
  private long started;
  private boolean mayHaveBeenProcessed;
  private boolean earlierMayHaveBeenProcessed;
  private @Nullable ApiException failure;
  private @Nullable CustomerSessionException error;

  CallAttempts(
      PendingCall<T> pending,
      Deadline deadline,
      RetrySchedule schedule,
      ErrorDecoder errorDecoder,
      ClientListener listener) {
    this.schedule = schedule;
    this.errorDecoder = errorDecoder;
    this.listener = listener;
    this.deadline = deadline;
    call = pending.call();
    operation = call.operation();
    lostResponsePolicy = pending.lostResponsePolicy();
    Integer ownMaxRetries = pending.maxRetries();
    maxRetries =
        !isRepeatable(call) ? 0 : ownMaxRetries == null ? schedule.maxRetries() : ownMaxRetries;
  }

  /** Starts the next attempt and returns the call to send. */
  ApiCall<T> start() {
    attempt++;
    started = System.nanoTime();
    Duration remaining = deadline.remaining();
    return remaining == null ? call : call.withDeadline(remaining);
  }

  ApiResponse<T> succeeded(ApiResponse<T> response) {
    listener.succeeded(operation, attempt, response.status(), elapsed());
    return response;
  }

  ApiResponse<T> recovered(ApiResponse<T> response) {
    listener.recovered(operation, attempt);
    return response;
  }

  CustomerSessionException failed(ApiException e) {
    failure = e;
    error = errorDecoder.decode(e);
    earlierMayHaveBeenProcessed = mayHaveBeenProcessed;
    mayHaveBeenProcessed |= RetryPolicy.mayHaveBeenProcessed(e);
    return error;
  }

  /** Returns true if a read may show that an earlier attempt succeeded. */
  boolean mayHaveSucceeded() {
    return earlierMayHaveBeenProcessed
        && lostResponsePolicy != null
        && error != null
        && lostResponsePolicy.mayHaveSucceeded(error);
  }

  /** Returns true if a DELETE found nothing because an earlier attempt has deleted it. */
  boolean alreadyDeleted() {
    return earlierMayHaveBeenProcessed
        && failure != null
        && failure.status() == 404
        && operation.method().equals("DELETE")
        && operation.responseBody() == null;
  }

  ApiResponse<T> deleted() {
    return recovered(ApiResponse.alreadyDeleted(Objects.requireNonNull(failure, "a 404")));
  }

  /** Returns the wait before the next attempt, or null if the last attempt was the final one. */
  @Nullable Duration nextDelay() {
    if (attempt > maxRetries || failure == null || error == null) {
      return null;
    }
    Duration wait = schedule.delay(attempt, failure);
    if (wait != null && deadline.passesDuring(wait)) {
      error.addSuppressed(new TimeoutException("not retried: " + deadline));
      return null;
    }
    if (wait != null) {
      listener.retrying(operation, attempt, error, wait);
    }
    return wait;
  }

  /** Returns true if a read must confirm that the call may be repeated. */
  boolean needsRead() {
    return mayHaveBeenProcessed
        && lostResponsePolicy != null
        && lostResponsePolicy.readsBeforeRepeating();
  }

  CustomerSessionException gaveUp() {
    CustomerSessionException last = Objects.requireNonNull(error, "an attempt has failed");
    listener.failed(operation, attempt, last, elapsed());
    return last;
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  /** A POST is repeatable only if the server can recognize it by its idempotency key. */
  private static boolean isRepeatable(ApiCall<?> call) {
    return !call.operation().method().equals("POST")
        || call.headers().keySet().stream()
            .anyMatch(PendingCalls.IDEMPOTENCY_KEY::equalsIgnoreCase);
  }
}
