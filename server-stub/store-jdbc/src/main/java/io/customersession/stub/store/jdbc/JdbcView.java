package io.customersession.stub.store.jdbc;

import io.customersession.stub.model.SessionState;
import io.customersession.stub.store.Profile;
import io.customersession.stub.store.ProfileKey;
import io.customersession.stub.store.Session;
import io.customersession.stub.store.SessionKey;
import io.customersession.stub.store.SessionOrder;
import io.customersession.stub.store.SessionQuery;
import io.customersession.stub.store.StoreView;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A generation as one snapshot of the database shows it. */
final class JdbcView implements StoreView {
  private static final int FETCHED = 100;

  /** States have the order of their declaration. */
  @SuppressWarnings("EnumOrdinal")
  private static final String STATE_ORDER =
      Arrays.stream(SessionState.values())
          .map(state -> "when '" + state.value() + "' then " + state.ordinal())
          .collect(Collectors.joining(" ", "case s.state ", " end"));

  private final Rows rows;

  JdbcView(Rows rows) {
    this.rows = rows;
  }

  @Override
  public @Nullable Session find(SessionKey key) {
    return value(Rows.find(() -> rows.sessions().find(key, "")));
  }

  @Override
  public @Nullable Session find(long application, long internalId) {
    return value(Rows.find(() -> rows.sessions().find(application, internalId)));
  }

  @Override
  public @Nullable Profile find(ProfileKey key) {
    return value(Rows.find(() -> rows.profiles().find(key, "")));
  }

  @Override
  public List<Session> list(long application, SessionQuery query, List<SessionOrder> order) {
    return Rows.query(
        () ->
            query.matchesParts()
                ? listMatching(application, query, order)
                : select(application, query, order, true)
                    .with(query.pageSize() + 1L, query.skip())
                    .all(row -> SessionTable.session(row).value()));
  }

  /** Looks at all sessions, because databases do not agree on what ignoring the case means. */
  private List<Session> listMatching(long application, SessionQuery query, List<SessionOrder> order)
      throws SQLException {
    List<Session> page = new ArrayList<>();
    int[] skipped = {0};
    select(application, query, order, false)
        .each(
            FETCHED,
            row -> {
              Session session = SessionTable.session(row).value();
              if (query.matches(session) && skipped[0]++ >= query.skip()) {
                page.add(session);
              }
              return page.size() <= query.pageSize();
            });
    return page;
  }

  private Statement select(
      long application, SessionQuery query, List<SessionOrder> order, boolean isExact) {
    StringBuilder sql = new StringBuilder("select " + SessionTable.COLUMNS);
    List<Object> parameters = new ArrayList<>(List.of(rows.generation(), application));
    sql.append(" from stub_session s where s.generation = ? and s.application = ?");
    filter(
        sql, parameters, " and s.state = ?", query.state() == null ? null : query.state().value());
    filter(sql, parameters, " and s.created < ?", time(query.createdBefore()));
    filter(sql, parameters, " and s.created > ?", time(query.createdAfter()));
    filter(sql, parameters, " and s.internal_id < ?", query.before());
    if (isExact) {
      filter(sql, parameters, " and s.profile = ?", query.profile());
      filter(sql, parameters, " and s.referral = ?", query.referral());
      filter(sql, parameters, " and s.id = ?", query.integrationId());
      filter(sql, parameters, " and s.store = ?", query.storeIntegrationId());
      if (query.coupon() != null) {
        // Before version 17, PostgreSQL runs a subquery that refers to s for every session.
        sql.append(
            " and s.internal_id in (select c.internal_id from stub_coupon c"
                + " where c.generation = ? and c.application = ? and c.code = ?)");
        parameters.addAll(List.of(rows.generation(), application, query.coupon()));
      }
    }
    sql.append(orderBy(order));
    if (isExact) {
      sql.append(" limit ? offset ?");
    }
    return Statement.of(rows.transaction(), sql.toString()).with(parameters.toArray());
  }

  private static void filter(
      StringBuilder sql, List<Object> parameters, String condition, @Nullable Object value) {
    if (value != null) {
      sql.append(condition);
      parameters.add(value);
    }
  }

  private static @Nullable String time(@Nullable OffsetDateTime time) {
    return time == null ? null : ColumnText.of(time.toInstant());
  }

  private static String orderBy(List<SessionOrder> order) {
    List<String> columns = new ArrayList<>();
    for (SessionOrder each : order) {
      String column =
          switch (each.property()) {
            case ID -> "s.internal_id";
            case CREATED -> "s.created";
            case INTEGRATION_ID -> "s.id";
            case STATE -> STATE_ORDER;
            case TOTAL -> "s.total";
          };
      columns.add(each.descending() ? column + " desc" : column);
    }
    if (order.stream().noneMatch(each -> each.property() == SessionOrder.Property.ID)) {
      columns.add("s.internal_id");
    }
    return " order by " + String.join(", ", columns);
  }

  private static <T> @Nullable T value(@Nullable Versioned<T> row) {
    return row == null ? null : row.value();
  }
}
