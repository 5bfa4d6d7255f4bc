package io.customersession.stub.session;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Stores sessions. Implementations are thread-safe. */
public interface SessionStore {
  /** Returns a session as stored last, or null if there is none. */
  @Nullable Session find(SessionKey key);

  /**
   * Replaces a session. No other change of the same session runs meanwhile; changes of other
   * sessions do.
   *
   * @param change gets the session as stored, or null if there is none, and returns what to store
   *     instead, or null to forget it. If it returns what it got, or throws, nothing changes.
   */
  void update(SessionKey key, UnaryOperator<@Nullable Session> change);

  /**
   * Like {@link #update}, but gives up at once if another change of the session is under way.
   *
   * @return whether the change was carried out
   */
  boolean tryUpdate(SessionKey key, UnaryOperator<@Nullable Session> change);

  /**
   * Returns the sessions of an application in the order of their creation, as they are stored at
   * this moment.
   */
  List<Session> list(long application);

  /** Returns all sessions in the order of their creation, as they are stored at this moment. */
  List<Session> list();

  /** Returns the number of sessions. */
  int size();

  /** Deletes all sessions. */
  void clear();
}
