package io.customersession.stub.store;

import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.contract.stub.memory.StoreFullException;
import io.customersession.contract.stub.memory.Weight;
import io.customersession.stub.model.Return;
import io.customersession.stub.promotion.Redemption;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Limits the number of sessions and profiles and their memory, so that a runaway test gets an error
 * before the heap is full.
 */
final class Quota {
  private static final int WITHOUT_CONTENT = 1_000;
  private static final int REDEMPTION = 300;
  private static final int USE = 400;
  private static final int RETURN = 800;
  private static final int RETURNED_LINE = 200;

  private final int maxSessions;
  private final int maxProfiles;
  private final MemoryBudget.Account memory;

  Quota(int maxSessions, int maxProfiles, MemoryBudget.Account memory) {
    this.maxSessions = maxSessions;
    this.maxProfiles = maxProfiles;
    this.memory = memory;
  }

  /**
   * Reserves the memory for the changes of a unit. Changes are applied by the caller before it
   * calls this again.
   *
   * @throws StoreFullException if a limit is exceeded; nothing is reserved then
   */
  void take(MemoryTables tables, MemoryUnit unit) {
    long taken = 0;
    int sessions = tables.size();
    int profiles = tables.profileCount();
    try {
      for (Map.Entry<SessionKey, Optional<Session>> each : unit.changedSessions().entrySet()) {
        Session before = tables.session(each.getKey());
        Session after = each.getValue().orElse(null);
        sessions += (after == null ? 0 : 1) - (before == null ? 0 : 1);
        if (before == null && sessions > maxSessions) {
          throw new StoreFullException("sessions", maxSessions, "maxSessions");
        }
        taken += change(weight(before), weight(after));
      }
      for (Map.Entry<ProfileKey, Optional<Profile>> each : unit.changedProfiles().entrySet()) {
        Profile before = tables.profile(each.getKey());
        Profile after = each.getValue().orElse(null);
        profiles += (after == null ? 0 : 1) - (before == null ? 0 : 1);
        if (before == null && profiles > maxProfiles) {
          throw new StoreFullException("profiles", maxProfiles, "maxProfiles");
        }
        taken += change(before == null ? 0 : before.weight(), after == null ? 0 : after.weight());
      }
    } catch (RuntimeException | Error e) {
      memory.adjust(-taken);
      throw e;
    }
  }

  private long change(long before, long after) {
    memory.change(before, after);
    return after - before;
  }

  private static long weight(@Nullable Session session) {
    if (session == null) {
      return 0;
    }
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
}
