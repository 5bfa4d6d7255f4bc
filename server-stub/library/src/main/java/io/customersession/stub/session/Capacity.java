package io.customersession.stub.session;

import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.contract.stub.memory.StoreFullException;
import io.customersession.contract.stub.memory.Weight;
import io.customersession.stub.model.Return;
import io.customersession.stub.promotion.Redemption;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many sessions are stored and how much memory they take, so that a test that runs away
 * is refused before the heap is full.
 */
final class Capacity {
  private static final int WITHOUT_CONTENT = 1_000;
  private static final int REDEMPTION = 300;
  private static final int USE = 400;
  private static final int RETURN = 800;
  private static final int RETURNED_LINE = 200;

  private final int most;
  private final SessionStore store;
  private final MemoryBudget.Account memory;
  private final AtomicInteger taken = new AtomicInteger();

  Capacity(int most, SessionStore store, MemoryBudget.Account memory) {
    this.most = most;
    this.store = store;
    this.memory = memory;
    recount();
  }

  /**
   * Takes the place of a session that is about to be stored.
   *
   * @param before what it replaces, or null
   * @throws StoreFullException if there is none; nothing is taken then
   */
  void take(@Nullable Session before, Session after) {
    if (before == null && taken.incrementAndGet() > most) {
      taken.decrementAndGet();
      throw new StoreFullException("sessions", most, "maxSessions");
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

  /** Gives back what was taken for a session that is not stored after all. */
  void giveBack(@Nullable Session before, Session after) {
    if (before == null) {
      taken.decrementAndGet();
    }
    memory.adjust((before == null ? 0 : weight(before)) - weight(after));
  }

  /** Gives back the place of a session that is forgotten. */
  void release(Session session) {
    giveBack(null, session);
  }

  private static long weight(Session session) {
    long sum =
        WITHOUT_CONTENT + Weight.of(session.facts()) + Weight.of(session.standing().effects());
    for (Return made : session.returns()) {
      // Its texts are those of the session.
      sum += RETURN + (long) RETURNED_LINE * made.getReturnedCartItems().size();
    }
    for (Redemption redemption : session.standing().counted()) {
      sum += REDEMPTION + (long) USE * redemption.keys().size();
    }
    return sum;
  }

  void recount() {
    taken.set(store.size());
  }
}
