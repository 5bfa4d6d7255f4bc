package io.customersession.stub.store.jdbc;

import static io.customersession.stub.store.StoredThings.key;
import static io.customersession.stub.store.StoredThings.ofProfile;
import static io.customersession.stub.store.StoredThings.page;
import static io.customersession.stub.store.StoredThings.scope;
import static io.customersession.stub.store.StoredThings.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.model.SessionState;
import io.customersession.stub.store.SessionOrder;
import io.customersession.stub.store.SessionQuery;
import io.customersession.stub.store.Store;
import io.customersession.stub.store.StoreView;
import io.customersession.stub.store.Stores;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What queries read does not grow with the number of sessions, as PostgreSQL counts it. */
class QueryCostTest {
  private static final int SESSIONS = 20_000;
  private static final int PAGE = 20;

  private String location;
  private String database;

  @BeforeEach
  void fill() {
    location = PostgresServer.newDatabase();
    database = location.substring(location.lastIndexOf('/') + 1);
    try (Stores stores = Stores.at(location)) {
      stores
          .open("main", DurableStoreTest.LIMITS)
          .execute(scope("a"), unit -> update(unit, "a", "p"));
    }
    PostgresServer.execute(
        database,
        "insert into stub_session (generation, application, id, internal_id, version, state,"
            + " profile, created, total, referral, store, total_of_v1, facts, effects,"
            + " redemptions, returns) select generation, application, 'n' || n, internal_id + n, 1,"
            + " case when n % 100 = 0 then 'closed' else 'open' end, 'p' || n % 1000,"
            + " '2026-08-01T12:00:00.' || lpad(n::text, 9, '0'), total, referral, store,"
            + " total_of_v1, facts, effects, redemptions, returns"
            + " from stub_session, generate_series(1, "
            + SESSIONS
            + ") n");
    PostgresServer.execute(
        database,
        "insert into stub_coupon (generation, application, code, internal_id)"
            + " select generation, application, 'code' || internal_id % 1000, internal_id"
            + " from stub_session");
    PostgresServer.execute(database, "vacuum analyze");
  }

  /** Returns the number of sessions that PostgreSQL reads for a query of the store. */
  private long read(Function<StoreView, List<?>> query) {
    long before = rows();
    try (Stores stores = Stores.at(location)) {
      Store store = stores.open("main", DurableStoreTest.LIMITS);
      assertThat(store.<List<?>>read(query)).isNotEmpty();
    }
    return rows() - before;
  }

  /** A connection that ends reports what it has read, some time later. */
  private long rows() {
    long known = -1;
    while (true) {
      long now =
          PostgresServer.number(
              database,
              "select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)"
                  + " from pg_stat_user_tables where relname = 'stub_session'");
      long connections =
          PostgresServer.number(
              database,
              "select count(*) from pg_stat_activity where application_name ="
                  + " 'customer-session-stub' and datname = '"
                  + database
                  + "'");
      if (connections == 0 && now == known) {
        return now;
      }
      known = now;
    }
  }

  @Test
  void queries_readAsManySessionsAsTheyShow_whateverTheNumberOfSessions() {
    int few = 10 * PAGE;
    assertThat(read(view -> List.of(view.find(key("a"))))).as("by key").isLessThan(few);
    assertThat(read(view -> List.of(view.find(1, 1)))).as("by internal id").isLessThan(few);
    assertThat(read(view -> view.list(1, page(0, PAGE), List.of()))).as("all").isLessThan(few);
    assertThat(
            read(
                view ->
                    view.list(
                        1,
                        page(0, PAGE),
                        List.of(new SessionOrder(SessionOrder.Property.CREATED, true)))))
        .as("sorted by creation")
        .isLessThan(few);
    assertThat(read(view -> view.list(1, ofProfile("p7", PAGE), List.of())))
        .as("by profile")
        .isLessThan(few);
    assertThat(read(view -> view.list(1, closed(), List.of()))).as("by state").isLessThan(few);
    assertThat(read(view -> view.list(1, coupon("code7"), List.of())))
        .as("by coupon")
        .isLessThan(few);
  }

  private static SessionQuery closed() {
    return new SessionQuery(
        PAGE, 0, null, SessionState.CLOSED, null, null, null, null, null, null, false, null);
  }

  private static SessionQuery coupon(String code) {
    return new SessionQuery(PAGE, 0, null, null, null, null, code, null, null, null, false, null);
  }
}
