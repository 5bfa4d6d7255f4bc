package io.customersession.stub.store;

import io.customersession.contract.stub.world.StoredSettings;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stores the state of a world: sessions, profiles, redemption counters, internal ids and responses
 * to requests with an idempotency key. Implementations are thread-safe.
 */
public interface Store {
  /**
   * Runs a unit of work. Its changes are stored together when the work returns, or not at all if it
   * throws, and nobody sees only some of them. What the work has read is still true when its
   * changes are stored; if it changes nothing, everything that it has read was true at the same
   * time. To ensure this, a store may discard the changes of a run and run the work again, so the
   * work must have no effects besides those on the unit.
   *
   * @param scope what the work changes; units with the same session or the same idempotency key do
   *     not overlap
   * @return what the run returned whose changes are stored
   * @throws BusyException if the scope does not wait and its session is being changed
   * @throws io.customersession.contract.stub.memory.StoreFullException if the changes do not fit
   */
  <T> T execute(UnitScope scope, Function<UnitOfWork, T> work);

  /** Like {@link #execute}, for work on any number of sessions; no other unit overlaps with it. */
  <T> T executeAlone(Function<UnitOfWork, T> work);

  /**
   * Like {@link #executeAlone}, for work on a whole world, such as seeding it, which takes the time
   * that its content needs. The time of a request limits each wait of it, not all of them together.
   */
  default <T> T executeOnWorld(Function<UnitOfWork, T> work) {
    return executeAlone(work);
  }

  /**
   * Reads from a view that shows every unit as a whole or not at all.
   *
   * @param reading returns what it reads, and has no other effects; it may run more than once
   */
  <T extends @Nullable Object> T read(Function<StoreView, T> reading);

  /** Returns the number of sessions. */
  int sessions();

  /** Takes a snapshot of everything, between units. */
  StoreSnapshot snapshot();

  /**
   * Restores a snapshot between units, also one of another store.
   *
   * @param begin runs when it is certain that the snapshot fits, before anything changes
   * @throws io.customersession.contract.stub.memory.StoreFullException if it does not fit; nothing
   *     changes then
   */
  void restore(StoreSnapshot snapshot, Runnable begin);

  /**
   * Deletes everything between units; internal ids start from 1 again.
   *
   * @param rest resets related state elsewhere; no unit overlaps with it either
   */
  void reset(Runnable rest);

  /**
   * Returns where the clock and the settings of the world are stored, or null if they end with the
   * process. A reset deletes them, and so does the deletion of the world.
   */
  default @Nullable StoredSettings settings() {
    return null;
  }

  /** Returns true if the current thread is inside a unit of work. */
  boolean isInUnit();

  /** Releases what the store uses; what it has stored stays if it outlives its stub. */
  void close();

  /** Deletes everything, because its world is deleted, and closes the store. */
  default void delete() {
    close();
  }
}
