package io.customersession.contract.client;

import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okio.AsyncTimeout;
import org.jspecify.annotations.Nullable;

/**
 * Cancels a call when the thread that waits for it is interrupted, because reading from a socket is
 * not interruptible. OkHttp's timeout thread checks the flag every 50 ms.
 */
final class InterruptWatch {
  private static final long INTERVAL_MILLIS = 50;

  private final Thread waiting = Thread.currentThread();
  private final Call call;
  private @Nullable AsyncTimeout tick;
  private boolean stopped;

  private InterruptWatch(Call call) {
    this.call = call;
  }

  /** Watches the current thread until {@link #stop}. */
  static InterruptWatch start(Call call) {
    InterruptWatch watch = new InterruptWatch(call);
    watch.schedule();
    return watch;
  }

  private synchronized void schedule() {
    if (stopped) {
      return;
    }
    AsyncTimeout next =
        new AsyncTimeout() {
          @Override
          protected void timedOut() {
            checkInterrupt();
          }
        };
    next.timeout(INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    next.enter();
    tick = next;
  }

  private void checkInterrupt() {
    if (waiting.isInterrupted()) {
      cancel();
    } else {
      schedule();
    }
  }

  /** An interrupt after the end of the call has nothing to do with it. */
  private synchronized void cancel() {
    if (!stopped) {
      call.cancel();
    }
  }

  synchronized void stop() {
    stopped = true;
    if (tick != null) {
      tick.exit();
    }
  }
}
