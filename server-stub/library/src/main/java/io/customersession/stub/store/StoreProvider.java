package io.customersession.stub.store;

/**
 * Opens stores at locations of a kind. The setting {@code store} has the location; a {@link
 * java.util.ServiceLoader} finds the provider.
 */
public interface StoreProvider {
  /**
   * Returns true if this opens a location.
   *
   * @param location such as {@code sqlite:sessions.db}; it is never {@link Stores#MEMORY}
   */
  boolean knows(String location);

  /**
   * Opens the stores at a location.
   *
   * @throws IllegalArgumentException if the location is not valid; the message must not have its
   *     password
   * @throws java.io.UncheckedIOException if they cannot be opened; the message has the reason
   */
  Stores open(String location, StoreOptions options);

  /**
   * Describes what is stored at a location, and changes nothing. By default, it is not supported.
   *
   * @throws IllegalArgumentException if the location is not valid or cannot be described; the
   *     message must not have its password
   * @throws java.io.UncheckedIOException if it cannot be read, or a newer version has written it
   */
  default StoreStatus status(String location) {
    throw new IllegalArgumentException("store: stores of this kind have no tables");
  }

  /**
   * Brings the tables at a location to the version that this knows, as {@link #open} does. Several
   * processes may do so at once. By default, it is not supported.
   *
   * @throws IllegalArgumentException if the location is not valid or has no tables; the message
   *     must not have its password
   * @throws java.io.UncheckedIOException if that is not possible, or a newer version has written
   *     them
   */
  default void migrate(String location) {
    throw new IllegalArgumentException("store: stores of this kind have no tables");
  }
}
