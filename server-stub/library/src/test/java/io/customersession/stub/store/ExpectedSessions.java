package io.customersession.stub.store;

import io.customersession.stub.model.SessionState;
import java.util.Map;
import java.util.TreeMap;

/** What {@link StoreOperations} return if they run one after another. */
public class ExpectedSessions {
  private final Map<Integer, Entry> sessions = new TreeMap<>();
  private int updates;
  private int redemptions;

  private record Entry(int updates, SessionState state) {
    @Override
    public String toString() {
      return updates + " " + state.value();
    }
  }

  /** Creates the expectations of an empty store. */
  public ExpectedSessions() {}

  private boolean is(int session, SessionState state) {
    Entry entry = sessions.get(session);
    return entry != null && entry.state() == state;
  }

  private int merge(int session, SessionState state) {
    Entry before = sessions.get(session);
    Entry after = new Entry(before == null ? 1 : before.updates() + 1, state);
    sessions.put(session, after);
    updates++;
    return after.updates();
  }

  /** Creates or updates a session, and returns its number of updates. */
  public int update(int session) {
    return merge(session, SessionState.OPEN);
  }

  /** Closes an open session unless the coupon was redeemed. */
  public String close(int session) {
    if (!is(session, SessionState.OPEN)) {
      return "not open";
    }
    if (redemptions > 0) {
      return "no redemption left";
    }
    redemptions++;
    merge(session, SessionState.CLOSED);
    return "closed";
  }

  /** Cancels a closed session. */
  public boolean cancel(int session) {
    if (!is(session, SessionState.CLOSED)) {
      return false;
    }
    redemptions--;
    merge(session, SessionState.CANCELLED);
    return true;
  }

  /** Deletes a session, and returns whether it was there. */
  public boolean delete(int session) {
    return sessions.remove(session) != null;
  }

  /** Returns a session as text. */
  public String read(int session) {
    Entry entry = sessions.get(session);
    return entry == null ? "none" : entry.toString();
  }

  /** Returns both sessions, the list of sessions, and the figure of the profile. */
  public String readAll() {
    Map<String, String> listed = new TreeMap<>();
    sessions.forEach((session, entry) -> listed.put("s" + session, entry.toString()));
    return read(1) + ", " + read(2) + ", " + listed + ", " + updates;
  }

  /** Returns the figures of the profile and the coupon. */
  public String readFigures() {
    return updates + ", " + redemptions;
  }
}
