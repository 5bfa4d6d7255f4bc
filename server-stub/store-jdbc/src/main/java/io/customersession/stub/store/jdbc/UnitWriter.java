package io.customersession.stub.store.jdbc;

import io.customersession.contract.stub.memory.StoreFullException;
import io.customersession.stub.promotion.RedemptionCounters;
import io.customersession.stub.store.IdempotencyKey;
import io.customersession.stub.store.IdempotencyRecord;
import io.customersession.stub.store.Profile;
import io.customersession.stub.store.ProfileKey;
import io.customersession.stub.store.Session;
import io.customersession.stub.store.SessionKey;
import io.customersession.stub.store.StoreLimits;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the changes of a unit in a transaction, each on the condition that its row is still as it
 * was read. Rows that were only read are locked and compared.
 */
final class UnitWriter {
  private final Rows rows;
  private final Dialect dialect;
  private final StoreLimits limits;
  private final boolean waits;
  private int moreSessions;
  private int moreProfiles;

  /**
   * Creates a writer.
   *
   * @param waits false if it fails when another transaction is changing a session
   */
  UnitWriter(Rows rows, Dialect dialect, StoreLimits limits, boolean waits) {
    this.rows = rows;
    this.dialect = dialect;
    this.limits = limits;
    this.waits = waits;
  }

  /**
   * Writes all changes.
   *
   * @throws StaleException if something that the unit has read has changed
   * @throws StoreFullException if there are too many sessions or profiles
   */
  void write(JdbcUnit unit) throws SQLException {
    for (Map.Entry<SessionKey, Cell<Versioned<Session>, Session>> each :
        unit.sessions().entrySet()) {
      write(each.getKey(), each.getValue());
    }
    for (Map.Entry<ProfileKey, Cell<Versioned<Profile>, Profile>> each :
        unit.profiles().entrySet()) {
      require(write(each.getKey(), each.getValue()), false);
    }
    for (Map.Entry<RedemptionCounters.Key, Cell<Integer, Integer>> each :
        unit.counters().entrySet()) {
      require(write(each.getKey(), each.getValue()), false);
    }
    for (JdbcUnit.Erasure erasure : unit.erasures()) {
      rows.records().delete(erasure.profile(), erasure.sessions());
    }
    for (Map.Entry<IdempotencyKey, Cell<IdempotencyRecord, IdempotencyRecord>> each :
        unit.records().entrySet()) {
      require(write(each.getKey(), each.getValue()), false);
    }
    count(WorldTable.Kind.SESSION, moreSessions, limits.maxSessions(), "sessions", "maxSessions");
    count(WorldTable.Kind.PROFILE, moreProfiles, limits.maxProfiles(), "profiles", "maxProfiles");
  }

  private void write(SessionKey key, Cell<Versioned<Session>, Session> cell) throws SQLException {
    Versioned<Session> before = cell.read();
    if (!cell.isChanged()) {
      require(isSame(before, rows.sessions().find(key, dialect.share())), true);
      return;
    }
    if (!waits) {
      require(isSame(before, rows.sessions().find(key, dialect.updateWithoutWaiting())), true);
    }
    Session now = cell.now();
    boolean written =
        now == null
            ? before == null || rows.sessions().delete(before)
            : before == null ? rows.sessions().insert(now) : rows.sessions().update(before, now);
    require(written, true);
    moreSessions += difference(before, now);
  }

  private boolean write(ProfileKey key, Cell<Versioned<Profile>, Profile> cell)
      throws SQLException {
    Versioned<Profile> before = cell.read();
    if (!cell.isChanged()) {
      return isSame(before, rows.profiles().find(key, dialect.share()));
    }
    Profile now = cell.now();
    moreProfiles += difference(before, now);
    if (now == null) {
      return before == null || rows.profiles().delete(key, before);
    }
    return before == null
        ? rows.profiles().insert(key, now)
        : rows.profiles().update(key, before, now);
  }

  private boolean write(RedemptionCounters.Key key, Cell<Integer, Integer> cell)
      throws SQLException {
    int before = value(cell.read());
    return cell.isChanged()
        ? rows.counters().set(key, before, value(cell.now()))
        : rows.counters().count(key, dialect.share()) == before;
  }

  /** A record that was only read belongs to a session or profile that is compared. */
  private boolean write(IdempotencyKey key, Cell<IdempotencyRecord, IdempotencyRecord> cell)
      throws SQLException {
    IdempotencyRecord now = cell.now();
    if (!cell.isChanged() || now == null) {
      return true;
    }
    IdempotencyRecord before = cell.read();
    return before == null
        ? rows.records().insert(key, now)
        : rows.records().update(key, before, now);
  }

  private void count(WorldTable.Kind kind, int difference, int max, String things, String setting)
      throws SQLException {
    if (difference > 0
        && WorldTable.count(rows.transaction(), rows.generation(), kind) + difference > max) {
      throw new StoreFullException(things, max, setting);
    }
    if (difference != 0) {
      WorldTable.add(rows.transaction(), rows.generation(), kind, difference);
    }
  }

  private static int difference(@Nullable Object before, @Nullable Object now) {
    return (now == null ? 0 : 1) - (before == null ? 0 : 1);
  }

  private static int value(@Nullable Integer count) {
    return count == null ? 0 : count;
  }

  private static <T> boolean isSame(@Nullable Versioned<T> before, @Nullable Versioned<T> now) {
    return before == null ? now == null : now != null && before.isSameRow(now);
  }

  private static void require(boolean isCurrent, boolean ofSession) {
    if (!isCurrent) {
      throw new StaleException(ofSession);
    }
  }
}
