package io.customersession.contract.stub.host;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends delayed responses without a thread for each. The JDK's server does not report when a client
 * has disconnected, so the memory of their connections limits their number.
 */
final class Delays {
  private static final System.Logger LOGGER = System.getLogger(Delays.class.getName());
  private static final long BYTES_PER_CONNECTION = 40_000;
  private static final int MIN_WAITING = 200;
  private static final int HEAP_SHARE = 8;

  private final Executor threads;
  private final ScheduledExecutorService clock;
  private final int maxWaiting;
  private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean warned = new AtomicBoolean();
  private volatile boolean ended;

  private static final class Waiting {
    private final Runnable response;

    Waiting(Runnable response) {
      this.response = response;
    }
  }

  Delays(Executor threads, ScheduledExecutorService clock) {
    this(
        threads,
        clock,
        (int)
            Math.min(
                Integer.MAX_VALUE,
                Math.max(
                    MIN_WAITING,
                    Runtime.getRuntime().maxMemory() / HEAP_SHARE / BYTES_PER_CONNECTION)));
  }

  Delays(Executor threads, ScheduledExecutorService clock, int maxWaiting) {
    this.threads = threads;
    this.clock = clock;
    this.maxWaiting = maxWaiting;
  }

  /**
   * Sends a response after a delay, or as soon as the server is stopped.
   *
   * @return false if the caller must send it at once, because the server is being stopped or too
   *     many responses are delayed
   */
  boolean add(Duration delay, Runnable response) {
    if (ended) {
      return false;
    }
    if (waiting.size() >= maxWaiting) {
      if (!warned.getAndSet(true)) {
        LOGGER.log(
            System.Logger.Level.WARNING,
            "{0} responses are delayed, which is the maximum for this heap; further ones are sent"
                + " at once",
            maxWaiting);
      }
      return false;
    }
    Waiting one = new Waiting(response);
    waiting.add(one);
    try {
      Future<?> unused = clock.schedule(() -> send(one), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      return !waiting.remove(one);
    }
    if (ended) {
      send(one);
    }
    return true;
  }

  /** Sends all delayed responses at once. */
  void end() {
    ended = true;
    waiting.forEach(this::send);
  }

  private void send(Waiting one) {
    if (waiting.remove(one)) {
      threads.execute(one.response);
    }
  }
}
