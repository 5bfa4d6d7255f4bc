package io.customersession.stub.store;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Gives out internal ids, counted from 1 for each sequence. Ids that are released are given out
 * again, so that requests that fail leave no gaps. Thread-safe.
 */
final class Ids implements IdSource {
  private final Map<Sequence, Counter> counters = new EnumMap<>(Sequence.class);

  Ids() {
    for (Sequence sequence : Sequence.values()) {
      counters.put(sequence, new Counter());
    }
  }

  /** Returns the id that is next. */
  long peek(Sequence sequence) {
    return counter(sequence).peek();
  }

  @Override
  public long next(Sequence sequence) {
    return counter(sequence).next();
  }

  @Override
  public void release(Sequence sequence, long id) {
    counter(sequence).release(id);
  }

  /** Returns the last id of each sequence. */
  Map<Sequence, Long> last() {
    Map<Sequence, Long> last = new EnumMap<>(Sequence.class);
    counters.forEach((sequence, counter) -> last.put(sequence, counter.last()));
    return last;
  }

  /** Continues after the last ids of another time. */
  void continueAfter(Map<Sequence, Long> last) {
    last.forEach((sequence, id) -> counter(sequence).continueAfter(id));
  }

  private Counter counter(Sequence sequence) {
    Counter counter = counters.get(sequence);
    if (counter == null) {
      throw new IllegalStateException("no counter for " + sequence);
    }
    return counter;
  }

  private static final class Counter {
    private long last;
    private final TreeSet<Long> released = new TreeSet<>();

    synchronized long peek() {
      return released.isEmpty() ? last + 1 : released.first();
    }

    synchronized long next() {
      Long again = released.isEmpty() ? null : released.pollFirst();
      return again == null ? ++last : again;
    }

    synchronized void release(long id) {
      released.add(id);
      while (released.remove(last)) {
        last--;
      }
    }

    synchronized long last() {
      return last;
    }

    synchronized void continueAfter(long id) {
      last = id;
      released.clear();
    }
  }
}
