package io.customersession.stub.store.jdbc;

import io.customersession.stub.store.IdempotencyKey;
import io.customersession.stub.store.IdempotencyRecord;
import io.customersession.stub.store.ProfileKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The idempotency records of one generation. */
final class RecordTable {
  private static final String KEY =
      "generation = ? and application = ? and resource = ? and id = ? and request_key = ?";
  private static final String INSERT =
      "insert into stub_record (generation, application, resource, id, request_key, fingerprint,"
          + " body, at, stored) values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";

  private final Transaction transaction;
  private final long generation;

  RecordTable(Transaction transaction, long generation) {
    this.transaction = transaction;
    this.generation = generation;
  }

  /** Returns a record, or null if there is none. */
  @Nullable IdempotencyRecord find(IdempotencyKey key) throws SQLException {
    return Statement.of(transaction, "select fingerprint, body, at from stub_record where " + KEY)
        .with(generation, key.application(), key.resource().name(), key.id(), key.key())
        .first(
            row ->
                new IdempotencyRecord(
                    ColumnText.unescaped(row.getString(1)),
                    row.getBytes(2),
                    ColumnText.time(row.getString(3))));
  }

  /** Inserts a record, and returns false if there is one with its key. */
  boolean insert(IdempotencyKey key, IdempotencyRecord record) throws SQLException {
    return Statement.of(transaction, INSERT).with(row(key, record)).update() == 1;
  }

  /** Inserts records into an empty generation. */
  void insertAll(Map<IdempotencyKey, IdempotencyRecord> records) throws SQLException {
    Statement.updateAll(
        transaction,
        INSERT,
        records.entrySet().stream().map(each -> row(each.getKey(), each.getValue())).iterator());
  }

  private Object[] row(IdempotencyKey key, IdempotencyRecord record) {
    return new Object[] {
      generation,
      key.application(),
      key.resource().name(),
      key.id(),
      key.key(),
      record.fingerprint(),
      record.body(),
      ColumnText.of(record.at()),
      ColumnText.of(Instant.now())
    };
  }

  /** Replaces a record, and returns false if it has changed since it was read. */
  boolean update(IdempotencyKey key, IdempotencyRecord before, IdempotencyRecord record)
      throws SQLException {
    return Statement.of(
                transaction,
                "update stub_record set fingerprint = ?, body = ?, at = ?, stored = ? where "
                    + KEY
                    + " and fingerprint = ? and at = ?")
            .with(
                record.fingerprint(),
                record.body(),
                ColumnText.of(record.at()),
                ColumnText.of(Instant.now()))
            .with(generation, key.application(), key.resource().name(), key.id(), key.key())
            .with(before.fingerprint(), ColumnText.of(before.at()))
            .update()
        == 1;
  }

  /** Deletes the records of requests that changed a profile or one of these sessions. */
  void delete(ProfileKey profile, Collection<String> sessions) throws SQLException {
    delete(profile.application(), IdempotencyKey.Resource.PROFILE, profile.integrationId());
    for (String session : sessions) {
      delete(profile.application(), IdempotencyKey.Resource.SESSION, session);
    }
  }

  private void delete(long application, IdempotencyKey.Resource resource, String id)
      throws SQLException {
    Statement.of(
            transaction,
            "delete from stub_record where generation = ? and application = ? and resource = ?"
                + " and id = ?")
        .with(generation, application, resource.name(), id)
        .update();
  }

  /** Deletes records that were stored before a time, whatever the clock of their world is. */
  void deleteBefore(Instant time) throws SQLException {
    Statement.of(transaction, "delete from stub_record where generation = ? and stored < ?")
        .with(generation, ColumnText.of(time))
        .update();
  }

  /** Returns all records, oldest first. */
  Map<IdempotencyKey, IdempotencyRecord> all() throws SQLException {
    Map<IdempotencyKey, IdempotencyRecord> all = new LinkedHashMap<>();
    each(all::put);
    return all;
  }

  /** Visits all records, oldest first. */
  void each(BiConsumer<IdempotencyKey, IdempotencyRecord> visitor) throws SQLException {
    Statement.of(
            transaction,
            "select application, resource, id, request_key, fingerprint, body, at"
                + " from stub_record where generation = ? order by at")
        .with(generation)
        .each(
            1_000,
            row -> {
              visitor.accept(
                  new IdempotencyKey(
                      row.getLong(1),
                      IdempotencyKey.Resource.valueOf(row.getString(2)),
                      ColumnText.unescaped(row.getString(3)),
                      ColumnText.unescaped(row.getString(4))),
                  new IdempotencyRecord(
                      ColumnText.unescaped(row.getString(5)),
                      row.getBytes(6),
                      ColumnText.time(row.getString(7))));
              return true;
            });
  }
}
