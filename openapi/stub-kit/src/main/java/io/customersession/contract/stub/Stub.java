package io.customersession.contract.stub;

import io.customersession.contract.stub.world.StubWorld;
import io.customersession.contract.stub.world.Worlds;

/** A running stub, or a view of one that shows one of its worlds. Thread-safe. */
public interface Stub extends AutoCloseable {
  /** Returns the base URL for clients, without a slash at the end. */
  String url();

  /** Returns the world of requests to the URL that name none. */
  StubWorld world();

  /** Returns all worlds. */
  Worlds<?> worlds();

  /**
   * Returns a view of this stub that shows one world, whose URL leads there. Closing it does
   * nothing.
   *
   * @param world the name of the world, which is created if there is none
   */
  Stub in(String world);

  /**
   * Returns this world to its initial condition. If it is the main world, all others are deleted.
   */
  void reset();

  /** Responds to the requests in flight, then stops. */
  @Override
  void close();
}
