package io.customersession.client.retry;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Waits between two attempts. Tests hand in one that only takes note. */
@FunctionalInterface
public interface Sleeper {
  /**
   * Waits.
   *
   * @throws InterruptedException if the thread is to stop, which ends the call
   */
  void sleep(Duration duration) throws InterruptedException;

  /**
   * Returns a future that completes after the wait, for calls that no thread waits for. Unless this
   * is overridden, it has {@link #sleep} do the waiting, which is right for a sleeper that only
   * takes note.
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

  /**
   * Returns the sleeper that lets the thread wait, or, where no thread waits, goes by the JDK's
   * timer.
   */
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
        // The JDK has one timer thread for everybody, which must not be kept busy.
        CompletableFuture<Void> slept = timer.thenRunAsync(() -> {});
        slept.whenComplete((nothing, failure) -> timer.cancel(false));
        return slept;
      }
    };
  }
}
