package io.customersession.client.retry;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Waits between two attempts. Tests can replace it to avoid real waits. Called by any thread. */
@FunctionalInterface
public interface Sleeper {
  /**
   * Blocks the current thread.
   *
   * @param duration the time to wait
   * @throws InterruptedException if the thread is interrupted, which ends the call
   */
  void sleep(Duration duration) throws InterruptedException;

  /**
   * Returns a future that completes after the wait, for asynchronous calls. By default it calls
   * {@link #sleep} first, which suits implementations that do not really wait.
   *
   * @param duration the time to wait
   */
  default CompletableFuture<Void> later(Duration duration) {
    CompletableFuture<Void> slept = new CompletableFuture<>();
    try {
      sleep(duration);
      slept.complete(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      slept.completeExceptionally(e);
    }
    return slept;
  }

  /** Returns a sleeper that blocks the thread, or uses the timer of the JDK for futures. */
  static Sleeper ofThread() {
    return new Sleeper() {
      @Override
      public void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration.toMillis());
      }

      @Override
      public CompletableFuture<Void> later(Duration duration) {
        CompletableFuture<Void> timer =
            new CompletableFuture<Void>()
                .completeOnTimeout(null, duration.toMillis(), TimeUnit.MILLISECONDS);
        // The JDK shares one timer thread, which must not run dependent stages.
        CompletableFuture<Void> slept = timer.thenRunAsync(() -> {});
        CompletableFuture<Void> unused =
            slept.whenComplete((nothing, failure) -> timer.cancel(false));
        return slept;
      }
    };
  }
}
