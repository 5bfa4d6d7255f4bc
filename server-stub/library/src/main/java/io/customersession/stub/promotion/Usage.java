package io.customersession.stub.promotion;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** How often codes and campaigns were used. Safe for use by several threads. */
public final class Usage {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, Integer> counts = new HashMap<>();

  /** What uses are counted by. */
  public enum By {
    /** All uses. */
    ALL,
    /** Uses by one profile. */
    PROFILE,
    /** Uses with one custom identifier. */
    IDENTIFIER
  }

  /**
   * One counter.
   *
   * @param subject the code or campaign
   * @param by what uses are counted by
   * @param application the application in which the value means something; 0 if in all
   * @param value the profile's integration id, or the identifier; empty if all uses are counted
   */
  public record Key(String subject, By by, long application, String value) {}

  /** All counters at one moment. Immutable. */
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

  /**
   * Runs something that reads counters and then changes them; nothing else changes them meanwhile.
   */
  public <T> T alone(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** Returns how far a counter is, 0 or more. */
  public int count(Key key) {
    return alone(() -> counts.getOrDefault(key, 0));
  }

  /** Returns the profiles of an application that used something, in alphabetical order. */
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
   * Counts uses, takes others back, and runs something that sees the counters as they are then. If
   * that throws, they are what they were before; nobody else sees them meanwhile. A counter that
   * has been erased stays at 0 when a use is taken back.
   */
  public <T> T changing(List<Redemption> counted, List<Redemption> givenBack, Supplier<T> work) {
    List<Key> added = keys(counted);
    List<Key> removed = keys(givenBack);
    return alone(
        () -> {
          Map<Key, Integer> before = new HashMap<>();
          added.forEach(key -> before.put(key, counts.getOrDefault(key, 0)));
          removed.forEach(key -> before.put(key, counts.getOrDefault(key, 0)));
          try {
            added.forEach(key -> counts.merge(key, 1, Integer::sum));
            takeBack(removed);
            return work.get();
          } catch (RuntimeException | Error e) {
            before.forEach(
                (key, uses) -> counts.compute(key, (same, now) -> uses == 0 ? null : uses));
            throw e;
          }
        });
  }

  /**
   * Forgets what a profile used, and the identifiers that it used it with unless others used
   * something with them as well; uses in all stay counted.
   *
   * @param redemptions what the profile's sessions have counted
   */
  public void forget(long application, String profile, List<Redemption> redemptions) {
    alone(
        () -> {
          takeBack(keys(redemptions).stream().filter(key -> key.by() == By.IDENTIFIER).toList());
          return counts
              .keySet()
              .removeIf(
                  key ->
                      key.by() == By.PROFILE
                          && key.application() == application
                          && key.value().equals(profile));
        });
  }

  private void takeBack(List<Key> keys) {
    keys.forEach(key -> counts.computeIfPresent(key, (same, uses) -> uses == 1 ? null : uses - 1));
  }

  /** Forgets all uses. */
  public void reset() {
    restore(new Snapshot(Map.of()));
  }

  /** Returns all counters as they are. */
  public Snapshot snapshot() {
    return alone(() -> new Snapshot(counts));
  }

  /** Makes all counters what they were. */
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
