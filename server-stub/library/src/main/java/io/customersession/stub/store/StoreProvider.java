package io.customersession.stub.store;

import java.io.InputStream;
import java.io.OutputStream;

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

  /**
   * Writes a world as lines of JSON, each as it is read: the memory that this takes does not grow
   * with the world. Requests are served meanwhile, and the lines show one point in time. By
   * default, it is not supported.
   *
   * @param world the name of the world
   * @param out it is not closed
   * @throws IllegalArgumentException if the location is not valid, there is no such world, or it
   *     cannot be exported; the message must not have a password
   * @throws java.io.UncheckedIOException if the store cannot be read, or the lines not written
   */
  default void exportWorld(
      String location, String world, OutputStream out, TransferListener listener) {
    throw new IllegalArgumentException("store: stores of this kind cannot export worlds");
  }

  /**
   * Reads a world that {@link #exportWorld} has written, also from a store of another kind. Lines
   * that break a rule are left out. The world gets its content when everything is read, in one
   * step; if this ends before, the next import of the same lines continues where it ended. By
   * default, it is not supported.
   *
   * @param in it is not closed
   * @throws IllegalArgumentException if the location is not valid, the target has content that it
   *     must not lose, or nothing can be imported; the message must not have a password
   * @throws java.io.UncheckedIOException if the store cannot be written, or the lines not read, are
   *     not those of a world or not all of them; the target is as it was
   */
  default ImportResult importWorld(
      String location, ImportTarget target, InputStream in, TransferListener listener) {
    throw new IllegalArgumentException("store: stores of this kind cannot import worlds");
  }
}
