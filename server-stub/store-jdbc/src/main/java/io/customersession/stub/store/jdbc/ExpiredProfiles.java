package io.customersession.stub.store.jdbc;

import io.customersession.stub.promotion.RedemptionCounters;
import io.customersession.stub.store.ProfileKey;
import io.customersession.stub.store.Retention;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes profiles of all worlds that were last changed before an hour and have no sessions. Those
 * of an import that is not finished stay.
 */
final class ExpiredProfiles {
  /** Its parameters are the first hour whose changes are kept, and a maximum. */
  static final String SELECT =
      "select generation, application, id from stub_profile where changed_hour < ?"
          + " and generation not in "
          + ImportStage.GENERATIONS
          + " order by changed_hour limit ?";

  private static final String KEY =
      " where generation = ? and application = ? and id = ? and changed_hour < ?";

  private ExpiredProfiles() {}

  private record Candidate(long generation, ProfileKey key) {}

  /**
   * Deletes the profiles that were changed first, with the counters of their redemptions, and
   * returns the number of those that it has looked at. A profile that another transaction changes
   * meanwhile stays.
   *
   * @param firstKeptHour the first hour whose changes are kept, counted from 1970
   * @param max the maximum number of profiles
   */
  static int delete(Transaction transaction, long firstKeptHour, int max) throws SQLException {
    List<Candidate> candidates =
        Statement.of(transaction, SELECT)
            .with(firstKeptHour, max)
            .all(
                row ->
                    new Candidate(
                        row.getLong(1),
                        new ProfileKey(row.getLong(2), ColumnText.unescaped(row.getString(3)))));
    // A statement for each: for many rows, a database would join them with all sessions.
    List<Integer> counts =
        Statement.updateAll(
            transaction,
            "delete from stub_profile"
                + KEY
                + " and not exists (select 1 from stub_session s"
                + " where s.generation = ? and s.application = ? and s.profile = ?)",
            candidates.stream()
                .map(
                    each ->
                        new Object[] {
                          each.generation(),
                          each.key().application(),
                          each.key().integrationId(),
                          firstKeptHour,
                          each.generation(),
                          each.key().application(),
                          each.key().integrationId()
                        })
                .iterator());
    List<Candidate> deleted = new ArrayList<>();
    List<Candidate> kept = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      (counts.get(i) == 1 ? deleted : kept).add(candidates.get(i));
    }
    deleteCounters(transaction, deleted);
    keep(transaction, firstKeptHour, kept);
    WorldTable.subtract(
        transaction, WorldTable.Kind.PROFILE, deleted.stream().map(Candidate::generation).toList());
    return candidates.size();
  }

  private static void deleteCounters(Transaction transaction, List<Candidate> deleted)
      throws SQLException {
    Statement.updateAll(
        transaction,
        "delete from stub_counter where generation = ? and kind = ? and application = ?"
            + " and value = ?",
        deleted.stream()
            .map(
                each ->
                    new Object[] {
                      each.generation(),
                      RedemptionCounters.By.PROFILE.name(),
                      each.key().application(),
                      each.key().integrationId()
                    })
            .iterator());
  }

  /**
   * Keeps profiles that have sessions for the whole time again, or the next batch would find them
   * first; those that were changed or deleted meanwhile stay as they are.
   */
  private static void keep(Transaction transaction, long firstKeptHour, List<Candidate> kept)
      throws SQLException {
    long hour = Retention.hour(Instant.now());
    Statement.updateAll(
        transaction,
        "update stub_profile set changed_hour = ?" + KEY,
        kept.stream()
            .map(
                each ->
                    new Object[] {
                      hour,
                      each.generation(),
                      each.key().application(),
                      each.key().integrationId(),
                      firstKeptHour
                    })
            .iterator());
  }
}
