package io.customersession.stub.store;

import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.contract.stub.memory.StoreFullException;
import org.jspecify.annotations.Nullable;

/**
 * Limits the number of sessions and profiles and their memory, so that a runaway test gets an error
 * before the heap is full.
 */
final class Quota {
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
    Reservation reservation = new Reservation(tables.size(), tables.profileCount());
    try {
      unit.forEachSession((key, after) -> reservation.session(tables.find(key), after));
      unit.forEachProfile((key, after) -> reservation.profile(tables.find(key), after));
    } catch (RuntimeException | Error e) {
      memory.adjust(-reservation.taken);
      throw e;
    }
  }

  /** What a unit takes. */
  private final class Reservation {
    private int sessions;
    private int profiles;
    private long taken;

    private Reservation(int sessions, int profiles) {
      this.sessions = sessions;
      this.profiles = profiles;
    }

    void session(@Nullable Session before, @Nullable Session after) {
      sessions += (after == null ? 0 : 1) - (before == null ? 0 : 1);
      if (before == null && sessions > maxSessions) {
        throw new StoreFullException("sessions", maxSessions, "maxSessions");
      }
      change(before == null ? 0 : before.weight(), after == null ? 0 : after.weight());
    }

    void profile(@Nullable Profile before, @Nullable Profile after) {
      profiles += (after == null ? 0 : 1) - (before == null ? 0 : 1);
      if (before == null && profiles > maxProfiles) {
        throw new StoreFullException("profiles", maxProfiles, "maxProfiles");
      }
      if (before != null && after != null && before.weighsTheSameAs(after)) {
        return;
      }
      change(before == null ? 0 : before.weight(), after == null ? 0 : after.weight());
    }

    private void change(long before, long after) {
      memory.change(before, after);
      taken += after - before;
    }
  }
}
