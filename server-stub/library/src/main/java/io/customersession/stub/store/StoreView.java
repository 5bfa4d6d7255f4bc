package io.customersession.stub.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The content of a store between two units of work. */
public interface StoreView {
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
}
