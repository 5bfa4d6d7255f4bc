package io.customersession.client;

import io.customersession.client.error.CustomerSessionException;
import io.customersession.client.error.ErrorDecoder;
import io.customersession.client.retry.RetryPolicy;
import io.customersession.client.retry.Sleeper;
import io.customersession.contract.client.ApiCall;
import io.customersession.contract.client.ApiClient;
import io.customersession.contract.client.ApiException;
import io.customersession.contract.client.ApiResponse;
import io.customersession.contract.operation.Operation;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends a call until it is answered, or there is no point in trying on; waiting, or as a future.
 */
final class Sending {
  private final RetryPolicy policy;
  private final ErrorDecoder errors;
  private final ClientListener listener;
  private final Clock clock;
  private final Sleeper sleeper;
  private final DoubleSupplier random;
  private final Executor executor;

  Sending(
      RetryPolicy policy,
      ErrorDecoder errors,
      ClientListener listener,
      Clock clock,
      Sleeper sleeper,
      DoubleSupplier random,
      Executor executor) {
    this.policy = policy;
    this.errors = errors;
    this.listener = listener;
    this.clock = clock;
    this.sleeper = sleeper;
    this.random = random;
    this.executor = executor;
  }

  /** A call with all that is needed to make it, repeat it, and judge what became of it. */
  static final class Job<T extends @Nullable Object> {
    private final ApiClient client;
    private final ApiCall<T> call;
    private final @Nullable Integer retries;
    private final @Nullable Duration deadline;
    private final @Nullable Doubt<T, ?> doubt;

    Job(
        ApiClient client,
        ApiCall<T> call,
        @Nullable Integer retries,
        @Nullable Duration deadline,
        @Nullable Doubt<T, ?> doubt) {
      this.client = client;
      this.call = call;
      this.retries = retries;
      this.deadline = deadline;
      this.doubt = doubt;
    }
  }

  /**
   * What to do about an attempt that the server may have carried out, though its answer was lost: a
   * read tells.
   *
   * @param <T> the answer of the call
   * @param <R> the answer of the read
   */
  interface Doubt<T extends @Nullable Object, R> {
    /** Returns the read that tells what has become of the session. */
    Job<R> read();

    /** Returns whether the call may only be sent again if the read says so. */
    boolean readsBeforeRepeating();

    /** Returns whether the call may be sent again. */
    boolean mayRepeat(ApiResponse<R> read);

    /** Returns whether a read may show that the refusal is one of what is done already. */
    boolean mayBeDone(CustomerSessionException refusal);

    /** Returns the answer if the read shows that the lost attempt did it, else null. */
    @Nullable ApiResponse<T> resolve(ApiResponse<R> read);
  }

  /** Sends and waits. */
  <T extends @Nullable Object> ApiResponse<T> send(Job<T> job) {
    return send(job, Deadline.startingNow(job.deadline));
  }

  private <T extends @Nullable Object> ApiResponse<T> send(Job<T> job, Deadline deadline) {
    Attempts<T> attempts = new Attempts<>(job, deadline);
    for (; ; ) {
      attempts.start();
      CustomerSessionException failure;
      try {
        return attempts.succeeded(job.client.execute(attempts.call()));
      } catch (ApiException e) {
        failure = attempts.failed(e);
      }
      if (attempts.alreadyDeleted()) {
        return attempts.deleted();
      }
      if (job.doubt != null && attempts.mayBeDone()) {
        ApiResponse<T> made = resolve(job.doubt, failure, deadline);
        if (made != null) {
          return attempts.recovered(made);
        }
      }
      Duration wait = attempts.next();
      if (wait == null
          || !pause(wait)
          || attempts.needsRead() && job.doubt != null && !mayRepeat(job.doubt, deadline)) {
        throw attempts.gaveUp();
      }
    }
  }

  private <T extends @Nullable Object, R> @Nullable ApiResponse<T> resolve(
      Doubt<T, R> doubt, CustomerSessionException refusal, Deadline deadline) {
    try {
      return doubt.resolve(send(doubt.read(), deadline));
    } catch (CustomerSessionException e) {
      refusal.addSuppressed(e);
      return null;
    }
  }

  private <R> boolean mayRepeat(Doubt<?, R> doubt, Deadline deadline) {
    try {
      return doubt.mayRepeat(send(doubt.read(), deadline));
    } catch (CustomerSessionException e) {
      return false;
    }
  }

