package io.customersession.stub.store;

import io.customersession.contract.stub.memory.MemoryBudget;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stores everything in memory. Units of different sessions run concurrently; a unit that has read a
 * profile or counter that another one has changed meanwhile runs again (decision 0139).
 */
public final class MemoryStore implements Store {
  /** After that many conflicts, a unit claims what it reads. */
  private static final int MAX_CONFLICTS = 3;

  private final Quota quota;
  private final MemoryBudget.Account memory;
  private final IdempotencyRecords records;
  private final UnitLock units = new UnitLock();
  private final Expiry<SessionKey> sessionExpiry;
  private final Expiry<ProfileKey> profileExpiry;

  /** Held while a unit is validated and stored. */
  private final ReentrantLock commits = new ReentrantLock();

  /** Invalidates what is read while the changes of a unit are applied. */
  private final StampedLock applying = new StampedLock();

  /** Held by the only unit that may claim something, in the order in which they asked. */
  private final ReentrantLock turns = new ReentrantLock(true);

  private final Condition unclaimed = commits.newCondition();

  /** The profiles and counters that only one unit may change; guarded by {@link #commits}. */
  private Set<Object> claimed = Set.of();

  private volatile MemoryTables tables = new MemoryTables();

  /** Creates an empty store that keeps every session. */
  public MemoryStore(StoreLimits limits) {
    this(limits, Retention.FOREVER, Clock.systemUTC());
  }

  /**
   * Creates an empty store.
   *
   * @param clock the clock of the machine, which a world cannot change
   */
  MemoryStore(StoreLimits limits, Retention retention, Clock clock) {
    this.sessionExpiry = new Expiry<>(retention, clock);
    this.profileExpiry = new Expiry<>(retention, clock);
    this.memory = limits.memory().account();
    this.quota = new Quota(limits.maxSessions(), limits.maxProfiles(), memory);
    this.records = new IdempotencyRecords(limits.maxIdempotencyBytes(), limits.memory().account());
  }

  @Override
  public <T> T execute(UnitScope scope, Function<UnitOfWork, T> work) {
    deleteExpired();
    return units.run(scope.idempotencyKey(), Deadline.NONE, () -> executeInSlot(scope, work));
  }

  private <T> T executeInSlot(UnitScope scope, Function<UnitOfWork, T> work) {
    MemoryTables current = tables;
    SessionKey key = scope.session();
    if (key == null) {
      return run(new MemoryUnit(current, records, scope), work);
    }
    MemoryTables.Slot slot = current.lock(key, scope.waits());
    if (slot == null) {
      throw new BusyException();
    }
    try {
      return run(new MemoryUnit(current, records, scope), work);
    } finally {
      current.unlock(key, slot);
    }
  }

  @Override
  public <T> T executeAlone(Function<UnitOfWork, T> work) {
    deleteExpired();
    return units.runAlone(Deadline.NONE, () -> run(new MemoryUnit(tables, records, null), work));
  }

  private <T> T run(MemoryUnit unit, Function<UnitOfWork, T> work) {
    try {
      for (int i = 0; i < MAX_CONFLICTS; i++) {
        T result = work.apply(unit);
        if (commit(unit)) {
          return result;
        }
        unit.restart();
      }
      return runWithClaims(unit, work);
    } catch (RuntimeException | Error e) {
      unit.releaseIds();
      throw e;
    }
  }

  /**
   * Runs a unit while no other one can change what it has read in former runs. Units that change
   * something else are stored meanwhile, unless they have conflicted as often themselves.
   */
  private <T> T runWithClaims(MemoryUnit unit, Function<UnitOfWork, T> work) {
    if (turns.isHeldByCurrentThread()) {
      throw new IllegalStateException("a unit of work conflicts with one that runs inside it");
    }
    turns.lock();
    try {
      int known = -1;
      while (unit.formerlyRead().size() > known) {
        known = unit.formerlyRead().size();
        claim(Set.copyOf(unit.formerlyRead()));
        T result = work.apply(unit);
        if (commit(unit)) {
          return result;
        }
        unit.restart();
      }
      throw new IllegalStateException("a unit of work conflicts with one that runs inside it");
    } finally {
      claim(Set.of());
      turns.unlock();
    }
  }

  private void claim(Set<Object> keys) {
    commits.lock();
    try {
      claimed = keys;
      unclaimed.signalAll();
    } finally {
      commits.unlock();
    }
  }

