package io.customersession.stub.session;

import io.customersession.contract.json.Model;
import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.contract.stub.world.StateSnapshot;
import io.customersession.stub.account.Sequences;
import io.customersession.stub.profile.Profiles;
import io.customersession.stub.promotion.RedemptionCounters;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The stored state of a world: sessions, profiles, redemption counters, the internal ids in use,
 * and the responses to requests with an idempotency key. Changes run concurrently; snapshots are
 * taken and restored exclusively.
 */
public final class WorldState {
  private final SessionStore store;
  private final Profiles profiles;
  private final Sequences sequences;
  private final RedemptionCounters counters = new RedemptionCounters();
  private final Quota quota;
  private final IdempotencyRecords idempotency;
  private final MemoryBudget.Account memory;
  private final ReentrantReadWriteLock changes = new ReentrantReadWriteLock();
  private final ReentrantLock commits = new ReentrantLock();

  /**
   * The state at one point in time. Immutable; it can be restored any number of times, also into
   * another world.
   */
  public static final class Snapshot implements StateSnapshot {
    private final List<Session> sessions;
    private final Profiles.Snapshot profiles;
    private final Sequences.Snapshot sequences;
    private final RedemptionCounters.Snapshot counters;
    private final IdempotencyRecords.Snapshot idempotency;
    private final long weight;

    private Snapshot(
        List<Session> sessions,
        Profiles.Snapshot profiles,
        Sequences.Snapshot sequences,
        RedemptionCounters.Snapshot counters,
        IdempotencyRecords.Snapshot idempotency,
        long weight) {
      this.sessions = sessions;
      this.profiles = profiles;
      this.sequences = sequences;
      this.counters = counters;
      this.idempotency = idempotency;
      this.weight = weight;
    }

    @Override
    public long weight() {
      return weight + idempotency.weight();
    }

    /** Returns the redemption counters. */
    public RedemptionCounters.Snapshot counters() {
      return counters;
    }

    /** Returns the complete content as text; equal content has equal text. */
    @Override
    public String toString() {
      return sessions + " " + profiles + " " + sequences + " " + counters + " " + idempotency;
    }

    /** Returns its number of sessions. */
    public int sessions() {
      return sessions.size();
    }
  }

  /**
   * Creates an empty state.
   *
   * @param maxSessions the maximum number of sessions, at least 1
   * @param maxProfiles the maximum number of profiles, at least 1
   * @param maxIdempotencyBytes the approximate maximum size in bytes of the remembered responses,
   *     at least 0
   * @param budget the memory that everything is charged to
   */
  public WorldState(
      SessionStore store,
      int maxSessions,
      int maxProfiles,
      long maxIdempotencyBytes,
      MemoryBudget budget) {
    this.store = store;
    this.sequences = new Sequences();
    this.memory = budget.account();
    this.profiles = new Profiles(sequences, maxProfiles, memory);
    this.quota = new Quota(maxSessions, store, memory);
    this.idempotency = new IdempotencyRecords(maxIdempotencyBytes, budget.account());
  }

  /** Returns the number of sessions. */
  public int sessions() {
    return store.size();
  }

  /** Takes a snapshot. */
  public Snapshot snapshot() {
    return alone(
        () ->
            new Snapshot(
                store.list(),
                profiles.snapshot(),
                sequences.snapshot(),
                counters.snapshot(),
                idempotency.snapshot(),
                memory.balance()));
  }

  /**
   * Restores a snapshot; later changes are lost.
   *
   * @param begin runs when memory for the snapshot is reserved, before anything changes
   * @throws io.customersession.contract.stub.memory.StoreFullException if it does not fit into
   *     memory; nothing changes then
   */
  public void restore(Snapshot snapshot, Runnable begin) {
    alone(
        () -> {
          memory.set(snapshot.weight);
          begin.run();
          put(snapshot);
          return snapshot;
        });
  }

