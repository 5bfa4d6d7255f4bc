package io.customersession.stub.session;

import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.contract.stub.memory.StoreFullException;
import io.customersession.contract.stub.memory.Weight;
import io.customersession.stub.model.Return;
import io.customersession.stub.promotion.Redemption;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Limits the number of stored sessions and their memory, so that a runaway test gets an error
 * before the heap is full.
 */
final class Quota {
  private static final int WITHOUT_CONTENT = 1_000;
  private static final int REDEMPTION = 300;
  private static final int USE = 400;
  private static final int RETURN = 800;
  private static final int RETURNED_LINE = 200;

  private final int max;
  private final SessionStore store;
  private final MemoryBudget.Account memory;
  private final AtomicInteger taken = new AtomicInteger();

  Quota(int max, SessionStore store, MemoryBudget.Account memory) {
    this.max = max;
    this.store = store;
    this.memory = memory;
    recount();
  }

  /**
   * Reserves the quota of a session that is about to be stored.
   *
   * @param before the session that it replaces, or null
   * @throws StoreFullException if the quota is exhausted; nothing is reserved then
   */
  void take(@Nullable Session before, Session after) {
    if (before == null && taken.incrementAndGet() > max) {
      taken.decrementAndGet();
      throw new StoreFullException("sessions", max, "maxSessions");
    }
    try {
      memory.change(before == null ? 0 : weight(before), weight(after));
    } catch (StoreFullException e) {
      if (before == null) {
        taken.decrementAndGet();
      }
      throw e;
    }
  }

  /** Releases the quota of a session that is not stored after all. */
  void giveBack(@Nullable Session before, Session after) {
    if (before == null) {
      taken.decrementAndGet();
    }
    memory.adjust((before == null ? 0 : weight(before)) - weight(after));
  }

  /** Releases the quota of a session that is deleted. */
  void release(Session session) {
    giveBack(null, session);
  }

  private static long weight(Session session) {
    long sum =
        WITHOUT_CONTENT
            + Weight.of(session.facts())
            + Weight.of(session.appliedPromotions().effects());
    for (Return made : session.returns()) {
      // Its texts are shared with the session.
      sum += RETURN + (long) RETURNED_LINE * made.getReturnedCartItems().size();
    }
    for (Redemption redemption : session.appliedPromotions().redemptions()) {
      sum += REDEMPTION + (long) USE * redemption.keys().size();
    }
    return sum;
  }

  void recount() {
    taken.set(store.size());
  }
}
