package io.customersession.stub.store;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The sessions or profiles of a {@link MemoryStore} in the order of their last changes, so that
 * those which have expired are the first. Keeps nothing if all of them are kept. Thread-safe.
 *
 * @param <K> the type of their keys
 */
final class Expiry<K> {
  /** The maximum number that one request deletes. */
  static final int BATCH = 500;

  private final Retention retention;
  private final Clock clock;
  private final Map<K, Long> changes = new LinkedHashMap<>();

  /** When the first one expires, in milliseconds of the clock. */
  private volatile long due = Long.MAX_VALUE;

  Expiry(Retention retention, Clock clock) {
    this.retention = retention;
    this.clock = clock;
  }

  /** Returns true if nothing expires. */
  boolean isOff() {
    return retention.isForever();
  }

  /** Returns true if something may have expired. */
  boolean isDue() {
    return due != Long.MAX_VALUE && clock.millis() >= due;
  }

  /** Notes that something has changed now, or does not exist any more. */
  void note(K key, boolean exists) {
    if (isOff()) {
      return;
    }
    synchronized (changes) {
      changes.remove(key);
      if (exists) {
        changes.put(key, clock.millis());
      }
      setDue();
    }
  }

  /** Notes that there is nothing else, and that this has changed now. */
  void replace(Stream<K> keys) {
    synchronized (changes) {
      changes.clear();
      keys.forEach(key -> note(key, true));
      setDue();
    }
  }

  /** Returns what has expired, oldest first, at most {@link #BATCH}. */
  List<K> expired() {
    List<K> expired = new ArrayList<>();
    synchronized (changes) {
      for (Map.Entry<K, Long> each : changes.entrySet()) {
        if (expired.size() == BATCH || !isExpired(each.getValue())) {
          break;
        }
        expired.add(each.getKey());
      }
    }
    return expired;
  }

  /** Returns true if something has not changed for the time of the retention. */
  boolean isExpired(K key) {
    synchronized (changes) {
      Long changed = changes.get(key);
      return changed != null && isExpired(changed);
    }
  }

  private boolean isExpired(long changed) {
    return changed + retention.time().toMillis() <= clock.millis();
  }

  private void setDue() {
    due =
        changes.isEmpty()
            ? Long.MAX_VALUE
            : changes.values().iterator().next() + retention.time().toMillis();
  }
}
