package io.customersession.contract.stub.host;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The threads that read requests, handle them and send responses. There are as few as keep the
 * processors busy, or a database if requests wait for one, so that requests take turns instead of
 * interrupting each other. If requests wait and none could begin for a moment, all threads are
 * blocked, for example by slow clients, and their number is doubled. A thread that waits for a
 * client longer than the timeout is interrupted, which closes the connection.
 *
 * <p>The JDK's server hands a request to its executor before it has read the headers, so a task
 * begins by waiting for the client.
 */
final class RequestThreads implements Executor {
  private static final long CHECK_MILLIS = 20;
  private static final long IDLE_SECONDS = 1;

  /** Within this time a thread reads the headers that have been sent. */
  private static final long HEADERS_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final Duration MAX_TIMEOUT = Duration.ofNanos(Long.MAX_VALUE);

  private final Set<RequestThread> running = ConcurrentHashMap.newKeySet();
  private final AtomicInteger started = new AtomicInteger();
  private final AtomicInteger startedApart = new AtomicInteger();

  /** Requests that no thread has begun. */
  private final AtomicInteger queued = new AtomicInteger();

  private final AtomicLong received = new AtomicLong();
  private final AtomicLong begun = new AtomicLong();
  private final int minThreads;
  private final int maxThreads;
  private final long timeoutNanos;
  private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
  private final ThreadPoolExecutor threads;
  private final ScheduledThreadPoolExecutor clock;
  private final Delays delays;
  private final LiveResponses live = new LiveResponses(this::runApart);
  private final ThreadGroup group;
  private long begunBefore;

  /**
   * Starts one thread; others follow when they are needed.
   *
   * @param group what notices when an error ends one of them
   * @param minThreads the number of threads while requests do not wait for each other
   * @param maxThreads the maximum number of threads; further requests wait
   * @param timeout how long a request may take to arrive in full, and a response may make no
   *     progress
   */
  RequestThreads(ThreadGroup group, int minThreads, int maxThreads, Duration timeout) {
    this.group = group;
    this.maxThreads = maxThreads;
    this.minThreads = Math.min(minThreads, maxThreads);
    timeoutNanos = timeout.compareTo(MAX_TIMEOUT) < 0 ? timeout.toNanos() : Long.MAX_VALUE;
    threads =
        new ThreadPoolExecutor(
            this.minThreads,
            this.minThreads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            queue,
            task -> new RequestThread(group, task, "stub-request-" + started.incrementAndGet())) {
          @Override
          protected void beforeExecute(Thread thread, Runnable request) {
            ((RequestThread) thread).begin();
            queued.decrementAndGet();
            begun.incrementAndGet();
          }

          @Override
          protected void afterExecute(Runnable request, @Nullable Throwable thrown) {
            ((RequestThread) Thread.currentThread()).end();
          }
        };
    clock =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(group, task, "stub-clock");
              thread.setDaemon(true);
              return thread;
            });
    // If the system gives no thread, whoever starts the server sees it, and not the first client.
    threads.prestartCoreThread();
    clock.prestartCoreThread();
    delays = new Delays(this, clock);
    Future<?> unused =
        clock.scheduleWithFixedDelay(
            this::check, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void check() {
    try {
      long now = System.nanoTime();
      running.forEach(thread -> thread.check(now));
      long begunNow = begun.get();
      if (queued.get() == 0) {
        resize(minThreads);
      } else if (begunNow == begunBefore) {
        resize(Math.min(maxThreads, 2 * Math.max(minThreads, threads.getPoolSize())));
      }
      begunBefore = begunNow;
    } catch (OutOfMemoryError e) {
      // The system gives no more threads for now; requests wait for those there are.
      return;
    }
  }

  private void resize(int size) {
    int before = threads.getCorePoolSize();
    if (size > before) {
      threads.setMaximumPoolSize(size);
      threads.setCorePoolSize(size);
    } else if (size < before) {
      threads.setCorePoolSize(size);
      threads.setMaximumPoolSize(size);
    }
  }

  @Override
  public void execute(Runnable request) {
    received.incrementAndGet();
    queued.incrementAndGet();
    try {
      threads.execute(request);
    } catch (OutOfMemoryError e) {
      // The system gives no more threads; the request waits for those there are.
      enqueue(request);
    }
  }

  /** Returns the responses that are sent later by these threads. */
  Delays delays() {
    return delays;
  }

  /** Returns the responses that are sent by threads of their own. */
  LiveResponses live() {
    return live;
  }

  /**
   * Runs something on a thread of its own, which has the same deadlines.
   *
   * @throws OutOfMemoryError if the system gives no more threads
   */
  private void runApart(Runnable task) {
    Runnable watched =
        () -> {
          RequestThread own = (RequestThread) Thread.currentThread();
          own.begin();
          handling();
          try {
            task.run();
          } finally {
            own.end();
          }
        };
    new RequestThread(group, watched, "stub-live-" + startedApart.incrementAndGet()).start();
  }

  /**
   * Waits until the requests that have been handed over are being handled, each for as long as it
   * takes to read the headers that have been sent.
   */
  void awaitQueued(Duration max) throws InterruptedException {
    long end = System.nanoTime() + max.toNanos();
    while (isBeginning() && System.nanoTime() - end < 0) {
      Thread.sleep(1);
    }
  }

  private boolean isBeginning() {
    long now = System.nanoTime();
    return queued.get() > 0 || running.stream().anyMatch(thread -> thread.isBeginning(now));
  }

  /**
   * Notes that the current thread does not wait for the client: its request has arrived in full, or
   * a part of the response has been sent.
   */
  void handling() {
    if (Thread.currentThread() instanceof RequestThread thread) {
      thread.handle();
    }
  }

  /** Notes that the current thread is about to send the response, or a further part of it. */
  void sending() {
    if (Thread.currentThread() instanceof RequestThread thread) {
      thread.awaitClient();
    }
  }

  /** Returns the number of requests that the server has handed over since it was started. */
  long received() {
    return received.get();
  }

  /** Returns the number of threads. */
  int count() {
    return threads.getPoolSize();
  }

  /** Ends all threads, and interrupts those at work. */
  void stop() {
    live.end();
    clock.shutdownNow();
    threads.shutdownNow();
  }

  private void enqueue(Runnable request) {
    if (threads.isShutdown()) {
      throw new RejectedExecutionException("the server has been stopped");
    }
    queue.add(request);
  }

  private final class RequestThread extends Thread {
    private long waitingSince;
    private boolean isWaiting;
    private boolean isNew;
    private boolean isCutOff;

    RequestThread(ThreadGroup group, Runnable worker, String name) {
      super(group, worker, name);
      setDaemon(true);
    }

    synchronized void begin() {
      isNew = true;
      awaitClient();
      running.add(this);
    }

    synchronized void end() {
      running.remove(this);
      handle();
    }

    synchronized void awaitClient() {
      waitingSince = System.nanoTime();
      isWaiting = true;
    }

    synchronized void handle() {
      isWaiting = false;
      isNew = false;
      if (isCutOff) {
        // The interrupt was meant for the connection, not for what follows.
        Thread.interrupted();
        isCutOff = false;
      }
    }

    synchronized void check(long now) {
      if (isWaiting && now - waitingSince > timeoutNanos) {
        isWaiting = false;
        isCutOff = true;
        interrupt();
      }
    }

    synchronized boolean isBeginning(long now) {
      return isNew && isWaiting && now - waitingSince < HEADERS_NANOS;
    }
  }
}
