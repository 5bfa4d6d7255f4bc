package io.customersession.contract.client;

import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okio.AsyncTimeout;
import org.jspecify.annotations.Nullable;

/**
 * Cancels a call when the thread that waits for it is interrupted, which a thread that reads from a
 * socket does not notice. It looks every 50 ms, on the thread that OkHttp has for timeouts.
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
            look();
          }
        };
    next.timeout(INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    next.enter();
    tick = next;
  }

  private void look() {
    if (waiting.isInterrupted()) {
      cancel();
    } else {
      schedule();
    }
  }

  /** The thread may be interrupted for another reason as soon as the call is over. */
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
