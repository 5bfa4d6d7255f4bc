package io.customersession.stub.host;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads that requests are read, carried out and answered on. As few as keep the processors
 * busy, so that requests take turns instead of interrupting each other; as soon as some of them
 * wait, for a slow sender or reader for instance, others take their place.
 *
 * <p>The JDK's server gives each request to its executor before it has read the headers, so the
 * time of a task is the time of a request. One that has not arrived in time is cut off: an
 * interrupt closes the connection that its thread reads from. After {@link #arrived} none comes any
 * more until the response is sent: a reader that takes nothing for as long is cut off likewise.
 */
final class RequestThreads implements Executor {
  /** How often waiting threads are looked for while there are requests. */
  private static final long TICK_MILLIS = 10;

  /** What sends or receives on the network for so long waits for the other side. */
  private static final long WAITING_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /**
   * What takes so long waits too, whatever state Java tells: a thread in a read from a socket or
   * file counts as running.
   */
  private static final long LONG_NANOS = 10 * WAITING_NANOS;

  /**
   * How long threads stay that are no longer wanted: waits come in waves, and the next one would
   * have to start them again.
   */
  private static final long SPARE_SECONDS = 1;

  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private final int fewest = Runtime.getRuntime().availableProcessors() + 1;
  private final ThreadGroup group;
  private final long timeoutNanos;
  private final BlockingQueue<Runnable> requests = new LinkedBlockingQueue<>();
  private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong received = new AtomicLong();
  private final AtomicInteger alive = new AtomicInteger();
  private final AtomicInteger started = new AtomicInteger();
  private final AtomicBoolean ticking = new AtomicBoolean();
  private final ScheduledThreadPoolExecutor clock;
  private final Delays delays;
  private volatile int wanted = fewest;
  private long wantedSince = System.nanoTime();
  private volatile boolean stopped;

  /**
   * Makes threads, of which none runs yet.
   *
   * @param group what notices when an error ends one of them
   * @param timeout how long a request may take to arrive in full, and a response may make no
   *     progress
   */
  RequestThreads(ThreadGroup group, Duration timeout) {
    this.group = group;
    timeoutNanos = timeout.compareTo(LONGEST) < 0 ? timeout.toNanos() : LONGEST.toNanos();
    clock =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(group, task, "customer-session-stub-clock");
              thread.setDaemon(true);
              return thread;
            });
    // If the system gives no thread, whoever starts the server is told, and no request suffers.
    clock.prestartCoreThread();
    delays = new Delays(this, clock);
  }

  @Override
  public void execute(Runnable request) {
    if (stopped) {
      throw new RejectedExecutionException("the server has been stopped");
    }
    open.incrementAndGet();
    received.incrementAndGet();
    try {
      requests.add(request);
    } catch (OutOfMemoryError e) {
      open.decrementAndGet();
      throw e;
    }
    if (alive.get() < fewest) {
      startWorker(fewest);
    }
    keepTicking();
  }

  /** Returns the responses that are sent later by these threads. */
  Delays delays() {
    return delays;
  }

  /**
   * Waits until the requests that stand in the queue now are under way, each for as long as it
   * takes to read what has been sent of its headers.
   */
  void awaitQueued(Duration most) throws InterruptedException {
    if (open.get() == 0) {
      return;
    }
    CountDownLatch behind = new CountDownLatch(1);
    execute(behind::countDown);
    if (behind.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
      long taken = System.nanoTime();
      while (workers.stream().anyMatch(worker -> worker.justBegan(taken))) {
        Thread.sleep(1);
      }
    }
  }

  /** Tells that the current thread's request is complete, and is carried out now. */
  void arrived() {
    if (Thread.currentThread() instanceof Worker worker) {
      worker.arrived();
    }
  }

  /** Notes that the current thread is about to send the response, or a further part of it. */
  void sending() {
    if (Thread.currentThread() instanceof Worker worker) {
      worker.sending();
    }
  }

  /** Returns the number of requests that the server has handed over since it was started. */
  long received() {
    return received.get();
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
        return started();
      }
      count = alive.get();
    }
    return false;
  }

  private boolean started() {
    Worker worker = null;
    try {
      worker = new Worker("customer-session-stub-" + started.incrementAndGet());
      workers.add(worker);
      worker.start();
      return true;
    } catch (OutOfMemoryError e) {
      // The system gives no more threads; requests wait for those there are.
      if (worker != null) {
        workers.remove(worker);
      }
      alive.decrementAndGet();
      return false;
    }
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
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // The server has been stopped, and its requests with it, or the next request tries again.
      ticking.set(false);
    }
  }

  private void tick() {
    try {
      look(System.nanoTime());
    } finally {
      // Whatever went wrong, requests go on to be watched.
      next();
    }
  }

  private void look(long now) {
    int waiting = 0;
    for (Worker worker : workers) {
      long since = worker.since;
      if (since != Worker.IDLE) {
        if (worker.isWaiting(now)) {
          waiting++;
        }
        long progress = worker.progress;
        if (now - progress > timeoutNanos) {
          worker.expire(progress);
        }
      }
    }
    // Twice as many, so that a crowd of slow senders is outgrown within a few ticks.
    int most = fewest + 2 * waiting;
    if (most >= wanted || now - wantedSince > TimeUnit.SECONDS.toNanos(SPARE_SECONDS)) {
      wanted = most;
      wantedSince = now;
    }
    int missing = requests.size();
    while (missing > 0 && startWorker(most)) {
      missing--;
    }
  }

  private void next() {
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
    private volatile long progress;
    private volatile long onNetworkSince;
    private boolean over = true;
    private boolean expired;

    Worker(String name) {
      super(group, name);
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
     * Returns whether the other side is waited for, or something else that is not the processor,
     * without having said so.
     */
    boolean isWaiting(long now) {
      long network = onNetworkSince;
      if (network != IDLE) {
        return now - network > WAITING_NANOS;
      }
      long busy = now - since;
      return busy > WAITING_NANOS && (getState() != State.RUNNABLE || busy > LONG_NANOS);
    }

    /** Returns whether it took a request not long before a time, and has not read all of it yet. */
    boolean justBegan(long time) {
      long begun = since;
      return begun != IDLE
          && begun <= time
          && onNetworkSince == begun
          && System.nanoTime() - begun < WAITING_NANOS;
    }

    private synchronized void begin() {
      over = false;
      long now = System.nanoTime();
      onNetworkSince = now;
      progress = now;
      since = now;
    }

    void arrived() {
      settle();
      onNetworkSince = IDLE;
    }

    synchronized void sending() {
      if (!expired) {
        over = false;
        progress = System.nanoTime();
        onNetworkSince = progress;
      }
    }

    private void end() {
      settle();
      since = IDLE;
    }

    /** Cuts off the connection, if there has been no progress since a time. */
    synchronized void expire(long time) {
      if (!over && progress == time) {
        over = true;
        expired = true;
        interrupt();
      }
    }

    /** Ends the watch; an interrupt by {@link #expire} just before is taken back, no other one. */
    private synchronized void settle() {
      if (expired && !stopped) {
        Thread.interrupted();
      }
      expired = false;
      over = true;
    }
  }
}
