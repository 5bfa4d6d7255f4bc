package io.customersession.client.internal;

import io.customersession.client.error.CustomerSessionException;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.client.ApiResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One asynchronous call with its retries. It runs one step at a time: an attempt, a wait or a read.
 * Cancelling the result cancels the current step.
 */
final class AsyncCall<T extends @Nullable Object> {
  private final CompletableFuture<ApiResponse<T>> result = new CompletableFuture<>();
  private final CallExecutor executor;
  private final Deadline deadline;
  private final @Nullable LostResponsePolicy<T, ?> policy;
  private final CallAttempts<T> attempts;
  private volatile @Nullable CompletableFuture<?> current;

  AsyncCall(CallExecutor executor, PendingCall<T> pending, Deadline deadline) {
    this.executor = executor;
    this.deadline = deadline;
    policy = pending.lostResponsePolicy();
    attempts = executor.attempts(pending, deadline);
    CompletableFuture<ApiResponse<T>> unused =
        result.whenComplete(
            (response, failure) -> {
              CompletableFuture<?> step = current;
              if (step != null && result.isCancelled()) {
                step.cancel(true);
              }
            });
  }

  CompletableFuture<ApiResponse<T>> result() {
    return result;
  }

  /** Starts the first attempt. */
  void start() {
    attempt();
  }

  private void attempt() {
    if (result.isDone()) {
      return;
    }
    completingOnFailure(
        () ->
            then(
                executor.client().executeAsync(attempts.start()),
                response -> result.complete(attempts.succeeded(response)),
                failure -> {
                  if (failure instanceof ApiException) {
                    failed((ApiException) failure);
                  } else {
                    result.completeExceptionally(failure);
                  }
                }));
  }

  private void failed(ApiException failure) {
    CustomerSessionException error = attempts.failed(failure);
    if (attempts.alreadyDeleted()) {
      result.complete(attempts.deleted());
    } else if (policy != null && attempts.mayHaveSucceeded()) {
      recover(policy, error);
    } else {
      retryOrGiveUp();
    }
  }

  private <R> void recover(LostResponsePolicy<T, R> policy, CustomerSessionException error) {
    then(
        executor.executeAsync(policy.read(), policy::recover, deadline),
        recovered -> {
          if (recovered == null) {
            retryOrGiveUp();
          } else {
            result.complete(attempts.recovered(recovered));
          }
        },
        e -> {
          error.addSuppressed(e);
          retryOrGiveUp();
        });
  }

  private void retryOrGiveUp() {
    Duration wait = attempts.nextDelay();
    if (wait == null) {
      giveUp();
    } else {
      then(executor.later(wait), ignored -> retry(), e -> giveUp());
    }
  }

  private void retry() {
    if (policy != null && attempts.needsRead()) {
      attemptIfUnchanged(policy);
    } else {
      attempt();
    }
  }

  private <R> void attemptIfUnchanged(LostResponsePolicy<T, R> policy) {
    then(
        executor.executeAsync(policy.read(), policy::mayRepeat, deadline),
        mayRepeat -> {
          if (mayRepeat) {
            attempt();
          } else {
            giveUp();
          }
        },
        e -> giveUp());
  }

  private void giveUp() {
    result.completeExceptionally(attempts.gaveUp());
  }

  private <V extends @Nullable Object> void then(
      CompletableFuture<V> step, Consumer<V> succeeded, Consumer<Throwable> failed) {
    current = step;
    if (result.isCancelled()) {
      step.cancel(true);
    }
    CompletableFuture<V> unused =
        step.whenComplete(
            (value, failure) ->
                completingOnFailure(
                    () -> {
                      if (result.isDone()) {
                        return;
                      }
                      if (failure == null) {
                        succeeded.accept(value);
                      } else {
                        failed.accept(
                            failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
                      }
                    }));
  }

  /** An exception of a listener, a decoder or a credentials source must complete the future. */
  private void completingOnFailure(Runnable step) {
    try {
      step.run();
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }
}
