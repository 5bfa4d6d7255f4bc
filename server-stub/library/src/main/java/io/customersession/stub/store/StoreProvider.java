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
  Stores open(String location);
}
