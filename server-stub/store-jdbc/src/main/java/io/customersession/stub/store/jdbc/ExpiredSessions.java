package io.customersession.stub.store.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Deletes sessions of all worlds that were last changed before an hour. */
final class ExpiredSessions {
  private static final String KEY = "generation, application, id";

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
        Statement.of(
                transaction,
                "delete from stub_session where ("
                    + KEY
                    + ") in (select "
                    + KEY
                    + " from stub_session where changed_hour < ? order by changed_hour limit "
                    + max
                    + ") and changed_hour < ? returning generation, application, internal_id")
            .with(firstKeptHour, firstKeptHour)
            .all(row -> new Deleted(row.getLong(1), row.getLong(2), row.getLong(3)));
    Map<Long, Integer> sessions = new TreeMap<>();
    for (Deleted each : deleted) {
      Statement.of(
              transaction,
              "delete from stub_coupon where generation = ? and application = ?"
                  + " and internal_id = ?")
          .with(each.generation(), each.application(), each.internalId())
          .update();
      sessions.merge(each.generation(), 1, Integer::sum);
    }
    for (Map.Entry<Long, Integer> each : sessions.entrySet()) {
      WorldTable.add(transaction, each.getKey(), WorldTable.Kind.SESSION, -each.getValue());
    }
    return deleted.size();
  }
}
