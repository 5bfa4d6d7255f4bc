package io.customersession.stub.host;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Cuts off requests that do not arrive in time. The JDK's server gives each request to its executor
 * before it has read the headers, so the time of a task is the time of a request. An interrupt
 * closes the connection that its thread reads from; after {@link #arrived} none comes any more.
 */
@SuppressWarnings("ThreadLocalUsage") // one for each server, so that two in one JVM do not meet
final class ArrivalDeadline implements Executor {
  private final Executor pool;
  private final ScheduledExecutorService timer;
  private final Duration timeout;
  private final ThreadLocal<Watch> current = new ThreadLocal<>();

  ArrivalDeadline(Executor pool, ScheduledExecutorService timer, Duration timeout) {
    this.pool = pool;
    this.timer = timer;
    this.timeout = timeout;
  }

  @Override
  public void execute(Runnable request) {
    pool.execute(() -> run(request));
  }

  /** Tells that the current thread's request is complete. */
  void arrived() {
    Watch watch = current.get();
    if (watch != null) {
      watch.end();
    }
  }

  private void run(Runnable request) {
    Watch watch = new Watch(Thread.currentThread());
    Future<?> alarm;
    try {
      alarm = timer.schedule(watch::expire, timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The server has been stopped, and with it the connection.
      return;
    }
    current.set(watch);
    try {
      request.run();
    } finally {
      current.remove();
      watch.end();
      alarm.cancel(false);
    }
  }

  private static final class Watch {
    private final Thread thread;
    private boolean over;

    Watch(Thread thread) {
      this.thread = thread;
    }

    synchronized void expire() {
      if (!over) {
        over = true;
        thread.interrupt();
      }
    }

    /** Ends the watch; an interrupt that came just before is taken back. */
    @SuppressWarnings(
        "Interruption") // it is our own interrupt that must not reach whatever the thread does next
    synchronized void end() {
      if (over) {
        Thread.interrupted();
      }
      over = true;
    }
  }
}