  private boolean pause(Duration wait) {
    try {
      sleeper.sleep(wait);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Sends and returns at once; no thread waits for answers or between attempts. Cancelling the
   * future cancels what is under way.
   *
   * @param result makes the future's value of the answer
   */
  <T extends @Nullable Object, V extends @Nullable Object> CompletableFuture<V> sendAsync(
      Job<T> job, Function<ApiResponse<T>, V> result) {
    return sendAsync(job, result, Deadline.startingNow(job.deadline));
  }

  private <T extends @Nullable Object, V extends @Nullable Object> CompletableFuture<V> sendAsync(
      Job<T> job, Function<ApiResponse<T>, V> result, Deadline deadline) {
    Flight<T> flight = new Flight<>(job, deadline);
    CompletableFuture<V> future = new CompletableFuture<>();
    flight.landed.whenComplete(
        (answer, failure) -> onExecutor(() -> finish(future, answer, failure, result)));
    future.whenComplete(
        (value, failure) -> {
          if (future.isCancelled()) {
            flight.landed.cancel(true);
          }
        });
    flight.attempt();
    return future;
  }

  /** What depends on a future would otherwise keep one of OkHttp's few places for calls. */
  private void onExecutor(Runnable completion) {
    try {
      executor.execute(completion);
    } catch (Throwable e) {
      // It refused, or there is no thread left to start; the future must not stay open.
      completion.run();
    }
  }

  @SuppressWarnings("NullAway") // without a failure there is an answer
  private static <T extends @Nullable Object, V extends @Nullable Object> void finish(
      CompletableFuture<V> future,
      ApiResponse<T> answer,
      @Nullable Throwable failure,
      Function<ApiResponse<T>, V> result) {
    try {
      if (failure == null) {
        future.complete(result.apply(answer));
      } else {
        future.completeExceptionally(failure);
      }
    } catch (Throwable e) {
      future.completeExceptionally(e);
    }
  }

  /** A call on its way. One thing is under way at a time, and cancelled with the flight. */
  private final class Flight<T extends @Nullable Object> {
    final CompletableFuture<ApiResponse<T>> landed = new CompletableFuture<>();
    private final Job<T> job;
    private final Deadline deadline;
    private final Attempts<T> attempts;
    private volatile @Nullable CompletableFuture<?> underWay;

    Flight(Job<T> job, Deadline deadline) {
      this.job = job;
      this.deadline = deadline;
      this.attempts = new Attempts<>(job, deadline);
      landed.whenComplete(
          (answer, failure) -> {
            CompletableFuture<?> last = underWay;
            if (last != null && landed.isCancelled()) {
              last.cancel(true);
            }
          });
    }

    void attempt() {
      if (landed.isDone()) {
        return;
      }
      guarded(
          () -> {
            attempts.start();
            after(
                job.client.executeAsync(attempts.call()),
                answer -> landed.complete(attempts.succeeded(answer)),
                failure -> {
                  if (failure instanceof ApiException) {
                    failed((ApiException) failure);
                  } else {
                    landed.completeExceptionally(failure);
                  }
                });
          });
    }

    private void failed(ApiException e) {
      CustomerSessionException failure = attempts.failed(e);
      if (attempts.alreadyDeleted()) {
        landed.complete(attempts.deleted());
      } else if (job.doubt != null && attempts.mayBeDone()) {
        resolve(job.doubt, failure);
      } else {
        next();
      }
    }

    private <R> void resolve(Doubt<T, R> doubt, CustomerSessionException refusal) {
      after(
          sendAsync(doubt.read(), doubt::resolve, deadline),
          made -> {
            if (made == null) {
              next();
            } else {
              landed.complete(attempts.recovered(made));
            }
          },
          e -> {
            refusal.addSuppressed(e);
            next();
          });
    }

    private void next() {
      Duration wait = attempts.next();
      if (wait == null) {
        giveUp();
      } else {
        after(sleeper.later(wait), slept -> paused(), e -> giveUp());
      }
    }

    private void paused() {
      if (attempts.needsRead() && job.doubt != null) {
        look(job.doubt);
      } else {
        attempt();
      }
    }

    private <R> void look(Doubt<T, R> doubt) {
      after(
          sendAsync(doubt.read(), doubt::mayRepeat, deadline),
          may -> {
            if (may) {
              attempt();
            } else {
              giveUp();
            }
          },
          e -> giveUp());
    }

    private void giveUp() {
      landed.completeExceptionally(attempts.gaveUp());
    }

    private <V extends @Nullable Object> void after(
        CompletableFuture<V> step, Consumer<V> succeeded, Consumer<Throwable> failed) {
      underWay = step;
      if (landed.isCancelled()) {
        step.cancel(true);
      }
      step.whenComplete(
          (value, failure) ->
              guarded(
                  () -> {
                    if (landed.isDone()) {
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

    /**
     * What a listener, a decoder or a source of credentials throws must not leave a future open.
     */
    private void guarded(Runnable step) {
      try {
        step.run();
      } catch (Throwable e) {
        landed.completeExceptionally(e);
      }
    }
  }

  /** What has happened so far, and whether there is a next time. Used by one thread at a time. */
  private final class Attempts<T extends @Nullable Object> {
    private final Operation operation;
    private final ApiCall<T> call;
    private final Deadline deadline;
    private final @Nullable Doubt<T, ?> doubt;
    private final int most;
    private int attempt;
    private long started;
    private boolean doubtful;
    private boolean wasDoubtful;
    private @Nullable ApiException failure;
    private @Nullable CustomerSessionException meaning;

    Attempts(Job<T> job, Deadline deadline) {
      call = job.call;
      this.deadline = deadline;
      operation = job.call.operation();
      doubt = job.doubt;
      most = !isRepeatable(job.call) ? 0 : job.retries == null ? policy.retries() : job.retries;
    }

    void start() {
      attempt++;
      started = System.nanoTime();
    }

    ApiCall<T> call() {
      Duration left = deadline.left();
      return left == null ? call : call.withDeadline(left);
    }

    ApiResponse<T> succeeded(ApiResponse<T> answer) {
      listener.succeeded(operation, attempt, answer.status(), taken());
      return answer;
    }

    ApiResponse<T> recovered(ApiResponse<T> answer) {
      listener.recovered(operation, attempt);
      return answer;
    }

    CustomerSessionException failed(ApiException e) {
      failure = e;
      meaning = errors.decode(e);
      wasDoubtful = doubtful;
      doubtful |= RetryPolicy.mayHaveBeenCarriedOut(e);
      return meaning;
    }

    boolean mayBeDone() {
      return wasDoubtful && doubt != null && meaning != null && doubt.mayBeDone(meaning);
    }

    /** A DELETE that finds nothing after a doubtful attempt has been carried out by that one. */
    boolean alreadyDeleted() {
      return wasDoubtful
          && failure != null
          && failure.status() == 404
          && operation.method().equals("DELETE")
          && operation.responseBody() == null;
    }

    ApiResponse<T> deleted() {
      return recovered(ApiResponse.alreadyDeleted(Objects.requireNonNull(failure, "a 404")));
    }

    /** Returns how long to wait before the next attempt, or null if this was the last one. */
    @Nullable Duration next() {
      if (attempt > most || failure == null || meaning == null) {
        return null;
      }
      Duration wait = policy.delay(attempt, failure, clock, random).orElse(null);
      if (wait != null && deadline.isBefore(wait)) {
        meaning.addSuppressed(new TimeoutException("not repeated: " + deadline));
        return null;
      }
      if (wait != null) {
        listener.retrying(operation, attempt, meaning, wait);
      }
      return wait;
    }

    boolean needsRead() {
      return doubtful && doubt != null && doubt.readsBeforeRepeating();
    }

    CustomerSessionException gaveUp() {
      CustomerSessionException last = Objects.requireNonNull(meaning, "only a failure is given up");
      listener.failed(operation, attempt, last, taken());
      return last;
    }

    private Duration taken() {
      return Duration.ofNanos(System.nanoTime() - started);
    }
  }

  /**
   * Reads and PUTs state what is wanted; a POST needs a name by which the server knows it again.
   */
  private static boolean isRepeatable(ApiCall<?> call) {
    return !call.operation().method().equals("POST")
        || call.headers().keySet().stream()
            .anyMatch(CustomerSessions.IDEMPOTENCY_KEY::equalsIgnoreCase);
  }
}
