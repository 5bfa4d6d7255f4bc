package io.customersession.stub.store.jdbc;

import static io.customersession.stub.store.StoredThings.before;
import static io.customersession.stub.store.StoredThings.key;
import static io.customersession.stub.store.StoredThings.ofProfile;
import static io.customersession.stub.store.StoredThings.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.model.SessionState;
import io.customersession.stub.store.ProfileKey;
import io.customersession.stub.store.SessionOrder;
import io.customersession.stub.store.SessionQuery;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL with many sessions. The property {@code scale.sessions} is their number, which is at
 * least 10,000, and {@code scale.seconds} how long updates are counted, which is not done in each
 * build.
 */
class PostgresScaleTest {
  private static final int SESSIONS = Integer.getInteger("scale.sessions", 20_000);
  private static final int PAGE = 50;

  /** What 1,000 sessions share is looked at as a whole if another order is asked for. */
  private static final int FEW = 3_000;

  private static final List<SessionOrder> NEWEST =
      List.of(new SessionOrder(SessionOrder.Property.ID, true));

  @TempDir private static Path folder;
  private static ScaledPostgres postgres;

  @BeforeAll
  static void fill() throws Exception {
    postgres = new ScaledPostgres(folder, SESSIONS);
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  private static QueryPlan plan(QueryPlan.Mode mode, QueryPlan.Reading reading) throws Exception {
    try (Connection connection = postgres.connection()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      long generation = WorldTable.generation(QueryPlan.transaction(connection), "main");
      return QueryPlan.of(connection, mode, generation, reading);
    }
  }

  @Test
  void queriesWithAnIndex_doNotReadAllSessions() throws Exception {
    Map<String, QueryPlan.Reading> queries = new LinkedHashMap<>();
    queries.put(
        "by integration id",
        QueryPlan.Reading.of(view -> assertThat(view.find(key("n7"))).isNotNull()));
    queries.put(
        "by internal id", QueryPlan.Reading.of(view -> assertThat(view.find(1, 7)).isNotNull()));
    queries.put(
        "another session of a profile",
        rows -> assertThat(rows.sessions().idsOf(new ProfileKey(1, "p7"), 2)).hasSize(2));
    queries.put("oldest page", list(page(0, PAGE), List.of()));
    queries.put("newest page", list(page(0, PAGE), NEWEST));
    queries.put("a page in the middle, by cursor", list(before(SESSIONS / 2), NEWEST));
    queries.put("by state", list(filter(SessionState.CLOSED, null, null, null), NEWEST));
    queries.put("by profile", list(ofProfile("p7", PAGE), NEWEST));
    queries.put("by coupon code", list(filter(null, "code7", null, null), NEWEST));
    queries.put(
        "sorted by creation",
        list(page(0, PAGE), List.of(new SessionOrder(SessionOrder.Property.CREATED, true))));
    queries.put(
        "created before, sorted by creation",
        list(
            created(null, SESSIONS / 2),
            List.of(new SessionOrder(SessionOrder.Property.CREATED, true))));
    queries.put("created recently, newest first", list(created(SESSIONS - 1_000, null), NEWEST));
    queries.put("created in one minute", list(created(SESSIONS / 2, SESSIONS / 2 + 60), NEWEST));

    for (Map.Entry<String, QueryPlan.Reading> each : queries.entrySet()) {
      for (QueryPlan.Mode mode : QueryPlan.Mode.values()) {
        QueryPlan plan = plan(mode, each.getValue());
        String name = each.getKey() + ", " + mode.name().toLowerCase(Locale.ROOT) + " plan";
        System.out.println("scale: PostgreSQL, " + name + ": " + plan);
        assertThat(plan.scans()).as(name).isNotEmpty().noneMatch(scan -> scan.contains("Seq Scan"));
        assertThat(plan.visited()).as(name).isLessThan(FEW);
      }
    }
  }

  /** Decision 0180 lists them. */
  @Test
  void queriesWithoutAnIndex_readWhatTheyHaveTo() throws Exception {
    Map<String, QueryPlan.Reading> queries = new LinkedHashMap<>();
    queries.put("created before, newest first", list(created(null, SESSIONS / 2), NEWEST));
    queries.put("created after, oldest first", list(created(SESSIONS / 2, null), List.of()));
    queries.put("by referral code", list(other("r7", null), NEWEST));
    queries.put("by store", list(other(null, "s7"), NEWEST));
    queries.put(
        "part of an integration id",
        list(
            new SessionQuery(PAGE, 0, null, null, null, null, null, null, "n777", null, true, null),
            NEWEST));
    queries.put(
        "sorted by total",
        list(page(0, PAGE), List.of(new SessionOrder(SessionOrder.Property.TOTAL, true))));
    queries.put(
        "by state, sorted by total",
        list(
            filter(SessionState.CLOSED, null, null, null),
            List.of(new SessionOrder(SessionOrder.Property.TOTAL, true))));
    queries.put("skip half of all sessions", list(page(SESSIONS / 2, PAGE), NEWEST));

    for (Map.Entry<String, QueryPlan.Reading> each : queries.entrySet()) {
      QueryPlan plan = plan(QueryPlan.Mode.CUSTOM, each.getValue());
      System.out.println("scale: PostgreSQL, without an index, " + each.getKey() + ": " + plan);
      assertThat(plan.scans()).as(each.getKey()).isNotEmpty();
    }
  }

  private static QueryPlan.Reading list(SessionQuery query, List<SessionOrder> order) {
    return QueryPlan.Reading.of(view -> assertThat(view.list(1, query, order)).isNotEmpty());
  }

  private static SessionQuery filter(
      SessionState state, String coupon, OffsetDateTime before, OffsetDateTime after) {
    return new SessionQuery(
        PAGE, 0, null, state, before, after, coupon, null, null, null, false, null);
  }

  private static SessionQuery created(Integer after, Integer before) {
    return filter(null, null, time(before), time(after));
  }

  private static OffsetDateTime time(Integer number) {
    return number == null ? null : OffsetDateTime.parse("2026-01-01T00:00:00Z").plusSeconds(number);
  }

  private static SessionQuery other(String referral, String store) {
    return new SessionQuery(
        PAGE, 0, null, null, null, null, null, referral, null, store, false, null);
  }

  @Test
  @EnabledIfSystemProperty(named = "scale.seconds", matches = "[1-9][0-9]*")
  void updatesOfSeveralProcesses_areCounted() throws Exception {
    Throughput throughput =
        new Throughput(postgres, SESSIONS, Integer.getInteger("scale.seconds", 0), folder);
    for (int processes : new int[] {1, 2, 4}) {
      System.out.println("scale: PostgreSQL, " + throughput.measure(processes));
    }
  }
}
