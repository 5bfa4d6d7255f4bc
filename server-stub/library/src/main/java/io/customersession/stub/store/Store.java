package io.customersession.stub.store;

import java.util.List;
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
   * changes are stored. To ensure this, a store may discard the changes of a run and run the work
   * again, so the work must have no effects besides those on the unit.
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

  /** Returns a session, or null if it does not exist. */
  @Nullable Session find(SessionKey key);

  /** Returns a session of an application by its internal id, or null if it does not exist. */
  @Nullable Session find(long application, long internalId);

  /** Returns a profile, or null if it does not exist. */
  @Nullable Profile find(ProfileKey key);

  /**
   * Returns one page of the sessions of an application that match a query, and one session more if
   * there is another page.
   *
   * @param order the order of the sessions, the most significant one first; sessions that are equal
   *     in all of them are in the order of their creation
   */
  List<Session> list(long application, SessionQuery query, List<SessionOrder> order);

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

  /** Returns true if the current thread is inside a unit of work. */
  boolean isInUnit();

  /** Releases what the store uses. */
  void close();
}
