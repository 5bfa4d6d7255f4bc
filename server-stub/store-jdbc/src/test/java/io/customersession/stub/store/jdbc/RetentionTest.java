package io.customersession.stub.store.jdbc;

import static io.customersession.stub.store.StoredThings.key;
import static io.customersession.stub.store.StoredThings.scope;
import static io.customersession.stub.store.StoredThings.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.Requests;
import io.customersession.stub.promotion.RedemptionCounters;
import io.customersession.stub.store.ProfileKey;
import io.customersession.stub.store.Retention;
import io.customersession.stub.store.Session;
import io.customersession.stub.store.Store;
import io.customersession.stub.store.StoreOptions;
import io.customersession.stub.store.Stores;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Databases delete what has not changed for the time of the retention. */
class RetentionTest {
  private static final Duration DAYS = Duration.ofDays(30);
  private static final StoreOptions OPTIONS =
      new StoreOptions(Duration.ofSeconds(10), new Retention(DAYS));

  /** More than one transaction deletes. */
  private static final int OLD = 1_100;

  @TempDir private Path folder;

  private String newDatabase(Dialect dialect) {
    return dialect == Dialect.SQLITE
        ? "sqlite:" + folder.resolve("stub.db")
        : PostgresServer.newDatabase();
  }

  private static long number(String location, String sql) throws SQLException {
    try (Connection connection =
            Database.dataSource(DatabaseLocation.parse(location), true, DAYS).getConnection();
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return statement.getUpdateCount();
      }
      try (ResultSet rows = statement.getResultSet()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private static void fill(String location) {
    try (Stores stores = Stores.at(location)) {
      stores
          .open("main", DurableStoreTest.LIMITS)
          .executeAlone(
              unit -> {
                for (int i = 0; i < OLD; i++) {
                  update(unit, "old" + i, "p");
                }
                update(unit, "edge", "p");
                return update(unit, "new", "q");
              });
    }
  }

  private static void age(String location, String sessions, Duration age) throws SQLException {
    assertThat(
            number(
                location,
                "update stub_session set changed_hour = "
                    + Retention.hour(Instant.now().minus(age))
                    + " where id like '"
                    + sessions
                    + "'"))
        .isPositive();
  }

  private static void awaitSessions(Store store, int count) throws InterruptedException {
    while (store.sessions() > count) {
      Thread.sleep(20);
    }
    assertThat(store.sessions()).isEqualTo(count);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void sessions_thatHaveExpired_areDeletedAndOthersAreKept(Dialect dialect) throws Exception {
    String location = newDatabase(dialect);
    fill(location);
    age(location, "old%", DAYS.plusHours(2));
    age(location, "edge", DAYS.minusHours(2));
    number(
        location,
        "insert into stub_coupon (generation, application, code, internal_id)"
            + " select generation, application, 'TEN', internal_id from stub_session");

    try (Stores stores = Stores.at(location, OPTIONS)) {
      Store store = stores.open("main", DurableStoreTest.LIMITS);
      awaitSessions(store, 2);

      assertThat(store.<Session>read(view -> view.find(key("old7")))).isNull();
      assertThat(store.<Session>read(view -> view.find(key("edge")))).isNotNull();
      assertThat(store.<Session>read(view -> view.find(key("new")))).isNotNull();
      assertThat(store.read(view -> view.find(new ProfileKey(1, "p"))).closedSessions())
          .isEqualTo(OLD + 1);
      assertThat(store.snapshot().sessions()).hasSize(2);
      Session again = store.execute(scope("old7"), unit -> update(unit, "old7", "p"));
      assertThat(again.facts().getUpdateCount()).isEqualTo(1);
    }
    assertThat(number(location, "select count(*) from stub_coupon")).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void profiles_thatHaveExpired_areDeletedWithTheirCountersUnlessTheyHaveSessions(Dialect dialect)
      throws Exception {
    String location = newDatabase(dialect);
    fill(location);
    RedemptionCounters.Key ofAll =
        new RedemptionCounters.Key("coupon:TEN", RedemptionCounters.By.ALL, 1, "");
    RedemptionCounters.Key ofProfile =
        new RedemptionCounters.Key("coupon:TEN", RedemptionCounters.By.PROFILE, 1, "p");
    RedemptionCounters.Key ofOther =
        new RedemptionCounters.Key("coupon:TEN", RedemptionCounters.By.PROFILE, 1, "q");
    try (Stores stores = Stores.at(location)) {
      stores
          .open("main", DurableStoreTest.LIMITS)
          .executeAlone(
              unit -> {
                List.of(ofAll, ofProfile, ofOther).forEach(key -> unit.add(key, 2));
                return unit;
              });
    }
    age(location, "old%", DAYS.plusHours(2));
    age(location, "edge", DAYS.plusHours(2));
    number(location, "update stub_profile set changed_hour = 1");

    try (Stores stores = Stores.at(location, OPTIONS)) {
      Store store = stores.open("main", DurableStoreTest.LIMITS);
      while (store.snapshot().profiles().size() > 1) {
        Thread.sleep(20);
      }

      assertThat(store.snapshot().profiles()).containsOnlyKeys(new ProfileKey(1, "q"));
      assertThat(store.snapshot().counters()).isEqualTo(Map.of(ofAll, 2, ofOther, 2));
      store.execute(scope("again"), unit -> update(unit, "again", "p"));
      assertThat(store.read(view -> view.find(new ProfileKey(1, "p"))).closedSessions())
          .isEqualTo(1);
    }
    assertThat(number(location, "select sum(amount) from stub_tally where kind = 'PROFILE'"))
        .isEqualTo(2);
    assertThat(number(location, "select min(changed_hour) from stub_profile")).isGreaterThan(1);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void session_thatIsChanged_isKept(Dialect dialect) throws Exception {
    String location = newDatabase(dialect);
    fill(location);
    age(location, "%", DAYS.plusHours(2));

    try (Stores stores = Stores.at(location)) {
      Store store = stores.open("main", DurableStoreTest.LIMITS);
      store.execute(scope("old7"), unit -> update(unit, "old7", "p"));
    }
    try (Stores stores = Stores.at(location, OPTIONS)) {
      Store store = stores.open("main", DurableStoreTest.LIMITS);
      awaitSessions(store, 1);
      assertThat(store.<Session>read(view -> view.find(key("old7")))).isNotNull();
    }
  }

  /** Processes of older versions go on while a new one has changed the tables. */
  @ParameterizedTest
  @EnumSource(Dialect.class)
  void rows_thatAnOlderVersionInserts_haveTheHourOfTheMigration(Dialect dialect) throws Exception {
    String location = newDatabase(dialect);
    fill(location);
    for (String table : List.of("stub_session", "stub_profile")) {
      number(location, "drop index " + table + "_by_change");
      number(location, "alter table " + table + " drop column changed_hour");
    }
    number(location, "alter table stub_world drop column settings");
    number(location, "alter table stub_world drop column settings_version");
    number(location, "delete from stub_schema_history where version in ('2', '3', '4')");
    long before = Retention.hour(Instant.now());

    Stores.at(location).close();

    number(
        location,
        "insert into stub_profile (generation, application, id, internal_id, version, body)"
            + " select generation, application, 'older', 9, 1, body from stub_profile"
            + " where id = 'p'");
    long after = Retention.hour(Instant.now());
    for (String table : List.of("stub_session", "stub_profile")) {
      assertThat(number(location, "select min(changed_hour) from " + table))
          .isBetween(before, after);
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void expiredRows_areFoundByAnIndex(Dialect dialect) throws Exception {
    String location = newDatabase(dialect);
    fill(location);
    try (Connection connection =
            Database.dataSource(DatabaseLocation.parse(location), true, DAYS).getConnection();
        Statement statement = connection.createStatement()) {
      if (dialect == Dialect.POSTGRESQL) {
        // A table of two rows would be read as a whole; no row has expired, as in most sweeps.
        statement.execute(
            "insert into stub_profile (generation, application, id, internal_id, version, body)"
                + " select generation, application, 'n' || n, n, 1, body"
                + " from stub_profile, generate_series(10, 1000) n where id = 'p'");
        statement.execute("vacuum analyze");
      }
      Map<String, String> statements =
          Map.of("stub_session", ExpiredSessions.DELETE, "stub_profile", ExpiredProfiles.SELECT);
      for (String table : statements.keySet()) {
        StringBuilder plan = new StringBuilder();
        try (ResultSet rows =
            statement.executeQuery(
                (dialect == Dialect.SQLITE ? "explain query plan " : "explain ")
                    + statements.get(table).replace("?", "10"))) {
          while (rows.next()) {
            plan.append(rows.getString(dialect == Dialect.SQLITE ? 4 : 1)).append('\n');
          }
        }
        assertThat(plan.toString())
            .contains(table + "_by_change")
            .doesNotContain("Seq Scan on " + table)
            .doesNotContain("SCAN " + table + "\n");
      }
    }
  }

  @Test
  void stub_withRetain_deletesWhatHasExpired() throws Exception {
    String location = newDatabase(Dialect.SQLITE);
    try (CustomerSessionStub stub = CustomerSessionStub.builder().store(location).start()) {
      URI url = URI.create(stub.url());
      Requests.send(url, "PUT", "/v2/customer_sessions/a", "{\"customerSession\":{}}");
    }
    age(location, "a", DAYS.plusHours(2));

    try (CustomerSessionStub stub =
        CustomerSessionStub.builder().store(location).retain(DAYS).start()) {
      URI url = URI.create(stub.url());
      while (Requests.send(url, "GET", "/v2/customer_sessions/a", null).status() == 200) {
        Thread.sleep(20);
      }
      assertThat(Requests.send(url, "GET", "/v2/customer_sessions/a", null).status())
          .isEqualTo(404);
    }
  }
}
