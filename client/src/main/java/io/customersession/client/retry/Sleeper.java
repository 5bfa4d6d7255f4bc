package io.customersession.client.retry;

import java.time.Duration;

/** Waits between two attempts. Tests hand in one that only takes note. */
@FunctionalInterface
public interface Sleeper {
  /**
   * Waits.
   *
   * @throws InterruptedException if the thread is to stop, which ends the call
   */
  void sleep(Duration duration) throws InterruptedException;

  /** Returns the sleeper that lets the thread wait. */
  static Sleeper ofThread() {
    return duration -> Thread.sleep(duration.toMillis());
  }
}