  private void put(Snapshot snapshot) {
    alone(
        () -> {
          // Concurrent reads must find the sessions that exist both before and after.
          Set<SessionKey> kept =
              snapshot.sessions.stream().map(Session::key).collect(Collectors.toSet());
          for (Session session : store.list()) {
            if (!kept.contains(session.key())) {
              store.update(session.key(), unused -> null);
            }
          }
          for (Session session : snapshot.sessions) {
            store.update(session.key(), unused -> session);
          }
          profiles.restore(snapshot.profiles);
          sequences.restore(snapshot.sequences);
          counters.restore(snapshot.counters);
          idempotency.restore(snapshot.idempotency);
          quota.recount();
          return snapshot;
        });
  }

  /**
   * Deletes everything and restarts internal ids from 1.
   *
   * @param rest resets the related state elsewhere; runs exclusively as well
   */
  public void reset(Runnable rest) {
    alone(
        () -> {
          rest.run();
          store.clear();
          profiles.clear();
          sequences.reset();
          counters.reset();
          idempotency.clear();
          quota.recount();
          memory.force(0);
          return store;
        });
  }

  /** Releases the memory of a state that is dropped. */
  public void close() {
    memory.close();
    idempotency.close();
  }

  /** Runs changes exclusively; if they throw, the state is restored. */
  void allOrNothing(Runnable change) {
    alone(
        () -> {
          Snapshot before = snapshot();
          try {
            change.run();
          } catch (RuntimeException | Error e) {
            memory.force(before.weight);
            put(before);
            throw e;
          }
          return before;
        });
  }

  /**
   * Runs a change.
   *
   * @throws EpochOverException if the call began before a reset or restore
   */
  <T> T change(OperationContext call, Supplier<T> change) {
    changes.readLock().lock();
    try {
      requireSameEpoch(call);
      return change.get();
    } finally {
      changes.readLock().unlock();
    }
  }

  /**
   * Runs the change of a request once per idempotency key. No snapshot has the change without its
   * remembered response or the reverse.
   */
  <T extends Model> T change(
      OperationContext call, IdempotencyRecords.Resource resource, String id, Supplier<T> change) {
    return change(call, () -> idempotency.once(call, resource, id, change));
  }

  /**
   * Runs the final step of a change, which chooses ids, encodes the response and stores everything.
   * Final steps do not overlap, so the response shows what is stored.
   */
  <T> T committing(Supplier<T> end) {
    commits.lock();
    try {
      return end.get();
    } finally {
      commits.unlock();
    }
  }

  SessionStore store() {
    return store;
  }

  Profiles profiles() {
    return profiles;
  }

  RedemptionCounters counters() {
    return counters;
  }

  Sequences sequences() {
    return sequences;
  }

  IdempotencyRecords idempotency() {
    return idempotency;
  }

  Quota quota() {
    return quota;
  }

  /**
   * Runs the work of a call exclusively.
   *
   * @throws EpochOverException if the call began before a reset or restore
   */
  <T> T alone(OperationContext call, Supplier<T> work) {
    return alone(
        () -> {
          requireSameEpoch(call);
          return work.get();
        });
  }

  /**
   * Resets end the epoch first and then wait for changes, and restores end it while there are none,
   * so no change can come after this check and after a reset or restore.
   */
  private static void requireSameEpoch(OperationContext call) {
    if (call.epoch().isOver()) {
      throw new EpochOverException();
    }
  }

  /**
   * Checks that the current thread is not inside a change, as a hand-written rule is: exclusive
   * work would wait for itself.
   *
   * @throws IllegalStateException if it is
   */
  public void requireOutsideOfChange() {
    if (changes.getReadHoldCount() > 0) {
      throw new IllegalStateException(
          "A transition or effect rule must not reset, seed or restore the world that it runs in,"
              + " or take a snapshot of it");
    }
  }

  /** Runs work exclusively. */
  private <T> T alone(Supplier<T> work) {
    requireOutsideOfChange();
    changes.writeLock().lock();
    try {
      return work.get();
    } finally {
      changes.writeLock().unlock();
    }
  }
}
