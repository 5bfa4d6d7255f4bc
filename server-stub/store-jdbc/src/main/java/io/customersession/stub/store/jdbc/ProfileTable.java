package io.customersession.stub.store.jdbc;

import io.customersession.stub.store.Profile;
import io.customersession.stub.store.ProfileKey;
import io.customersession.stub.store.Retention;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The profiles of one generation. */
final class ProfileTable {
  private static final String KEY = "generation = ? and application = ? and id = ?";
  private static final String VERSION = KEY + " and internal_id = ? and version = ?";

  private static final String INSERT =
      "insert into stub_profile (generation, application, id, internal_id, version, body,"
          + " changed_hour) values (?, ?, ?, ?, 1, ?, ?)"
          + " on conflict (generation, application, id) do nothing";

  private final Transaction transaction;
  private final long generation;

  ProfileTable(Transaction transaction, long generation) {
    this.transaction = transaction;
    this.generation = generation;
  }

  /**
   * Returns a profile, or null if it does not exist.
   *
   * @param lock the end of the query
   */
  @Nullable Versioned<Profile> find(ProfileKey key, String lock) throws SQLException {
    return Statement.of(
            transaction, "select internal_id, version, body from stub_profile where " + KEY + lock)
        .with(generation, key.application(), key.integrationId())
        .first(
            row ->
                new Versioned<>(
                    StoredForm.profile(row.getString(3)), row.getLong(1), row.getLong(2)));
  }

  /** Returns all profiles. */
  Map<ProfileKey, Profile> all() throws SQLException {
    Map<ProfileKey, Profile> all = new LinkedHashMap<>();
    each(all::put);
    return all;
  }

  /** Visits all profiles. */
  void each(BiConsumer<ProfileKey, Profile> visitor) throws SQLException {
    Statement.of(
            transaction,
            "select application, body from stub_profile where generation = ?"
                + " order by application, id")
        .with(generation)
        .each(
            1_000,
            row -> {
              Profile profile = StoredForm.profile(row.getString(2));
              visitor.accept(new ProfileKey(row.getLong(1), profile.integrationId()), profile);
              return true;
            });
  }

  /** Inserts profiles into an empty generation. */
  void insertAll(Map<ProfileKey, Profile> profiles) throws SQLException {
    Statement.updateAll(
        transaction,
        INSERT,
        profiles.entrySet().stream().map(each -> row(each.getKey(), each.getValue())).iterator());
  }

  /** Inserts a profile, and returns false if there is one with its key. */
  boolean insert(ProfileKey key, Profile profile) throws SQLException {
    return Statement.of(transaction, INSERT).with(row(key, profile)).update() == 1;
  }

  private @Nullable Object[] row(ProfileKey key, Profile profile) {
    return new Object[] {
      generation,
      key.application(),
      key.integrationId(),
      profile.id(),
      StoredForm.profile(profile),
      Retention.hour(Instant.now())
    };
  }

  /** Updates a profile, and returns false if it has changed since it was read. */
  boolean update(ProfileKey key, Versioned<Profile> before, Profile profile) throws SQLException {
    return Statement.of(
                transaction,
                "update stub_profile set version = version + 1, body = ?, changed_hour = ? where "
                    + VERSION)
            .with(
                StoredForm.profile(profile),
                Retention.hour(Instant.now()),
                generation,
                key.application(),
                key.integrationId(),
                before.internalId(),
                before.version())
            .update()
        == 1;
  }

  /** Deletes a profile, and returns false if it has changed since it was read. */
  boolean delete(ProfileKey key, Versioned<Profile> before) throws SQLException {
    return Statement.of(transaction, "delete from stub_profile where " + VERSION)
            .with(
                generation,
                key.application(),
                key.integrationId(),
                before.internalId(),
                before.version())
            .update()
        == 1;
  }
}
