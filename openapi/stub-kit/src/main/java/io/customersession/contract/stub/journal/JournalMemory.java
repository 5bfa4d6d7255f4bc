package io.customersession.contract.stub.journal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many bytes the journals of all worlds may take together: the largest journal forgets
 * its oldest first. Safe for use by several threads.
 */
public final class JournalMemory {
  private final long max;
  private final AtomicLong taken = new AtomicLong();
  private final Set<Journal> journals = ConcurrentHashMap.newKeySet();

  /**
   * Makes a memory that nothing is in.
   *
   * @param max about how many bytes the journals may take together
   */
  public JournalMemory(long max) {
    this.max = max;
  }

  /** Returns about how many bytes the journals take. */
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

  /** Makes room if too much is taken; the caller holds no journal's lock. */
  void trim() {
    while (taken.get() > max) {
      Journal largest = largest();
      if (largest == null || !largest.forgetSomething()) {
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
