package io.customersession.stub.store.jdbc;

import java.sql.SQLException;
import java.util.List;

/**
 * Deletes sessions of all worlds that were last changed before an hour. Those of an import that is
 * not finished stay.
 */
final class ExpiredSessions {
  private static final String KEY = "generation, application, id";

  /** Its parameters are the first hour whose changes are kept, a maximum and that hour again. */
  static final String DELETE =
      "delete from stub_session where ("
          + KEY
          + ") in (select "
          + KEY
          + " from stub_session where changed_hour < ? and generation not in "
          + ImportStage.GENERATIONS
          + " order by changed_hour limit ?)"
          + " and changed_hour < ? returning generation, application, internal_id";

  private ExpiredSessions() {}

  private record Deleted(long generation, long application, long internalId) {}

  /**
   * Deletes the sessions that were changed first, and returns their number. A session that another
   * transaction changes meanwhile stays.
   *
   * @param firstKeptHour the first hour whose changes are kept, counted from 1970
   * @param max the maximum number of sessions
   */
  static int delete(Transaction transaction, long firstKeptHour, int max) throws SQLException {
    List<Deleted> deleted =
        Statement.of(transaction, DELETE)
            .with(firstKeptHour, max, firstKeptHour)
            .all(row -> new Deleted(row.getLong(1), row.getLong(2), row.getLong(3)));
    Statement.updateAll(
        transaction,
        "delete from stub_coupon where generation = ? and application = ? and internal_id = ?",
        deleted.stream()
            .map(each -> new Object[] {each.generation(), each.application(), each.internalId()})
            .iterator());
    WorldTable.subtract(
        transaction, WorldTable.Kind.SESSION, deleted.stream().map(Deleted::generation).toList());
    return deleted.size();
  }
}
