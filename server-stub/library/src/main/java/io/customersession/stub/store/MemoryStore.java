package io.customersession.stub.store;

import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.stub.model.CustomerSessionV2;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stores everything in memory. Units of different sessions run concurrently; a unit that has read a
 * profile or counter that another one has changed meanwhile runs again.
 */
public final class MemoryStore implements Store {
  /** After that many conflicts a unit runs while no other one can be stored. */
  private static final int MAX_CONFLICTS = 3;

  private final Quota quota;
  private final MemoryBudget.Account memory;
  private final IdempotencyRecords records;
  private final KeyLocks keys = new KeyLocks();
  private final ReentrantReadWriteLock units = new ReentrantReadWriteLock();
  private final ReentrantLock commits = new ReentrantLock();
  private volatile MemoryTables tables = new MemoryTables();

  /** Creates an empty store. */
  public MemoryStore(StoreLimits limits) {
    this.memory = limits.memory().account();
    this.quota = new Quota(limits.maxSessions(), limits.maxProfiles(), memory);
    this.records = new IdempotencyRecords(limits.maxIdempotencyBytes(), limits.memory().account());
  }

  @Override
  public <T> T execute(UnitScope scope, Function<UnitOfWork, T> work) {
    units.readLock().lock();
    try {
      IdempotencyKey key = scope.idempotencyKey();
      if (key == null) {
        return executeInSlot(scope, work);
      }
      keys.lock(key);
      try {
        return executeInSlot(scope, work);
      } finally {
        keys.unlock(key);
      }
    } finally {
      units.readLock().unlock();
    }
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
    return alone(() -> run(new MemoryUnit(tables, records, null), work));
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
      commits.lock();
      try {
        T result = work.apply(unit);
        if (!commit(unit)) {
          throw new IllegalStateException("a unit of work conflicts with no other one");
        }
        return result;
      } finally {
        commits.unlock();
      }
    } catch (RuntimeException | Error e) {
      unit.releaseIds();
      throw e;
    }
  }

  /** Returns false if the unit has to run again, because something that it has read has changed. */
  private boolean commit(MemoryUnit unit) {
    if (unit.isReadOnly()) {
      unit.releaseIds();
      return true;
    }
    commits.lock();
    try {
      if (!unit.isCurrent()) {
        return false;
      }
      quota.take(tables, unit);
      unit.apply();
      return true;
    } finally {
      commits.unlock();
    }
  }

  @Override
  public @Nullable Session find(SessionKey key) {
    return tables.session(key);
  }

  @Override
  public @Nullable Session find(long application, long internalId) {
    return tables.session(application, internalId);
  }

  @Override
  public @Nullable Profile find(ProfileKey key) {
    return tables.profile(key);
  }

  @Override
  public List<Session> list(long application, SessionQuery query, List<SessionOrder> order) {
    Stream<Session> matching = candidates(application, query, order).filter(query::matches);
    if (!isIndexed(order)) {
      Comparator<CustomerSessionV2> comparator =
          order.stream()
              .map(SessionOrder::comparator)
              .reduce(Comparator::thenComparing)
              .orElseThrow()
              .thenComparing(CustomerSessionV2::getId);
      matching = matching.sorted(Comparator.comparing(Session::facts, comparator));
    }
    return matching.skip(query.skip()).limit(query.pageSize() + 1L).toList();
  }

  /** Returns sessions among which are all that match, in the order of the index. */
  private Stream<Session> candidates(
      long application, SessionQuery query, List<SessionOrder> order) {
    MemoryTables current = tables;
    String id = query.integrationId();
    if (id != null && !query.partialMatch()) {
      return Stream.ofNullable(current.session(new SessionKey(application, id)));
    }
    String profile = query.profile();
    var index =
        profile != null && !profile.isEmpty() && !query.partialMatch()
            ? current.ofOwner(new ProfileKey(application, profile))
            : current.ofApplication(application);
    boolean descending = isIndexed(order) && !order.isEmpty() && order.get(0).descending();
    return (descending ? index.descendingMap() : index)
        .values().stream().map(MemoryTables.Slot::session).filter(Objects::nonNull);
  }

  /** Returns true if the index by internal id has the order. */
  private static boolean isIndexed(List<SessionOrder> order) {
    return order.isEmpty() || order.get(0).property() == SessionOrder.Property.ID;
  }

  @Override
  public int sessions() {
    return tables.size();
  }

  @Override
  public StoreSnapshot snapshot() {
    return alone(
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
    alone(
        () -> {
          memory.set(snapshot.weight());
          begin.run();
          tables = MemoryTables.of(snapshot);
          records.replace(snapshot.records());
          return snapshot;
        });
  }

  @Override
  public void reset(Runnable rest) {
    alone(
        () -> {
          rest.run();
          tables = new MemoryTables();
          records.replace(Map.of());
          memory.force(0);
          return tables;
        });
  }

  @Override
  public boolean isInUnit() {
    return units.getReadHoldCount() > 0 || units.isWriteLockedByCurrentThread();
  }

  @Override
  public void close() {
    memory.close();
    records.close();
  }

  private <T> T alone(Supplier<T> work) {
    if (isInUnit()) {
      throw new IllegalStateException("a unit of work cannot wait for all units");
    }
    units.writeLock().lock();
    try {
      return work.get();
    } finally {
      units.writeLock().unlock();
    }
  }
}
