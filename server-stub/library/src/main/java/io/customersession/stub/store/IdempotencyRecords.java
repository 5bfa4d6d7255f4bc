package io.customersession.stub.store;

import io.customersession.contract.stub.memory.MemoryBudget;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Keeps idempotency records, and evicts the oldest if they take too much memory. Thread-safe. */
final class IdempotencyRecords {
  private static final System.Logger LOGGER = System.getLogger(IdempotencyRecords.class.getName());
  private static final int WEIGHT_WITHOUT_TEXTS = 300;

  private final long maxBytes;
  private final MemoryBudget.Account memory;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<IdempotencyKey, IdempotencyRecord> records = new LinkedHashMap<>();
  private long bytes;
  private boolean warned;

  /**
   * Creates empty records.
   *
   * @param maxBytes the approximate maximum size in bytes of all records, at least 0; beyond it the
   *     oldest are evicted, but the newest is always kept
   * @param memory the memory that records are charged to; the oldest are evicted as well if it is
   *     exhausted
   */
  IdempotencyRecords(long maxBytes, MemoryBudget.Account memory) {
    this.maxBytes = maxBytes;
    this.memory = memory;
  }

  @Nullable IdempotencyRecord find(IdempotencyKey key) {
    lock.lock();
    try {
      return records.get(key);
    } finally {
      lock.unlock();
    }
  }

  /** Stores a record as the newest one and evicts older ones if needed. */
  void put(IdempotencyKey key, IdempotencyRecord record) {
    lock.lock();
    try {
      IdempotencyRecord before = records.remove(key);
      if (before != null) {
        weigh(-weight(key, before));
      }
      records.put(key, record);
      weigh(weight(key, record));
      evict(record.at());
    } finally {
      lock.unlock();
    }
  }

  private void evict(Instant now) {
    Iterator<Map.Entry<IdempotencyKey, IdempotencyRecord>> oldest = records.entrySet().iterator();
    while ((bytes > maxBytes || memory.isOverdrawn()) && records.size() > 1) {
      Map.Entry<IdempotencyKey, IdempotencyRecord> each = oldest.next();
      weigh(-weight(each.getKey(), each.getValue()));
      warn(each.getValue(), now);
      oldest.remove();
    }
  }

  /** Deletes the records of requests that changed a profile or one of these sessions. */
  void delete(ProfileKey profile, Collection<String> sessions) {
    Set<String> erased = new HashSet<>(sessions);
    lock.lock();
    try {
      Iterator<Map.Entry<IdempotencyKey, IdempotencyRecord>> all = records.entrySet().iterator();
      while (all.hasNext()) {
        Map.Entry<IdempotencyKey, IdempotencyRecord> each = all.next();
        IdempotencyKey key = each.getKey();
        boolean owned =
            switch (key.resource()) {
              case PROFILE -> key.id().equals(profile.integrationId());
              case SESSION -> erased.contains(key.id());
            };
        if (key.application() == profile.application() && owned) {
          weigh(-weight(key, each.getValue()));
          all.remove();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns all records, oldest first. */
  Map<IdempotencyKey, IdempotencyRecord> all() {
    lock.lock();
    try {
      return new LinkedHashMap<>(records);
    } finally {
      lock.unlock();
    }
  }

  /** Replaces all records. */
  void replace(Map<IdempotencyKey, IdempotencyRecord> others) {
    lock.lock();
    try {
      records.clear();
      weigh(-bytes);
      warned = false;
      others.forEach(this::put);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Runs something as if the records took no memory, because they are replaced next.
   *
   * @param work if it throws, the records take their memory again
   */
  void replaced(Runnable work) {
    lock.lock();
    try {
      memory.force(0);
      work.run();
    } catch (RuntimeException | Error e) {
      memory.force(bytes);
      throw e;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the approximate memory in bytes that all records take. */
  long weight() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  /** Releases the memory of all records. */
  void close() {
    memory.close();
  }

  private void warn(IdempotencyRecord evicted, Instant now) {
    if (!warned && !evicted.isExpired(now)) {
      warned = true;
      try {
        LOGGER.log(
            System.Logger.Level.WARNING,
            "responses to requests with an Idempotency-Key take more than {0} bytes, or more than"
                + " the memory has left: the oldest are evicted before their 24 hours are over;"
                + " reset the stub, or raise maxIdempotencyBytes or maxMemory",
            String.valueOf(maxBytes));
      } catch (RuntimeException | Error e) {
        // A log handler that fails tests on warnings must not fail a request that is stored.
      }
    }
  }

  private void weigh(long difference) {
    bytes += difference;
    memory.force(bytes);
  }

  /** Returns the approximate memory in bytes that a record takes. */
  static long weight(IdempotencyKey key, IdempotencyRecord record) {
    return WEIGHT_WITHOUT_TEXTS
        + record.body().length
        + 2L * (key.id().length() + key.key().length());
  }
}