  /** Returns false if the unit has to run again, because something that it has read has changed. */
  private boolean commit(MemoryUnit unit) {
    commits.lock();
    try {
      while (!turns.isHeldByCurrentThread() && unit.changesAnyOf(claimed)) {
        unclaimed.awaitUninterruptibly();
      }
      if (!unit.isCurrent()) {
        return false;
      }
      if (unit.isReadOnly()) {
        unit.releaseIds();
        return true;
      }
      quota.take(tables, unit);
      long stamp = applying.writeLock();
      try {
        unit.apply();
      } finally {
        applying.unlockWrite(stamp);
      }
      unit.applyRecords();
      if (!sessionExpiry.isOff()) {
        unit.forEachSession((key, session) -> sessionExpiry.note(key, session != null));
        unit.forEachProfile((key, profile) -> profileExpiry.note(key, profile != null));
      }
      return true;
    } finally {
      commits.unlock();
    }
  }

  /**
   * Deletes a batch of sessions that have expired, or of profiles if there are no such sessions. A
   * store in memory has no thread of its own, so whoever comes after that does it.
   */
  private void deleteExpired() {
    if (units.isInUnit()) {
      return;
    }
    if (sessionExpiry.isDue()) {
      for (SessionKey key : sessionExpiry.expired()) {
        deleteExpired(new UnitScope(key, false, null), unit -> expire(unit, key));
      }
    } else if (profileExpiry.isDue()) {
      for (ProfileKey key : profileExpiry.expired()) {
        deleteExpired(new UnitScope(null, false, null), unit -> expire(unit, key));
      }
    }
  }

  private void deleteExpired(UnitScope scope, Function<UnitOfWork, Boolean> expiration) {
    try {
      units.run(null, Deadline.NONE, () -> executeInSlot(scope, expiration));
    } catch (BusyException e) {
      // It is being changed, so it is kept.
    }
  }

  private boolean expire(UnitOfWork unit, SessionKey key) {
    boolean isExpired = sessionExpiry.isExpired(key);
    if (isExpired) {
      unit.delete(key);
    }
    return isExpired;
  }

  private boolean expire(UnitOfWork unit, ProfileKey key) {
    boolean isExpired = profileExpiry.isExpired(key);
    if (isExpired && !unit.sessionsOf(key).isEmpty()) {
      profileExpiry.note(key, true); // or each request would look at it
    } else if (isExpired) {
      unit.deleteCounters(key);
      unit.delete(key);
    }
    return isExpired;
  }

  /** Reads without a lock at first: a GET neither waits for a unit nor delays one. */
  @Override
  public <T extends @Nullable Object> T read(Function<StoreView, T> reading) {
    deleteExpired();
    long stamp = applying.tryOptimisticRead();
    if (stamp != 0) {
      try {
        T result = reading.apply(tables);
        if (applying.validate(stamp)) {
          return result;
        }
      } catch (RuntimeException e) {
        if (applying.validate(stamp)) {
          throw e;
        }
      }
    }
    stamp = applying.readLock();
    try {
      return reading.apply(tables);
    } finally {
      applying.unlockRead(stamp);
    }
  }

  @Override
  public int sessions() {
    deleteExpired();
    return tables.size();
  }

  @Override
  public StoreSnapshot snapshot() {
    return units.runAlone(
        Deadline.NONE,
        () -> {
          MemoryTables current = tables;
          return new StoreSnapshot(
              current.sessions(),
              Map.copyOf(current.profiles()),
              Map.copyOf(current.counters()),
              current.ids().last(),
              records.all(),
              memory.balance(),
              records.weight());
        });
  }

  @Override
  public void restore(StoreSnapshot snapshot, Runnable begin) {
    units.runAlone(
        Deadline.NONE,
        () -> {
          records.replaced(() -> memory.set(snapshot.weight()));
          begin.run();
          tables = MemoryTables.of(snapshot);
          records.replace(snapshot.records());
          sessionExpiry.replace(snapshot.sessions().stream().map(Session::key));
          profileExpiry.replace(snapshot.profiles().keySet().stream());
          return snapshot;
        });
  }

  @Override
  public void reset(Runnable rest) {
    units.runAlone(
        Deadline.NONE,
        () -> {
          rest.run();
          tables = new MemoryTables();
          records.replace(Map.of());
          sessionExpiry.replace(Stream.of());
          profileExpiry.replace(Stream.of());
          memory.force(0);
          return tables;
        });
  }

  @Override
  public boolean isInUnit() {
    return units.isInUnit();
  }

  @Override
  public void close() {
    memory.close();
    records.close();
  }
}
