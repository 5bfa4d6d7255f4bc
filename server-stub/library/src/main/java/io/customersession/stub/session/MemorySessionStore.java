package io.customersession.stub.session;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Keeps sessions in memory, each behind a lock of its own. */
public final class MemorySessionStore implements SessionStore {
  private final ConcurrentMap<SessionKey, Slot> slots = new ConcurrentHashMap<>();
  private final AtomicInteger size = new AtomicInteger();

  @Override
  public @Nullable Session find(SessionKey key) {
    Slot slot = slots.get(key);
    return slot == null ? null : slot.session;
  }

  @Override
  public void update(SessionKey key, UnaryOperator<@Nullable Session> change) {
    for (; ; ) {
      Slot slot = slots.computeIfAbsent(key, unused -> new Slot());
      slot.lock.lock();
      if (changeLocked(key, slot, change)) {
        return;
      }
    }
  }

  @Override
  public boolean tryUpdate(SessionKey key, UnaryOperator<@Nullable Session> change) {
    for (; ; ) {
      Slot slot = slots.computeIfAbsent(key, unused -> new Slot());
      if (!slot.lock.tryLock()) {
        return false;
      }
      if (changeLocked(key, slot, change)) {
        return true;
      }
    }
  }

  /**
   * Unlocks the slot in any case; returns false if the slot had been given up before it was locked.
   */
  private boolean changeLocked(SessionKey key, Slot slot, UnaryOperator<@Nullable Session> change) {
    try {
      if (slot.abandoned) {
        return false;
      }
      Session before = slot.session;
      Session after = change.apply(before);
      slot.session = after;
      size.addAndGet((after == null ? 0 : 1) - (before == null ? 0 : 1));
      return true;
    } finally {
      abandonIfEmpty(key, slot);
      slot.lock.unlock();
    }
  }

  private void abandonIfEmpty(SessionKey key, Slot slot) {
    if (slot.session == null && !slot.abandoned) {
      slot.abandoned = true;
      slots.remove(key, slot);
    }
  }

  @Override
  public List<Session> list(long application) {
    return list().stream()
        .filter(session -> session.facts().getApplicationId() == application)
        .toList();
  }

  @Override
  public List<Session> list() {
    return slots.values().stream()
        .map(slot -> slot.session)
        .filter(Objects::nonNull)
        .sorted(Comparator.comparingLong(session -> session.facts().getId()))
        .toList();
  }

  @Override
  public int size() {
    return size.get();
  }

  @Override
  public void clear() {
    slots.keySet().forEach(key -> update(key, session -> null));
  }

  private static final class Slot {
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Session session;
    private boolean abandoned;
  }
}
