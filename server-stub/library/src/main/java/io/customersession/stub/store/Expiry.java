package io.customersession.stub.store;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sessions of a {@link MemoryStore} in the order of their last changes, so that those which
 * have expired are the first. Keeps nothing if every session is kept. Thread-safe.
 */
final class Expiry {
  /** The maximum number of sessions that one request deletes. */
  static final int BATCH = 500;

  private final Retention retention;
  private final Clock clock;
  private final Map<SessionKey, Long> changes = new LinkedHashMap<>();

  /** When the first session expires, in milliseconds of the clock. */
  private volatile long due = Long.MAX_VALUE;

  Expiry(Retention retention, Clock clock) {
    this.retention = retention;
    this.clock = clock;
  }

  /** Returns true if every session is kept. */
  boolean isOff() {
    return retention.isForever();
  }

  /** Returns true if a session may have expired. */
  boolean isDue() {
    return due != Long.MAX_VALUE && clock.millis() >= due;
  }

  /** Notes that a session has changed now, or does not exist any more. */
  void note(SessionKey key, boolean exists) {
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

  /** Notes that these are all sessions, and that they have changed now. */
  void replace(List<Session> sessions) {
    synchronized (changes) {
      changes.clear();
      sessions.forEach(session -> note(session.key(), true));
      setDue();
    }
  }

  /** Returns sessions that have expired, oldest first, at most {@link #BATCH}. */
  List<SessionKey> expired() {
    List<SessionKey> expired = new ArrayList<>();
    synchronized (changes) {
      for (Map.Entry<SessionKey, Long> each : changes.entrySet()) {
        if (expired.size() == BATCH || !isExpired(each.getValue())) {
          break;
        }
        expired.add(each.getKey());
      }
    }
    return expired;
  }

  /** Returns true if a session has not changed for the time of the retention. */
  boolean isExpired(SessionKey key) {
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
