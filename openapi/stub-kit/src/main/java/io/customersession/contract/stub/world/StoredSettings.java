package io.customersession.contract.stub.world;

import java.time.Duration;
import java.util.Map;

/**
 * The clock and the settings of a world where they outlive the process. Implementations are
 * thread-safe.
 */
public interface StoredSettings {
  /**
   * The time for which a process uses settings that it has read, if they are {@linkplain #isShared
   * shared}. A change is in effect in all processes when this time has passed.
   */
  Duration VALIDITY = Duration.ofMillis(100);

  /**
   * What is stored.
   *
   * @param version grows with each change, also if the world is deleted and created again in
   *     between; 0 if nothing has been stored
   * @param texts the settings that were changed since the world was created or reset, by name
   */
  record Stored(long version, Map<String, String> texts) {
    /** Nothing has been stored. */
    public static final Stored NOTHING = new Stored(0, Map.of());

    /** Copies the texts. */
    public Stored {
      texts = Map.copyOf(texts);
    }
  }

  /** Returns true if other processes may change what is stored. */
  boolean isShared();

  /** Returns what is stored. */
  Stored read();

  /**
   * Replaces what is stored.
   *
   * @param version the version of what is replaced
   * @return the new version, or the given one if something else is stored by now
   */
  long replace(long version, Map<String, String> texts);
}
