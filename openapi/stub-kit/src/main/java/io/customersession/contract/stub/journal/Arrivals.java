package io.customersession.contract.stub.journal;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Collects exchanges for a thread that waits for those that meet a query. */
final class Arrivals implements AutoCloseable {
  private final Journal journal;
  private final ExchangeQuery query;
  private final BlockingQueue<RecordedExchange> queue = new LinkedBlockingQueue<>();

  Arrivals(Journal journal, ExchangeQuery query) {
    this.journal = journal;
    this.query = query;
  }

  /** Adds a new exchange, unless it certainly does not meet the query. */
  void offer(Examined examined) {
    boolean may;
    try {
      may = query.mayMatch(examined);
    } catch (RuntimeException | Error e) {
      // The waiting thread gets the exception, not the request that has just been recorded. An
      // error may be a failed assertion.
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
