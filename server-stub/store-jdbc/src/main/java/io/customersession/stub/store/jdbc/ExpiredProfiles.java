package io.customersession.stub.store.jdbc;

import io.customersession.stub.promotion.RedemptionCounters;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Deletes profiles of all worlds that were last changed before an hour and have no sessions. */
final class ExpiredProfiles {
  private static final String KEY = "generation, application, id";

  private ExpiredProfiles() {}

  private record Deleted(long generation, long application, String id) {}

  /**
   * Deletes the profiles that were changed first, with the counters of their redemptions, and
   * returns their number. A profile that another transaction changes meanwhile stays.
   *
   * @param firstKeptHour the first hour whose changes are kept, counted from 1970
   * @param max the maximum number of profiles
   */
  static int delete(Transaction transaction, long firstKeptHour, int max) throws SQLException {
    List<Deleted> deleted =
        Statement.of(
                transaction,
                "delete from stub_profile where ("
                    + KEY
                    + ") in (select "
                    + KEY
                    + " from stub_profile p where changed_hour < ? and not exists (select 1"
                    + " from stub_session s where s.generation = p.generation"
                    + " and s.application = p.application and s.profile = p.id)"
                    + " order by changed_hour limit "
                    + max
                    + ") and changed_hour < ? returning generation, application, id")
            .with(firstKeptHour, firstKeptHour)
            .all(
                row ->
                    new Deleted(
                        row.getLong(1), row.getLong(2), ColumnText.unescaped(row.getString(3))));
    Map<Long, Integer> profiles = new TreeMap<>();
    for (Deleted each : deleted) {
      Statement.of(
              transaction,
              "delete from stub_counter where generation = ? and kind = ? and application = ?"
                  + " and value = ?")
          .with(
              each.generation(),
              RedemptionCounters.By.PROFILE.name(),
              each.application(),
              each.id())
          .update();
      profiles.merge(each.generation(), 1, Integer::sum);
    }
    for (Map.Entry<Long, Integer> each : profiles.entrySet()) {
      WorldTable.add(transaction, each.getKey(), WorldTable.Kind.PROFILE, -each.getValue());
    }
    return deleted.size();
  }
}
