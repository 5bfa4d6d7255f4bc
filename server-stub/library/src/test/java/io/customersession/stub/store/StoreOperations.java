package io.customersession.stub.store;

import static io.customersession.stub.store.StoredThings.COUNTER;
import static io.customersession.stub.store.StoredThings.key;
import static io.customersession.stub.store.StoredThings.page;
import static io.customersession.stub.store.StoredThings.scope;

import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.stub.model.SessionState;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * What requests do with two sessions of one profile in a {@link MemoryStore}, for Lincheck, which
 * runs sequences of these operations at the same time and compares their results with those of
 * {@link ExpectedSessions} in some order.
 */
@Param(name = "session", gen = IntGen.class, conf = "1:2")
public class StoreOperations {
  private static final ProfileKey OWNER = new ProfileKey(1, "p");

  final Store store = new MemoryStore(new StoreLimits(100, 100, 0, MemoryBudget.unbounded()));

  /** Creates operations on an empty store. */
  public StoreOperations() {}

  static String id(int session) {
    return "s" + session;
  }

  <T> T change(int session, Function<UnitOfWork, T> work) {
    return store.execute(scope(id(session)), work);
  }

  /** Creates a session, or merges an update into it; returns its number of updates. */
  @Operation
  public int update(@Param(name = "session") int session) {
    return change(session, unit -> merge(unit, session, SessionState.OPEN));
  }

  /**
   * Stores a session with one more update.
   *
   * @return the number of its updates
   */
  static int merge(UnitOfWork unit, int session, SessionState state) {
    Session after = StoredThings.update(unit, id(session), "p");
    unit.put(
        new Session(
            after.facts().toBuilder().state(state).build(),
            null,
            after.appliedPromotions(),
            List.of()));
    return after.facts().getUpdateCount();
  }

  /** Closes an open session with a coupon that can be redeemed once. */
  @Operation
  public String close(@Param(name = "session") int session) {
    return change(
        session,
        unit -> {
          Session before = unit.session(key(id(session)));
          if (before == null || before.facts().getState() != SessionState.OPEN) {
            return "not open";
          }
          if (unit.count(COUNTER) > 0) {
            return "no redemption left";
          }
          unit.add(COUNTER, 1);
          merge(unit, session, SessionState.CLOSED);
          return "closed";
        });
  }

  /** Cancels a closed session, which releases its coupon. */
  @Operation
  public boolean cancel(@Param(name = "session") int session) {
    return change(
        session,
        unit -> {
          Session before = unit.session(key(id(session)));
          if (before == null || before.facts().getState() != SessionState.CLOSED) {
            return false;
          }
          unit.add(COUNTER, -1);
          merge(unit, session, SessionState.CANCELLED);
          return true;
        });
  }

  /** Deletes a session; its profile and its redemption stay. */
  @Operation
  public boolean delete(@Param(name = "session") int session) {
    return change(
        session,
        unit -> {
          boolean isThere = unit.session(key(id(session))) != null;
          if (isThere) {
            unit.delete(key(id(session)));
          }
          return isThere;
        });
  }

  /** Returns a session as its number of updates and its state. */
  @Operation
  public String read(@Param(name = "session") int session) {
    return store.read(view -> text(view.find(key(id(session)))));
  }

  /** Returns everything that one view shows, by key and by list. */
  @Operation
  public String readAll() {
    return store.read(
        view -> {
          TreeMap<String, String> listed = new TreeMap<>();
          for (Session each : view.list(1, page(0, 10), List.of())) {
            listed.put(each.facts().getIntegrationId(), text(each));
          }
          Profile profile = view.find(OWNER);
          return text(view.find(key("s1")))
              + ", "
              + text(view.find(key("s2")))
              + ", "
              + listed
              + ", "
              + (profile == null ? 0 : profile.closedSessions());
        });
  }

  /** Returns what a unit that changes nothing reads of the profile and the coupon. */
  @Operation
  public String readFigures() {
    return store.execute(
        new UnitScope(null, true, null),
        unit -> {
          Profile profile = unit.profile(OWNER);
          return (profile == null ? 0 : profile.closedSessions()) + ", " + unit.count(COUNTER);
        });
  }

  private static String text(Session session) {
    return session == null
        ? "none"
        : session.facts().getUpdateCount() + " " + session.facts().getState().value();
  }
}
