package io.customersession.stub.store;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one unit of work at a time use an idempotency key. */
final class KeyLocks {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition unlocked = lock.newCondition();
  private final Set<IdempotencyKey> locked = new HashSet<>();

  void lock(IdempotencyKey key) {
    lock.lock();
    try {
      while (!locked.add(key)) {
        unlocked.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  void unlock(IdempotencyKey key) {
    lock.lock();
    try {
      locked.remove(key);
      unlocked.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
