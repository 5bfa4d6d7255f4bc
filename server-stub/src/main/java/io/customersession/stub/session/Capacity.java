package io.customersession.stub.session;

import io.customersession.stub.account.StoreFullException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds how many sessions are stored, so that a test that runs away is refused before the heap is
 * full.
 */
final class Capacity {
  private final int most;
  private final SessionStore store;
  private final AtomicInteger taken = new AtomicInteger();

  Capacity(int most, SessionStore store) {
    this.most = most;
    this.store = store;
    recount();
  }

  /** Takes the place of a session that is about to be stored. */
  void take() {
    if (taken.incrementAndGet() > most) {
      taken.decrementAndGet();
      throw new StoreFullException("sessions", most, "maxSessions");
    }
  }

  void release(int sessions) {
    taken.addAndGet(-sessions);
  }

  void recount() {
    taken.set(store.size());
  }
}
