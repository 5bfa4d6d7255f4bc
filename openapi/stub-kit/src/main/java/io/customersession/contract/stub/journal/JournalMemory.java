package io.customersession.contract.stub.journal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The memory of the journals of all worlds. If it is exhausted, the largest journal evicts its
 * oldest exchanges or violations. Thread-safe.
 */
public final class JournalMemory {
  private final long max;
  private final AtomicLong taken = new AtomicLong();
  private final Set<Journal> journals = ConcurrentHashMap.newKeySet();

  /**
   * Creates an unused memory.
   *
   * @param max the approximate maximum size in bytes of all journals
   */
  public JournalMemory(long max) {
    this.max = max;
  }

  /** Returns the approximate size in bytes of all journals. */
  public long taken() {
    return taken.get();
  }

  void add(Journal journal, long bytes) {
    taken.addAndGet(bytes);
    journals.add(journal);
  }

  void release(long bytes) {
    taken.addAndGet(-bytes);
  }

  void leave(Journal journal) {
    journals.remove(journal);
  }

  /** Evicts until the maximum is kept. The caller must not hold the lock of a journal. */
  void trim() {
    while (taken.get() > max) {
      Journal largest = largest();
      if (largest == null || !largest.evictSomething()) {
        return;
      }
    }
  }

  private @Nullable Journal largest() {
    Journal largest = null;
    long weight = 0;
    for (Journal journal : journals) {
      if (journal.weight() > weight) {
        weight = journal.weight();
        largest = journal;
      }
    }
    return largest;
  }
}
