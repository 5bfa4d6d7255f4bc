package io.customersession.contract.stub.host;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for free heap. The JDK closes a selector or channel only once: if an {@link
 * OutOfMemoryError} interrupts that, a second attempt does nothing, and the port stays open for
 * good. Servers are therefore stopped only when there is memory to do so.
 */
final class FreeHeap {
  private static final int CHECKED_BYTES = 256 * 1024;

  /** One success may be a gap that another thread fills at once. */
  private static final int CHECKS = 3;

  private static final long BETWEEN_CHECKS_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long MIN_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** Each failed check is a full garbage collection, so they become rare. */
  private static final long MAX_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  // A field, so that the compiler does not remove the allocation.
  @SuppressWarnings("UnusedVariable")
  private volatile byte @Nullable [] checked;

  /** Waits until several checks in a row find free heap. One thread at a time checks. */
  synchronized void await() {
    int successes = 0;
    long pause = MIN_PAUSE_NANOS;
    while (successes < CHECKS) {
      if (isFree()) {
        successes++;
        ServerThreads.pause(BETWEEN_CHECKS_NANOS);
      } else {
        successes = 0;
        ServerThreads.pause(pause);
        pause = Math.min(2 * pause, MAX_PAUSE_NANOS);
      }
    }
  }

  /** Waits until a check finds free heap, which it usually does at once, or a time has passed. */
  void await(Duration max) {
    long end = System.nanoTime() + max.toNanos();
    while (!isFree() && end - System.nanoTime() > 0) {
      ServerThreads.pause(MIN_PAUSE_NANOS);
    }
  }

  private boolean isFree() {
    try {
      checked = new byte[CHECKED_BYTES];
      return true;
    } catch (OutOfMemoryError e) {
      return false;
    } finally {
      checked = null;
    }
  }
}
