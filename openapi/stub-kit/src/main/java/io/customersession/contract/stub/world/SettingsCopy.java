package io.customersession.contract.stub.world;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the settings of a world as they are stored. Other processes may change them, so they are
 * read again after a short time, and whoever stores a change waits for that time. Thread-safe; the
 * monitors are taken in this order: the world's for each change, this one for each use, the
 * clock's.
 */
final class SettingsCopy {
  private static final System.Logger LOGGER = System.getLogger(SettingsCopy.class.getName());
  private static final long UNKNOWN = -1;

  /** Longer than any process runs. */
  private static final Duration FOREVER = Duration.ofDays(36_500);

  private final StubWorld world;
  private Map<String, String> initial = Map.of();
  private long version = UNKNOWN;
  private volatile long validUntil = System.nanoTime();

  /** The time of the last change that this process has stored. */
  private long storedAt = validUntil;

  private volatile @Nullable Thread resetting;

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

  /** Uses what was read, unless something newer is known. */
  private synchronized void use(StoredSettings.Stored read, long begin, StoredSettings stored) {
    if (initial.isEmpty()) {
      initial = world.settings();
    }
    // The row of a world that is deleted has no version, and neither had one before a first change.
    boolean isDeleted =
        read.version() == StoredSettings.Stored.NOTHING.version() && begin - storedAt >= 0;
    if (read.version() < version && !isDeleted) {
      return;
    }
    if (read.version() != version) {
      apply(read.texts());
      version = read.version();
    }
    validUntil = begin + (stored.isShared() ? StoredSettings.VALIDITY : FOREVER).toNanos();
  }

  private synchronized void useStored(
      StoredSettings.Stored change, long begin, StoredSettings stored) {
    use(change, begin, stored);
    storedAt = System.nanoTime();
  }

  private void apply(Map<String, String> texts) {
    Map<String, String> all = new HashMap<>(initial);
    all.putAll(texts);
    try {
      world.settings(all);
    } catch (IllegalArgumentException e) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "the stored settings of the world \"{0}\" are not used: {1}",
          world.name(),
          e.getMessage());
    }
  }

  /** Changes settings and stores them. A change within another one is stored with that. */
  void change(Runnable change) {
    StoredSettings stored = world.storedSettings();
    if (stored == null || Thread.holdsLock(this) || resetting == Thread.currentThread()) {
      change.run();
      return;
    }
    world.requireOutsideOfChange();
    boolean isStored;
    synchronized (world) {
      isStored = store(stored, change);
    }
    if (isStored) {
      await(stored);
    }
  }

  /** Returns false if the change has changed nothing. */
  private boolean store(StoredSettings stored, Runnable change) {
    while (true) {
      StoredSettings.Stored before = read(stored);
      Map<String, String> texts = changed(before, change);
      if (texts == null) {
        continue;
      }
      if (texts.equals(before.texts())) {
        return false;
      }
      long begin = System.nanoTime();
      long after = stored.replace(before.version(), texts);
      if (after != before.version()) {
        useStored(new StoredSettings.Stored(after, texts), begin, stored);
        return true;
      }
    }
  }

  /**
   * Returns what is to be stored, or null if the settings have changed since they were read. They
   * are not in effect before they are stored.
   */
  private synchronized @Nullable Map<String, String> changed(
      StoredSettings.Stored read, Runnable change) {
    if (version != read.version()) {
      return null;
    }
    Map<String, String> before = world.settings();
    Map<String, String> texts = new HashMap<>(read.texts());
    try {
      change.run();
      world
          .settings()
          .forEach(
              (name, text) -> {
                if (!text.equals(before.get(name))) {
                  texts.put(name, text);
                }
              });
    } finally {
      world.settings(before);
    }
    return texts;
  }

  /** Runs a reset, which deletes what is stored. */
  void reset(Runnable reset) {
    StoredSettings stored = world.storedSettings();
    synchronized (world) {
      if (stored == null) {
        reset.run();
        return;
      }
      boolean isKnownElsewhere = !read(stored).texts().isEmpty();
      resetting = Thread.currentThread();
      try {
        reset.run();
      } finally {
        resetting = null;
        forget();
      }
      if (!isKnownElsewhere) {
        return;
      }
      // Otherwise, a request that has read them before the reset would use them after it.
      read(stored);
    }
    await(stored);
  }

  private synchronized void forget() {
    version = UNKNOWN;
    validUntil = System.nanoTime();
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
