package io.customersession.stub.session;

import io.customersession.contract.json.Model;
import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.stub.account.Sequences;
import io.customersession.stub.profile.Profiles;
import io.customersession.stub.promotion.Usage;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Everything that calls leave behind: sessions, profiles, uses of codes, the internal ids given
 * out, and the responses to requests with an idempotency key. Changes run side by side; a snapshot
 * is taken, and put back, while no change is under way.
 */
public final class Records {
  private final SessionStore store;
  private final Profiles profiles;
  private final Sequences sequences;
  private final Usage usage = new Usage();
  private final Capacity capacity;
  private final IdempotencyRecords idempotency;
  private final MemoryBudget.Account memory;
  private final ReentrantReadWriteLock changes = new ReentrantReadWriteLock();
  private final ReentrantLock commits = new ReentrantLock();

  /**
   * What was recorded at one moment. Immutable; it can be put back any number of times, also into
   * the records of another world.
   */
  public static final class Snapshot {
    private final List<Session> sessions;
    private final Profiles.Snapshot profiles;
    private final Sequences.Snapshot sequences;
    private final Usage.Snapshot usage;
    private final IdempotencyRecords.Snapshot idempotency;
    private final long weight;

    private Snapshot(
        List<Session> sessions,
        Profiles.Snapshot profiles,
        Sequences.Snapshot sequences,
        Usage.Snapshot usage,
        IdempotencyRecords.Snapshot idempotency,
        long weight) {
      this.sessions = sessions;
      this.profiles = profiles;
      this.sequences = sequences;
      this.usage = usage;
      this.idempotency = idempotency;
      this.weight = weight;
    }

    /** Returns about how many bytes of memory it takes. */
    public long weight() {
      return weight + idempotency.weight();
    }

    /** Returns how often codes were used. */
    public Usage.Snapshot usage() {
      return usage;
    }

    /** Returns everything in it as text, the same text for the same things. */
    @Override
    public String toString() {
      return sessions + " " + profiles + " " + sequences + " " + usage + " " + idempotency;
    }

    /** Returns how many sessions are in it. */
    public int sessions() {
      return sessions.size();
    }
  }

  /**
   * Makes empty records.
   *
   * @param maxSessions how many sessions are kept at most, 1 or more
   * @param maxProfiles how many profiles are kept at most, 1 or more
   * @param maxIdempotencyBytes about how many bytes of responses are remembered, 0 or more
   * @param budget what all of this takes its memory from
   */
  public Records(
      SessionStore store,
      int maxSessions,
      int maxProfiles,
      long maxIdempotencyBytes,
      MemoryBudget budget) {
    this.store = store;
    this.sequences = new Sequences();
    this.memory = budget.account();
    this.profiles = new Profiles(sequences, maxProfiles, memory);
    this.capacity = new Capacity(maxSessions, store, memory);
    this.idempotency = new IdempotencyRecords(maxIdempotencyBytes, budget.account());
  }

  /** Returns how many sessions there are. */
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
                usage.snapshot(),
                idempotency.snapshot(),
                memory.balance()));
  }

  /**
   * Makes the records what they were when a snapshot was taken; all that came later is forgotten.
   *
   * @param begin runs when it is certain that there is memory for it, before anything changes
   * @throws io.customersession.contract.stub.memory.StoreFullException if there is no memory for
   *     it; nothing changes then
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
          // Reads go on meanwhile, and must find the sessions that are there before and after.
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
          usage.restore(snapshot.usage);
          idempotency.restore(snapshot.idempotency);
          capacity.recount();
          return snapshot;
        });
  }

  /**
   * Forgets everything and counts internal ids from 1 again.
   *
   * @param rest resets what belongs to the records elsewhere; no change can meet it
   */
  public void reset(Runnable rest) {
    alone(
        () -> {
          rest.run();
          store.clear();
          profiles.clear();
          sequences.reset();
          usage.reset();
          idempotency.clear();
          capacity.recount();
          memory.force(0);
          return store;
        });
  }

  /** Releases the memory of records that are forgotten. */
  public void close() {
    memory.close();
    idempotency.close();
  }

  /** Runs something that changes the records; if it throws, they are what they were before. */
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
   * Runs something that may change the records.
   *
   * @throws EpochOverException if the call began before a reset or restore
   */
  <T> T change(Call call, Supplier<T> change) {
    changes.readLock().lock();
    try {
      requireSameEpoch(call);
      return change.get();
    } finally {
      changes.readLock().unlock();
    }
  }

  /**
   * Runs the change that a request asks for, once for each idempotency key. No snapshot shows the
   * change without the response that is remembered for it, or the other way round.
   */
  <T extends Model> T change(
      Call call, IdempotencyRecords.Resource resource, String id, Supplier<T> change) {
    return change(call, () -> idempotency.once(call, resource, id, change));
  }

  /**
   * Runs the end of a change, in which ids are chosen, the response is encoded and everything is
   * stored. No other change is at its end meanwhile, so what the response shows is what is stored.
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

  Usage usage() {
    return usage;
  }

  Sequences sequences() {
    return sequences;
  }

  IdempotencyRecords idempotency() {
    return idempotency;
  }

  Capacity capacity() {
    return capacity;
  }

  /**
   * Runs something that a call asks for and that no change may meet.
   *
   * @throws EpochOverException if the call began before a reset or restore
   */
  <T> T alone(Call call, Supplier<T> work) {
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
  private static void requireSameEpoch(Call call) {
    if (call.epoch().isOver()) {
      throw new EpochOverException();
    }
  }

  /**
   * Checks that the current thread is not in the middle of a change, where only a hand-written rule
   * can be: what waits for all changes would wait for itself.
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

  /** Runs something that no change may meet. */
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
