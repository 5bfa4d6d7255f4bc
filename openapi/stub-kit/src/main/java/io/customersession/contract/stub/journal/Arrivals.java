package io.customersession.contract.stub.journal;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The exchanges that come while somebody waits for some that meet a query. */
final class Arrivals implements AutoCloseable {
  private final Journal journal;
  private final ExchangeQuery query;
  private final BlockingQueue<RecordedExchange> queue = new LinkedBlockingQueue<>();

  Arrivals(Journal journal, ExchangeQuery query) {
    this.journal = journal;
    this.query = query;
  }

  /** Takes in a new exchange, unless it certainly does not meet the query. */
  void offer(Examined examined) {
    boolean may;
    try {
      may = query.mayMatch(examined);
    } catch (RuntimeException | Error e) {
      // Whoever waits meets the exception, and not the call that has just been recorded. A
      // condition
      // may be an assertion.
      may = true;
    }
    if (may) {
      queue.add(examined.exchange());
    }
  }

  /**
   * Waits for the next exchange that may meet the query.
   *
   * @return null if none came in time, or the thread was interrupted
   */
  @Nullable RecordedExchange next(long nanos) {
    try {
      return queue.poll(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  @Override
  public void close() {
    journal.leave(this);
  }
}
