package io.customersession.stub.store.jdbc;

import io.customersession.stub.promotion.RedemptionCounters;
import io.customersession.stub.store.ProfileKey;
import io.customersession.stub.store.Retention;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Deletes profiles of all worlds that were last changed before an hour and have no sessions. */
final class ExpiredProfiles {
  private static final String KEY =
      " where generation = ? and application = ? and id = ? and changed_hour < ?";

  private final Transaction transaction;
  private final long firstKeptHour;

  private ExpiredProfiles(Transaction transaction, long firstKeptHour) {
    this.transaction = transaction;
    this.firstKeptHour = firstKeptHour;
  }

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
        Statement.of(
                transaction,
                "select generation, application, id from stub_profile where changed_hour < ?"
                    + " order by changed_hour limit "
                    + max)
            .with(firstKeptHour)
            .all(
                row ->
                    new Candidate(
                        row.getLong(1),
                        new ProfileKey(row.getLong(2), ColumnText.unescaped(row.getString(3)))));
    ExpiredProfiles expired = new ExpiredProfiles(transaction, firstKeptHour);
    // One by one: for many rows, a database would join them with all sessions.
    for (Candidate each : candidates) {
      if (!expired.delete(each)) {
        expired.keep(each);
      }
    }
    return candidates.size();
  }

  /** Returns false if the profile has a session, or was changed or deleted meanwhile. */
  private boolean delete(Candidate expired) throws SQLException {
    ProfileKey key = expired.key();
    int deleted =
        Statement.of(
                transaction,
                "delete from stub_profile"
                    + KEY
                    + " and not exists (select 1 from stub_session s"
                    + " where s.generation = ? and s.application = ? and s.profile = ?)")
            .with(expired.generation(), key.application(), key.integrationId(), firstKeptHour)
            .with(expired.generation(), key.application(), key.integrationId())
            .update();
    if (deleted == 0) {
      return false;
    }
    Statement.of(
            transaction,
            "delete from stub_counter where generation = ? and kind = ? and application = ?"
                + " and value = ?")
        .with(
            expired.generation(),
            RedemptionCounters.By.PROFILE.name(),
            key.application(),
            key.integrationId())
        .update();
    WorldTable.add(transaction, expired.generation(), WorldTable.Kind.PROFILE, -1);
    return true;
  }

  /** Keeps a profile for the whole time again, or the next batch would find it first. */
  private void keep(Candidate kept) throws SQLException {
    Statement.of(transaction, "update stub_profile set changed_hour = ?" + KEY)
        .with(
            Retention.hour(Instant.now()),
            kept.generation(),
            kept.key().application(),
            kept.key().integrationId(),
            firstKeptHour)
        .update();
  }
}
