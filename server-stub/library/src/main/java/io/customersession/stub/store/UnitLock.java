package io.customersession.stub.store;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the units of work of a store run side by side in this process, or one of them alone.
 * Thread-safe.
 */
public final class UnitLock {
  private final ReentrantReadWriteLock units = new ReentrantReadWriteLock();
  private final KeyLocks<IdempotencyKey> keys = new KeyLocks<>();

  /**
   * Runs a unit beside others, but not beside one with the same idempotency key.
   *
   * @param key null if the unit has none
   * @throws RuntimeException the error of the deadline if the unit cannot begin until then
   */
  public <T> T run(@Nullable IdempotencyKey key, Deadline deadline, Supplier<T> unit) {
    deadline.await(nanos -> units.readLock().tryLock(nanos, TimeUnit.NANOSECONDS));
    try {
      if (key == null) {
        return unit.get();
      }
      keys.lock(key, deadline);
      try {
        return unit.get();
      } finally {
        keys.unlock(key);
      }
    } finally {
      units.readLock().unlock();
    }
  }

  /**
   * Runs work while no unit runs.
   *
   * @throws IllegalStateException if the current thread is inside a unit
   * @throws RuntimeException the error of the deadline if the work cannot begin until then
   */
  public <T> T runAlone(Deadline deadline, Supplier<T> work) {
    if (isInUnit()) {
      throw new IllegalStateException("a unit of work cannot wait for all units");
    }
    deadline.await(nanos -> units.writeLock().tryLock(nanos, TimeUnit.NANOSECONDS));
    try {
      return work.get();
    } finally {
      units.writeLock().unlock();
    }
  }

  /** Returns true if the current thread is inside a unit of work. */
  public boolean isInUnit() {
    return units.getReadHoldCount() > 0 || units.isWriteLockedByCurrentThread();
  }
}
