package io.customersession.client.internal;

import io.customersession.client.ClientListener;
import io.customersession.client.error.CustomerSessionException;
import io.customersession.client.error.ErrorDecoder;
import io.customersession.contract.client.ApiClient;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.client.ApiResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Executes calls with retries, synchronously or asynchronously. */
public final class CallExecutor {
  private final ApiClient client;
  private final RetrySchedule schedule;
  private final ErrorDecoder errorDecoder;
  private final ClientListener listener;
  private final Executor executor;

  /**
   * Creates an executor of calls.
   *
   * @param executor completes the futures of asynchronous calls
   */
  public CallExecutor(
      ApiClient client,
      RetrySchedule schedule,
      ErrorDecoder errorDecoder,
      ClientListener listener,
      Executor executor) {
    this.client = client;
    this.schedule = schedule;
    this.errorDecoder = errorDecoder;
    this.listener = listener;
    this.executor = executor;
  }

  /**
   * Sends a call and waits for its response.
   *
   * @throws CustomerSessionException if the last attempt fails
   */
  public <T extends @Nullable Object> ApiResponse<T> execute(PendingCall<T> pending) {
    return execute(pending, Deadline.startingNow(pending.deadline()));
  }

  private <T extends @Nullable Object> ApiResponse<T> execute(
      PendingCall<T> pending, Deadline deadline) {
    LostResponsePolicy<T, ?> policy = pending.lostResponsePolicy();
    CallAttempts<T> attempts = attempts(pending, deadline);
    for (; ; ) {
      CustomerSessionException error;
      try {
        return attempts.succeeded(client.execute(attempts.start()));
      } catch (ApiException e) {
        error = attempts.failed(e);
      }
      if (attempts.alreadyDeleted()) {
        return attempts.deleted();
      }
      if (policy != null && attempts.mayHaveSucceeded()) {
        ApiResponse<T> recovered = recover(policy, error, deadline);
        if (recovered != null) {
          return attempts.recovered(recovered);
        }
      }
      Duration wait = attempts.nextDelay();
      if (wait == null
          || !sleep(wait)
          || (attempts.needsRead() && policy != null && !mayRepeat(policy, deadline))) {
        throw attempts.gaveUp();
      }
    }
  }

  private <T extends @Nullable Object, R> @Nullable ApiResponse<T> recover(
      LostResponsePolicy<T, R> policy, CustomerSessionException error, Deadline deadline) {
    try {
      return policy.recover(execute(policy.read(), deadline));
    } catch (CustomerSessionException e) {
      error.addSuppressed(e);
      return null;
    }
  }

  private <R> boolean mayRepeat(LostResponsePolicy<?, R> policy, Deadline deadline) {
    try {
      return policy.mayRepeat(execute(policy.read(), deadline));
    } catch (CustomerSessionException e) {
      return false;
    }
  }

  private boolean sleep(Duration wait) {
    try {
      schedule.sleeper().sleep(wait);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Sends a call and returns immediately; no thread waits for responses or between attempts.
   * Cancelling the future cancels the current attempt and all further ones.
   *
   * @param pending creates the call; the future fails with what it throws
   * @param result converts the response into the value of the future
   */
  public <T extends @Nullable Object, V extends @Nullable Object> CompletableFuture<V> executeAsync(
      Supplier<PendingCall<T>> pending, Function<ApiResponse<T>, V> result) {
    try {
      PendingCall<T> call = pending.get();
      return executeAsync(call, result, Deadline.startingNow(call.deadline()));
    } catch (Throwable e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  <T extends @Nullable Object, V extends @Nullable Object> CompletableFuture<V> executeAsync(
      PendingCall<T> pending, Function<ApiResponse<T>, V> result, Deadline deadline) {
    AsyncCall<T> call = new AsyncCall<>(this, pending, deadline);
    CompletableFuture<V> future = new CompletableFuture<>();
    CompletableFuture<ApiResponse<T>> unused =
        call.result()
            .whenComplete(
                (response, failure) ->
                    completeOnExecutor(() -> complete(future, response, failure, result)));
    CompletableFuture<V> unusedCancel =
        future.whenComplete(
            (value, failure) -> {
              if (future.isCancelled()) {
                call.result().cancel(true);
              }
            });
    call.start();
    return future;
  }

  <T extends @Nullable Object> CallAttempts<T> attempts(PendingCall<T> pending, Deadline deadline) {
    return new CallAttempts<>(pending, deadline, schedule, errorDecoder, listener);
  }

  ApiClient client() {
    return client;
  }

  /** Returns a future that completes after the wait. */
  CompletableFuture<Void> later(Duration wait) {
    return schedule.sleeper().later(wait);
  }

  /** Dependent stages would otherwise occupy one of the few threads of OkHttp's dispatcher. */
  private void completeOnExecutor(Runnable completion) {
    try {
      executor.execute(completion);
    } catch (Throwable e) {
      // The executor has rejected the task or could not start a thread; the future must complete.
      completion.run();
    }
  }

  @SuppressWarnings("NullAway") // there is a response if there is no failure
  private static <T extends @Nullable Object, V extends @Nullable Object> void complete(
      CompletableFuture<V> future,
      ApiResponse<T> response,
      @Nullable Throwable failure,
      Function<ApiResponse<T>, V> result) {
    try {
      if (failure == null) {
        future.complete(result.apply(response));
      } else {
        future.completeExceptionally(failure);
      }
    } catch (Throwable e) {
      future.completeExceptionally(e);
    }
  }
}
