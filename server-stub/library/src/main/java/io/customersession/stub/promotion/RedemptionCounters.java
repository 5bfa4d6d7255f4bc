package io.customersession.stub.promotion;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Counts the redemptions of codes and campaigns. Thread-safe. */
public final class RedemptionCounters {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, Integer> counts = new HashMap<>();

  /** The dimension of a counter. */
  public enum By {
    /** All redemptions. */
    ALL,
    /** Redemptions by one profile. */
    PROFILE,
    /** Redemptions with one custom identifier. */
    IDENTIFIER
  }

  /**
   * One counter.
   *
   * @param subject the code or campaign
   * @param by the dimension
   * @param application the application that the value belongs to; 0 for all
   * @param value the profile's integration id, or the identifier; empty for all redemptions
   */
  public record Key(String subject, By by, long application, String value) {}

  /** All counters at one point in time. Immutable. */
  public static final class Snapshot {
    private final Map<Key, Integer> counts;

    private Snapshot(Map<Key, Integer> counts) {
      this.counts = Map.copyOf(counts);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Snapshot that && counts.equals(that.counts);
    }

    @Override
    public int hashCode() {
      return counts.hashCode();
    }

    @Override
    public String toString() {
      return new TreeMap<>(
              counts.entrySet().stream()
                  .collect(Collectors.toMap(each -> each.getKey().toString(), Map.Entry::getValue)))
          .toString();
    }
  }

  /** Runs work that reads and then changes counters; no other thread changes them meanwhile. */
  public <T> T alone(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** Returns the value of a counter, at least 0. */
  public int count(Key key) {
    return alone(() -> counts.getOrDefault(key, 0));
  }

  /** Returns the profiles of an application that redeemed a subject, in alphabetical order. */
  List<String> profiles(String subject, long application) {
    return alone(
        () ->
            counts.keySet().stream()
                .filter(
                    key ->
                        key.by() == By.PROFILE
                            && key.application() == application
                            && key.subject().equals(subject))
                .map(Key::value)
                .sorted()
                .toList());
  }

  /**
   * Counts redemptions, releases others, and runs work that reads the changed counters. If the work
   * throws, the counters are restored; no other thread reads them meanwhile. A counter at 0 stays
   * at 0 when a redemption is released.
   */
  public <T> T changing(List<Redemption> redeemed, List<Redemption> released, Supplier<T> work) {
    List<Key> added = keys(redeemed);
    List<Key> removed = keys(released);
    return alone(
        () -> {
          Map<Key, Integer> before = new HashMap<>();
          added.forEach(key -> before.put(key, counts.getOrDefault(key, 0)));
          removed.forEach(key -> before.put(key, counts.getOrDefault(key, 0)));
          try {
            added.forEach(key -> counts.merge(key, 1, Integer::sum));
            release(removed);
            return work.get();
          } catch (RuntimeException | Error e) {
            before.forEach(
                (key, uses) -> counts.compute(key, (same, now) -> uses == 0 ? null : uses));
            throw e;
          }
        });
  }

  /**
   * Deletes the counters of a profile, and releases its redemptions by identifier; the totals stay.
   *
   * @param redemptions the redemptions of the profile's sessions
   */
  public void forget(long application, String profile, List<Redemption> redemptions) {
    alone(
        () -> {
          release(keys(redemptions).stream().filter(key -> key.by() == By.IDENTIFIER).toList());
          return counts
              .keySet()
              .removeIf(
                  key ->
                      key.by() == By.PROFILE
                          && key.application() == application
                          && key.value().equals(profile));
        });
  }

  private void release(List<Key> keys) {
    keys.forEach(key -> counts.computeIfPresent(key, (same, uses) -> uses == 1 ? null : uses - 1));
  }

  /** Deletes all counters. */
  public void reset() {
    restore(new Snapshot(Map.of()));
  }

  /** Takes a snapshot. */
  public Snapshot snapshot() {
    return alone(() -> new Snapshot(counts));
  }

  /** Restores a snapshot. */
  public void restore(Snapshot snapshot) {
    alone(
        () -> {
          counts.clear();
          counts.putAll(snapshot.counts);
          return counts;
        });
  }

  private static List<Key> keys(List<Redemption> redemptions) {
    List<Key> keys = new ArrayList<>();
    redemptions.forEach(redemption -> keys.addAll(redemption.keys()));
    return keys;
  }
}
