package io.customersession.stub.store;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one unit of work at a time use a key, such as an idempotency key. A thread that has locked a
 * key cannot lock it again. Thread-safe.
 *
 * @param <K> the type of the keys
 */
public final class KeyLocks<K> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition unlocked = lock.newCondition();
  private final Set<K> locked = new HashSet<>();

  /** Creates locks, none of which is taken. */
  public KeyLocks() {}

  /**
   * Locks a key, and waits until it is unlocked if another thread has locked it.
   *
   * @throws RuntimeException the error of the deadline if that takes too long
   */
  public void lock(K key, Deadline deadline) {
    deadline.await(nanos -> tryLock(key, nanos));
  }

  private boolean tryLock(K key, long nanos) throws InterruptedException {
    lock.lock();
    try {
      long remaining = nanos;
      while (!locked.add(key)) {
        if (remaining <= 0) {
          return false;
        }
        remaining = unlocked.awaitNanos(remaining);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Locks a key unless it is locked, and returns true if it did. */
  public boolean tryLock(K key) {
    lock.lock();
    try {
      return locked.add(key);
    } finally {
      lock.unlock();
    }
  }

  /** Unlocks a key. */
  public void unlock(K key) {
    lock.lock();
    try {
      locked.remove(key);
      unlocked.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
