package io.customersession.stub.store.jdbc;

import io.customersession.stub.promotion.RedemptionCounters;
import io.customersession.stub.promotion.RedemptionCounters.By;
import io.customersession.stub.store.ProfileKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The redemption counters of one generation. A counter without a row is 0. Units do not delete
 * rows; only a profile that expires takes those of its counters with it.
 */
final class CounterTable {
  private static final String KEY =
      "generation = ? and subject = ? and kind = ? and application = ? and value = ?";

  private final Transaction transaction;
  private final long generation;

  CounterTable(Transaction transaction, long generation) {
    this.transaction = transaction;
    this.generation = generation;
  }

  /**
   * Returns a counter.
   *
   * @param lock the end of the query
   */
  int count(RedemptionCounters.Key key, String lock) throws SQLException {
    Integer used =
        Statement.of(transaction, "select used from stub_counter where " + KEY + lock)
            .with(generation, key.subject(), key.by().name(), key.application(), key.value())
            .first(row -> row.getInt(1));
    return used == null ? 0 : used;
  }

  /** Makes sure that a counter has a row, which can be locked. */
  void create(RedemptionCounters.Key key) throws SQLException {
    Statement.of(
            transaction,
            "insert into stub_counter (generation, subject, kind, application, value, used)"
                + " values (?, ?, ?, ?, ?, 0) on conflict do nothing")
        .with(generation, key.subject(), key.by().name(), key.application(), key.value())
        .update();
  }

  /** Inserts counters into an empty generation. */
  void insertAll(Map<RedemptionCounters.Key, Integer> counters) throws SQLException {
    Statement.updateAll(
        transaction,
        "insert into stub_counter (generation, subject, kind, application, value, used)"
            + " values (?, ?, ?, ?, ?, ?)",
        counters.entrySet().stream()
            .map(
                each -> {
                  RedemptionCounters.Key key = each.getKey();
                  return new Object[] {
                    generation,
                    key.subject(),
                    key.by().name(),
                    key.application(),
                    key.value(),
                    each.getValue()
                  };
                })
            .iterator());
  }

  /** Sets a counter, and returns false if it has changed since it was read. */
  boolean set(RedemptionCounters.Key key, int before, int count) throws SQLException {
    if (before == 0) {
      create(key);
    }
    return Statement.of(
                transaction, "update stub_counter set used = ? where " + KEY + " and used = ?")
            .with(
                count,
                generation,
                key.subject(),
                key.by().name(),
                key.application(),
                key.value(),
                before)
            .update()
        == 1;
  }

  /** Returns the profiles of an application that redeemed a subject. */
  List<String> profiles(String subject, long application) throws SQLException {
    return Statement.of(
            transaction,
            "select value from stub_counter where generation = ? and subject = ? and kind = ?"
                + " and application = ? and used > 0")
        .with(generation, subject, By.PROFILE.name(), application)
        .all(row -> ColumnText.unescaped(row.getString(1)));
  }

  /** Returns the counters of a profile. */
  List<RedemptionCounters.Key> of(ProfileKey profile) throws SQLException {
    return Statement.of(
            transaction,
            "select subject, kind, application, value from stub_counter where generation = ?"
                + " and kind = ? and application = ? and value = ? and used > 0")
        .with(generation, By.PROFILE.name(), profile.application(), profile.integrationId())
        .all(CounterTable::key);
  }

  /** Returns all counters that are not 0. */
  Map<RedemptionCounters.Key, Integer> all() throws SQLException {
    Map<RedemptionCounters.Key, Integer> all = new LinkedHashMap<>();
    each(all::put);
    return all;
  }

  /** Visits all counters that are not 0. */
  void each(BiConsumer<RedemptionCounters.Key, Integer> visitor) throws SQLException {
    Statement.of(
            transaction,
            "select subject, kind, application, value, used from stub_counter"
                + " where generation = ? and used > 0")
        .with(generation)
        .each(
            1_000,
            row -> {
              visitor.accept(key(row), row.getInt(5));
              return true;
            });
  }

  private static RedemptionCounters.Key key(ResultSet row) throws SQLException {
    return new RedemptionCounters.Key(
        ColumnText.unescaped(row.getString(1)),
        By.valueOf(row.getString(2)),
        row.getLong(3),
        ColumnText.unescaped(row.getString(4)));
  }
}
