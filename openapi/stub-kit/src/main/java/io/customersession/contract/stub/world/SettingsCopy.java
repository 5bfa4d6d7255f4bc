package io.customersession.contract.stub.world;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a world in this process, as they are stored. Other processes may change them, so
 * they are read again after a short time, and whoever stores a change waits for that time.
 * Thread-safe.
 */
final class SettingsCopy {
  private static final long UNKNOWN = -1;

  /** Longer than any process runs. */
  private static final Duration FOREVER = Duration.ofDays(36_500);

  private final StubWorld world;

  /** Guarded by the monitor of the world, which is held for each change. */
  private boolean isChanging;

  private @Nullable Map<String, String> initial;
  private long version = UNKNOWN;

  /** What was read before this time is old. */
  private long readAt = System.nanoTime();

  private volatile long validUntil = readAt;

  SettingsCopy(StubWorld world) {
    this.world = world;
  }

  /** Reads the settings, unless they were read a moment ago. */
  void refresh() {
    StoredSettings stored = world.storedSettings();
    if (stored != null && System.nanoTime() - validUntil >= 0) {
      read(stored);
    }
  }

  private StoredSettings.Stored read(StoredSettings stored) {
    long begin = System.nanoTime();
    StoredSettings.Stored read = stored.read();
    use(read, begin, stored);
    return read;
  }

  private synchronized void use(StoredSettings.Stored read, long begin, StoredSettings stored) {
    // A thread that began later may have read what is newer.
    if (begin - readAt < 0) {
      return;
    }
    if (read.version() != version) {
      Map<String, String> texts = new HashMap<>(initial());
      texts.putAll(read.texts());
      world.settings(texts);
    }
    known(read.version(), begin, stored);
  }

  private synchronized void known(long newest, long begin, StoredSettings stored) {
    version = newest;
    readAt = begin;
    validUntil = begin + (stored.isShared() ? StoredSettings.VALIDITY : FOREVER).toNanos();
  }

  /** Discards what is known, and whatever is being read. */
  private synchronized void forget() {
    version = UNKNOWN;
    readAt = System.nanoTime();
    validUntil = readAt;
  }

  /** Returns the settings that the world has had at first. */
  private synchronized Map<String, String> initial() {
    if (initial == null) {
      initial = world.settings();
    }
    return initial;
  }

  /** Changes settings and stores them. A change within another one is stored with that. */
  void change(Runnable change) {
    StoredSettings stored = world.storedSettings();
    if (stored == null || (Thread.holdsLock(world) && isChanging)) {
      change.run();
      return;
    }
    synchronized (world) {
      isChanging = true;
      try {
        store(stored, change);
      } catch (RuntimeException | Error e) {
        forget();
        throw e;
      } finally {
        isChanging = false;
      }
    }
    await(stored);
  }

  private void store(StoredSettings stored, Runnable change) {
    while (true) {
      long before = read(stored).version();
      change.run();
      Map<String, String> texts = new HashMap<>(world.settings());
      texts.entrySet().removeAll(initial().entrySet());
      long stores = stored.replace(before, texts);
      if (stores != before) {
        known(stores, System.nanoTime(), stored);
        return;
      }
      forget();
    }
  }

  /** Runs a reset, which deletes what is stored. */
  void reset(Runnable reset) {
    StoredSettings stored = world.storedSettings();
    boolean isKnownElsewhere;
    synchronized (world) {
      isChanging = true;
      try {
        isKnownElsewhere = stored != null && !read(stored).texts().isEmpty();
        reset.run();
      } finally {
        forget();
        isChanging = false;
      }
    }
    if (stored != null && isKnownElsewhere) {
      await(stored);
    }
  }

  /** Waits until all processes have read what is stored. */
  private static void await(StoredSettings stored) {
    if (!stored.isShared()) {
      return;
    }
    try {
      Thread.sleep(StoredSettings.VALIDITY.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
