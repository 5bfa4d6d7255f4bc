package io.customersession.stub.store.jdbc;

import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.promotion.AppliedPromotions;
import io.customersession.stub.store.ProfileKey;
import io.customersession.stub.store.Retention;
import io.customersession.stub.store.Session;
import io.customersession.stub.store.SessionKey;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The sessions of one generation. */
final class SessionTable {
  /** The columns that {@link #session} maps. */
  static final String COLUMNS =
      "s.internal_id, s.version, s.total_of_v1, s.facts, s.effects, s.redemptions, s.returns";

  private static final int FETCHED = 100;
  private static final String SELECT = "select " + COLUMNS + " from stub_session s where ";
  private static final String INSERT =
      "insert into stub_session (generation, application, id, internal_id, version, created, state,"
          + " profile, total, referral, store, total_of_v1, facts, effects, redemptions, returns,"
          + " changed_hour) values (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " on conflict (generation, application, id) do nothing";
  private static final String INSERT_COUPON =
      "insert into stub_coupon (generation, application, code, internal_id) values (?, ?, ?, ?)";
  private static final String KEY = "generation = ? and application = ? and id = ?";

  private final Transaction transaction;
  private final long generation;

  SessionTable(Transaction transaction, long generation) {
    this.transaction = transaction;
    this.generation = generation;
  }

  /**
   * Returns a session, or null if it does not exist.
   *
   * @param lock the end of the query
   * @throws StaleException if it has changed since the snapshot, and the query locks it
   */
  @Nullable Versioned<Session> find(SessionKey key, String lock) throws SQLException {
    try {
      return Statement.of(transaction, SELECT + KEY + lock)
          .with(generation, key.application(), key.id())
          .first(SessionTable::session);
    } catch (SQLException e) {
      throw orStale(e);
    }
  }

  /**
   * The generation of a world, and a session there.
   *
   * @param generation the generation
   * @param session the session, or null if it does not exist
   */
  record Located(long generation, @Nullable Versioned<Session> session) {}

  /** Returns a session of a world with its generation, or null if the world does not exist. */
  static @Nullable Located find(Transaction transaction, String world, SessionKey key)
      throws SQLException {
    return Statement.of(
            transaction,
            "select "
                + COLUMNS
                + ", w.generation from stub_world w left join stub_session s on s.generation ="
                + " w.generation and s.application = ? and s.id = ? where w.name = ?")
        .with(key.application(), key.id(), world)
        .first(row -> new Located(row.getLong(8), row.getString(4) == null ? null : session(row)));
  }

  /** Returns a session by its internal id, or null if it does not exist. */
  @Nullable Versioned<Session> find(long application, long internalId) throws SQLException {
    return Statement.of(
            transaction, SELECT + "generation = ? and application = ? and internal_id = ?")
        .with(generation, application, internalId)
        .first(SessionTable::session);
  }

  /** Returns the sessions of a profile, oldest first. */
  List<Versioned<Session>> of(ProfileKey profile, String lock) throws SQLException {
    return Statement.of(
            transaction,
            SELECT
                + "generation = ? and application = ? and profile = ? order by internal_id"
                + lock)
        .with(generation, profile.application(), profile.integrationId())
        .all(SessionTable::session);
  }

  /** Returns the ids of sessions of a profile, at most as many as given. */
  List<String> idsOf(ProfileKey profile, int max) throws SQLException {
    return Statement.of(
            transaction,
            "select id from stub_session where generation = ? and application = ? and profile = ?"
                + " order by internal_id limit ?")
        .with(generation, profile.application(), profile.integrationId(), max)
        .all(row -> ColumnText.unescaped(row.getString(1)));
  }

  /** Returns all sessions in the order of their internal ids. */
  List<Session> all() throws SQLException {
    return Statement.of(transaction, SELECT + "generation = ? order by internal_id")
        .with(generation)
        .all(row -> session(row).value());
  }

  /** Visits all sessions, those of an application in the order of their internal ids. */
  void each(Consumer<Session> visitor) throws SQLException {
    Statement.of(transaction, SELECT + "generation = ? order by application, internal_id")
        .with(generation)
        .each(
            FETCHED,
            row -> {
              visitor.accept(session(row).value());
              return true;
            });
  }

  /** Returns the session of a row. */
  static Versioned<Session> session(ResultSet row) throws SQLException {
    String totalOfV1 = row.getString(3);
    Session session =
        new Session(
            StoredForm.facts(row.getString(4)),
            totalOfV1 == null ? null : new BigDecimal(totalOfV1),
            new AppliedPromotions(
                StoredForm.effects(row.getString(5)), StoredForm.redemptions(row.getString(6))),
            StoredForm.returns(row.getString(7)));
    return new Versioned<>(session, row.getLong(1), row.getLong(2));
  }

