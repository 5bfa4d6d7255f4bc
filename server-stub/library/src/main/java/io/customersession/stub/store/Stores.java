package io.customersession.stub.store;

import java.time.Clock;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Pattern;

/** Opens the stores of the worlds of a stub, all in one place. Thread-safe. */
@FunctionalInterface
public interface Stores extends AutoCloseable {
  /** The location of stores that end with their stub. */
  String MEMORY = "memory";

  /** The requirement for a location, to follow its name. */
  String RULE = "must be memory, or a location such as sqlite:FILE or postgresql://HOST/DATABASE";

  /**
   * Opens the store of a world. A store that exists already has the content that it had.
   *
   * @param world the name of the world
   */
  Store open(String world, StoreLimits limits);

  /**
   * Returns the number of requests that can wait for the store at the same time. The stub starts
   * with at least this many threads. Default: 0, requests do not wait.
   */
  default int concurrentRequests() {
    return 0;
  }

  /**
   * Returns the names of the worlds that are stored, besides those of this process. Default: none.
   */
  default List<String> worlds() {
    return List.of();
  }

  /** Releases what the stores share, such as connections. Does nothing by default. */
  @Override
  default void close() {}

  /** Returns stores in memory with default settings. */
  static Stores inMemory() {
    return inMemory(StoreOptions.DEFAULTS);
  }

  /** Returns stores that keep everything in memory. */
  static Stores inMemory(StoreOptions options) {
    return (world, limits) -> new MemoryStore(limits, options.retention(), Clock.systemUTC());
  }

  /** Returns true if a text may be a location; whether it exists is not checked. */
  static boolean isLocation(String text) {
    return text.equals(MEMORY) || Pattern.matches("[a-z][a-z0-9+.-]*:\\S.*", text);
  }

  /** Opens the stores at a location with default settings. */
  static Stores at(String location) {
    return at(location, StoreOptions.DEFAULTS);
  }

  /**
   * Opens the stores at a location. Locations other than {@link #MEMORY} need a {@link
   * StoreProvider} on the class path.
   *
   * @throws IllegalArgumentException if no provider on the class path knows the location
   * @throws java.io.UncheckedIOException if the stores cannot be opened; the message has the reason
   */
  static Stores at(String location, StoreOptions options) {
    if (location.equals(MEMORY)) {
      return inMemory(options);
    }
    return provider(location).open(location, options);
  }

  /**
   * Returns the provider of a location.
   *
   * @throws IllegalArgumentException if the location is {@link #MEMORY}, or nothing on the class
   *     path knows it
   */
  static StoreProvider provider(String location) {
    if (location.equals(MEMORY)) {
      throw new IllegalArgumentException("store: memory has no tables; set another store");
    }
    for (StoreProvider provider : ServiceLoader.load(StoreProvider.class)) {
      if (provider.knows(location)) {
        return provider;
      }
    }
    // Only the scheme: the rest may have a password.
    String scheme = location.substring(0, location.indexOf(':'));
    throw new IllegalArgumentException(
        "store: nothing on the class path can open "
            + scheme
            + ":...; sqlite and postgresql need the artifact"
            + " io.customersession:customer-session-store-jdbc");
  }
}
