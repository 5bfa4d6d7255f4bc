package io.customersession.stub.host;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that requests are read, carried out and answered on. As few as keep the processors
 * busy, so that requests take turns instead of interrupting each other; as soon as some of them
 * wait, for a slow sender or on purpose, others take their place.
 *
 * <p>The JDK's server gives each request to its executor before it has read the headers, so the
 * time of a task is the time of a request. One that has not arrived in time is cut off: an
 * interrupt closes the connection that its thread reads from. After {@link #arrived} none comes any
 * more.
 */
final class RequestThreads implements Executor {
  /** How often waiting threads are looked for while there are requests. */
  private static final long TICK_MILLIS = 10;

  /** What sends or receives on the network for so long waits for the other side. */
  private static final long WAITING_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** How long a thread that others had to wait for stays when there is nothing left to do. */
  private static final long SPARE_SECONDS = 1;

  private final int fewest = Runtime.getRuntime().availableProcessors() + 1;
  private final long timeoutNanos;
  private final BlockingQueue<Runnable> requests = new LinkedBlockingQueue<>();
  private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger alive = new AtomicInteger();
  private final AtomicInteger started = new AtomicInteger();
  private final AtomicBoolean ticking = new AtomicBoolean();
  private final ScheduledThreadPoolExecutor clock;
  private volatile int wanted = fewest;
  private volatile boolean stopped;

  /**
   * Makes threads, of which none runs yet.
   *
   * @param timeout how long a request may take to arrive in full
   */
  RequestThreads(Duration timeout) {
    timeoutNanos = timeout.toNanos();
    clock =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "customer-session-stub-clock");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void execute(Runnable request) {
    if (stopped) {
      throw new RejectedExecutionException("the server has been stopped");
    }
    open.incrementAndGet();
    requests.add(request);
    if (alive.get() < fewest) {
      startWorker(fewest);
    }
    keepTicking();
  }

  /** Tells that the current thread's request is complete, and is carried out now. */
  void arrived() {
    if (Thread.currentThread() instanceof Worker worker) {
      worker.arrived();
    }
  }

  /** Tells that the current thread begins to send the answer. */
  void answering() {
    if (Thread.currentThread() instanceof Worker worker) {
      worker.answering();
    }
  }

  /** Returns how many threads there are. */
  int count() {
    return alive.get();
  }

  /** Ends all threads; what they are at is interrupted. */
  void stop() {
    stopped = true;
    clock.shutdownNow();
    requests.clear();
    workers.forEach(Thread::interrupt);
  }

  /** Starts one more thread, unless there are so many. */
  private boolean startWorker(int most) {
    int count = alive.get();
    while (count < most) {
      if (alive.compareAndSet(count, count + 1)) {
        Worker worker = new Worker("customer-session-stub-" + started.incrementAndGet());
        workers.add(worker);
        try {
          worker.start();
        } catch (OutOfMemoryError e) {
          // The system gives no more threads; requests wait for those there are.
          workers.remove(worker);
          alive.decrementAndGet();
          return false;
        }
        return true;
      }
      count = alive.get();
    }
    return false;
  }

  /** Returns whether there is one thread too many, which is then no longer counted. */
  private boolean isOneTooMany(int most) {
    int count = alive.get();
    while (count > most) {
      if (alive.compareAndSet(count, count - 1)) {
        return true;
      }
      count = alive.get();
    }
    return false;
  }

  private void keepTicking() {
    if (!ticking.get() && ticking.compareAndSet(false, true)) {
      scheduleTick();
    }
  }

  private void scheduleTick() {
    try {
      clock.schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The server has been stopped, and its requests with it.
      return;
    }
  }

  private void tick() {
    long now = System.nanoTime();
    int waiting = 0;
    for (Worker worker : workers) {
      long since = worker.since;
      if (since != Worker.IDLE) {
        if (worker.isWaiting(now)) {
          waiting++;
        }
        if (now - since > timeoutNanos) {
          worker.expire(since);
        }
      }
    }
    // Twice as many, so that a crowd of slow senders is outgrown within a few ticks.
    wanted = fewest + 2 * waiting;
    int missing = requests.size();
    while (missing > 0 && startWorker(wanted)) {
      missing--;
    }
    if (open.get() > 0) {
      scheduleTick();
      return;
    }
    ticking.set(false);
    // A request may have come in between.
    if (open.get() > 0) {
      keepTicking();
    }
  }

  private final class Worker extends Thread {
    private static final long IDLE = Long.MIN_VALUE;

    private volatile long since = IDLE;
    private volatile long onNetworkSince;
    private boolean over = true;

    Worker(String name) {
      super(name);
      setDaemon(true);
    }

    @Override
    public void run() {
      boolean counted = true;
      try {
        while (counted && !stopped) {
          Runnable request =
              alive.get() > fewest
                  ? requests.poll(SPARE_SECONDS, TimeUnit.SECONDS)
                  : requests.take();
          if (request != null) {
            carryOut(request);
          }
          counted = !isOneTooMany(request == null ? fewest : wanted);
        }
      } catch (InterruptedException e) {
        // The server has been stopped.
        return;
      } finally {
        workers.remove(this);
        if (counted) {
          alive.decrementAndGet();
        }
      }
    }

    private void carryOut(Runnable request) {
      begin();
      try {
        request.run();
      } finally {
        end();
        open.decrementAndGet();
      }
    }

    /**
     * Returns whether the other side is waited for, or something else that is not the processor.
     */
    boolean isWaiting(long now) {
      long network = onNetworkSince;
      return network == IDLE
          ? now - since > WAITING_NANOS && getState() != State.RUNNABLE
          : now - network > WAITING_NANOS;
    }

    private synchronized void begin() {
      over = false;
      since = System.nanoTime();
      onNetworkSince = since;
    }

    void arrived() {
      settle();
      onNetworkSince = IDLE;
    }

    void answering() {
      onNetworkSince = System.nanoTime();
    }

    private void end() {
      settle();
      since = IDLE;
    }

    /** Cuts off the request that came at a time, if it is still this one that is waited for. */
    synchronized void expire(long begun) {
      if (!over && since == begun) {
        over = true;
        interrupt();
      }
    }

    /** Ends the watch; an interrupt that came just before is taken back. */
    private synchronized void settle() {
      if (over) {
        // It is our own interrupt, which must not reach whatever the thread does next.
        Thread.interrupted();
      }
      over = true;
    }
  }
}