  /** Inserts sessions into an empty generation. */
  void insertAll(Collection<Session> sessions) throws SQLException {
    Statement.updateAll(transaction, INSERT, sessions.stream().map(this::row).iterator());
    Statement.updateAll(
        transaction,
        INSERT_COUPON,
        sessions.stream().map(Session::facts).flatMap(this::couponRows).iterator());
  }

  private @Nullable Object[] row(Session session) {
    CustomerSessionV2 facts = session.facts();
    return Stream.concat(
            Stream.of(
                generation,
                facts.getApplicationId(),
                facts.getIntegrationId(),
                facts.getId(),
                ColumnText.of(facts.getCreated().toInstant())),
            Arrays.stream(content(session)))
        .toArray();
  }

  private Stream<@Nullable Object[]> couponRows(CustomerSessionV2 facts) {
    return coupons(facts).stream()
        .map(code -> new Object[] {generation, facts.getApplicationId(), code, facts.getId()});
  }

  /** Inserts a session, and returns false if there is one with its key. */
  boolean insert(Session session) throws SQLException {
    CustomerSessionV2 facts = session.facts();
    boolean inserted = change(Statement.of(transaction, INSERT).with(row(session)));
    if (inserted) {
      insertCoupons(facts);
    }
    return inserted;
  }

  /** Updates a session, and returns false if it has changed since it was read. */
  boolean update(Versioned<Session> before, Session session) throws SQLException {
    CustomerSessionV2 facts = session.facts();
    boolean updated =
        change(
            Statement.of(
                    transaction,
                    "update stub_session set version = version + 1, state = ?, profile = ?,"
                        + " total = ?, referral = ?, store = ?, total_of_v1 = ?, facts = ?,"
                        + " effects = ?, redemptions = ?, returns = ?, changed_hour = ? where "
                        + KEY
                        + " and internal_id = ? and version = ?")
                .with(content(session))
                .with(
                    generation,
                    facts.getApplicationId(),
                    facts.getIntegrationId(),
                    before.internalId(),
                    before.version()));
    if (updated && !coupons(facts).equals(coupons(before.value().facts()))) {
      deleteCoupons(facts);
      insertCoupons(facts);
    }
    return updated;
  }

  /** Returns what an update may change, in the order of the columns. */
  private static @Nullable Object[] content(Session session) {
    CustomerSessionV2 facts = session.facts();
    return new @Nullable Object[] {
      facts.getState().value(),
      facts.getProfileId(),
      ColumnText.sortable(facts.getTotal()),
      facts.getReferralCode(),
      facts.getStoreIntegrationId(),
      ColumnText.of(session.totalOfV1()),
      StoredForm.facts(facts),
      StoredForm.effects(session.appliedPromotions().effects()),
      StoredForm.redemptions(session.appliedPromotions().redemptions()),
      StoredForm.returns(session.returns()),
      Retention.hour(Instant.now())
    };
  }

  /** Deletes a session, and returns false if it has changed since it was read. */
  boolean delete(Versioned<Session> before) throws SQLException {
    SessionKey key = before.value().key();
    boolean deleted =
        change(
            Statement.of(
                    transaction,
                    "delete from stub_session where "
                        + KEY
                        + " and internal_id = ? and version = ?")
                .with(
                    generation,
                    key.application(),
                    key.id(),
                    before.internalId(),
                    before.version()));
    if (deleted) {
      deleteCoupons(before.value().facts());
    }
    return deleted;
  }

  /**
   * Changes the row of a session, and returns false if there was none.
   *
   * @throws StaleException if it has changed since the snapshot
   */
  private boolean change(Statement statement) throws SQLException {
    try {
      return statement.update() == 1;
    } catch (SQLException e) {
      throw orStale(e);
    }
  }

  /** Returns a failure of the row of a session unless it says that the row has changed. */
  private SQLException orStale(SQLException failure) {
    if (transaction.failure(failure) == Dialect.Failure.CHANGED) {
      throw new StaleException(true);
    }
    return failure;
  }

  private void insertCoupons(CustomerSessionV2 facts) throws SQLException {
    Statement.updateAll(transaction, INSERT_COUPON, couponRows(facts).iterator());
  }

  private void deleteCoupons(CustomerSessionV2 facts) throws SQLException {
    Statement.of(
            transaction,
            "delete from stub_coupon where generation = ? and application = ? and internal_id = ?")
        .with(generation, facts.getApplicationId(), facts.getId())
        .update();
  }

  private static Set<String> coupons(CustomerSessionV2 facts) {
    List<String> codes = facts.getCouponCodes();
    return codes == null ? Set.of() : new LinkedHashSet<>(codes);
  }
}
