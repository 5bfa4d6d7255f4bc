package io.customersession.contract.stub;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads that requests are read, carried out and answered on: up to a maximum number, and none
 * of them waits for a client longer than a time. An interrupt closes the connection that a thread
 * reads from or writes to.
 */
final class ClientWatch implements Executor {
  private static final int CHECKS_PER_TIMEOUT = 10;

  private final ThreadLocal<@Nullable Task> current = new ThreadLocal<>();
  private final Set<Task> running = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor threads;
  private final ScheduledExecutorService clock;
  private final long timeoutNanos;

  ClientWatch(int maxThreads, Duration timeout) {
    timeoutNanos = timeout.toNanos();
    ThreadFactory daemons =
        task -> {
          Thread thread = new Thread(task, "stub-server");
          thread.setDaemon(true);
          return thread;
        };
    threads =
        new ThreadPoolExecutor(
            maxThreads, maxThreads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons);
    threads.allowCoreThreadTimeOut(true);
    clock =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "stub-server-clock");
              thread.setDaemon(true);
              return thread;
            });
    long interval = Math.max(1, timeoutNanos / CHECKS_PER_TIMEOUT);
    clock.scheduleWithFixedDelay(
        () -> running.forEach(Task::check), interval, interval, TimeUnit.NANOSECONDS);
  }

  @Override
  public void execute(Runnable request) {
    threads.execute(new Task(request));
  }

  /**
   * Notes that the current thread waits for the client from now on, or for a further part of what
   * it waits for.
   */
  void waiting() {
    Task task = current.get();
    if (task != null) {
      task.waiting();
    }
  }

  /** Notes that the current thread does not wait for the client. */
  void working() {
    Task task = current.get();
    if (task != null) {
      task.working();
    }
  }

  void stop() {
    clock.shutdownNow();
    threads.shutdownNow();
  }

  private final class Task implements Runnable {
    private final Runnable request;
    private @Nullable Thread thread;
    private long since;
    private boolean isWaiting;
    private boolean isCutOff;

    Task(Runnable request) {
      this.request = request;
    }

    @Override
    public void run() {
      current.set(this);
      waiting();
      running.add(this);
      try {
        request.run();
      } finally {
        running.remove(this);
        working();
        current.remove();
      }
    }

    synchronized void waiting() {
      thread = Thread.currentThread();
      since = System.nanoTime();
      isWaiting = true;
    }

    synchronized void working() {
      isWaiting = false;
      if (isCutOff) {
        // The interrupt was for the connection, not for what is carried out.
        Thread.interrupted();
        isCutOff = false;
      }
    }

    synchronized void check() {
      if (isWaiting && thread != null && System.nanoTime() - since > timeoutNanos) {
        isWaiting = false;
        isCutOff = true;
        thread.interrupt();
      }
    }
  }
}
