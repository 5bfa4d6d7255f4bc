package io.customersession.stub.store.jdbc;

import static io.customersession.stub.store.StoredThings.COUNTER;
import static io.customersession.stub.store.StoredThings.NOW;
import static io.customersession.stub.store.StoredThings.key;
import static io.customersession.stub.store.StoredThings.page;
import static io.customersession.stub.store.StoredThings.scope;
import static io.customersession.stub.store.StoredThings.session;
import static io.customersession.stub.store.StoredThings.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.customersession.contract.stub.memory.MemoryBudget;
import io.customersession.stub.account.Promotion;
import io.customersession.stub.model.CustomerSessionV2;
import io.customersession.stub.model.Effect;
import io.customersession.stub.model.SessionState;
import io.customersession.stub.promotion.AppliedPromotions;
import io.customersession.stub.promotion.Redemption;
import io.customersession.stub.promotion.RedemptionCounters;
import io.customersession.stub.store.IdempotencyKey;
import io.customersession.stub.store.IdempotencyRecord;
import io.customersession.stub.store.MemoryStore;
import io.customersession.stub.store.Profile;
import io.customersession.stub.store.ProfileKey;
import io.customersession.stub.store.Sequence;
import io.customersession.stub.store.Session;
import io.customersession.stub.store.SessionKey;
import io.customersession.stub.store.SessionOrder;
import io.customersession.stub.store.SessionQuery;
import io.customersession.stub.store.Store;
import io.customersession.stub.store.StoreLimits;
import io.customersession.stub.store.StoreSnapshot;
import io.customersession.stub.store.Stores;
import io.customersession.stub.store.UnitScope;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stores in a database do besides what every store does. */
abstract class DurableStoreTest {
  static final StoreLimits LIMITS =
      new StoreLimits(100_000, 100_000, 1_000_000, MemoryBudget.unbounded());

  private static final String[] ODD_IDS = {
    "\u0000",
    "a\u0000b",
    "a\u0001b",
    "a\u0001" + "0000b",
    "\uD83D\uDED2",
    "\uD83D",
    "' or 1=1",
    " ",
    "%"
  };

  private static final String[] TOTALS = {
    "0", "0.00", "-1", "-1.5", "1", "1.0000000000000000001", "9.99", "10", "99999999999999999999.99"
  };

  private static final List<List<SessionOrder>> SOME_ORDERS =
      List.of(List.of(), List.of(new SessionOrder(SessionOrder.Property.TOTAL, true)));

  String location;
  Stores stores;

  /** Creates an empty database, and returns its location. */
  abstract String newDatabase();

  /** Returns the location of what another process would find if this one was killed now. */
  abstract String locationAfterACrash();

  /** Runs a statement in the database. */
  abstract void run(String sql);

  /** Returns the number that a query has as its result. */
  abstract long number(String sql);

  @BeforeEach
  void open() {
    location = newDatabase();
    stores = Stores.at(location);
  }

  @AfterEach
  void close() {
    stores.close();
  }

  private Store main() {
    return stores.open("main", LIMITS);
  }

  private void reopen() {
    stores.close();
    stores = Stores.at(location);
  }

  @Test
  void everything_afterReopening_isStillThere() {
    Store store = main();
    store.execute(
        scope("a"),
        unit -> {
          Session session = update(unit, "a", "p");
          unit.put(
              new Session(
                  session.facts(),
                  new BigDecimal("10.50"),
                  new AppliedPromotions(
                      List.of(
                          Effect.builder()
                              .campaignId(1L)
                              .rulesetId(1L)
                              .ruleIndex(0)
                              .ruleName("Ten")
                              .effectType("acceptCoupon")
                              .props(Map.of("value", "TEN"))
                              .build()),
                      List.of(new Redemption(Promotion.Kind.COUPON, "TEN", List.of(COUNTER)))),
                  List.of()));
          unit.put(
              new ProfileKey(1, "q"),
              new Profile(
                  unit.nextId(Sequence.PROFILE),
                  "q",
                  NOW,
                  Map.of("text", "\u0001\u20ac", "list", List.of("a", "b")),
                  Set.of(3L, 4L),
                  2,
                  new BigDecimal("21.00"),
                  NOW.plusNanos(1_000)));
          unit.add(COUNTER, 3);
          unit.put(
              new IdempotencyKey(1, IdempotencyKey.Resource.SESSION, "a", "k"),
              new IdempotencyRecord("f", new byte[] {0, 1, -1}, NOW.toInstant()));
          return unit;
        });
    Session before = store.read(view -> view.find(key("a")));
    StoreSnapshot snapshot = store.snapshot();

    reopen();

    assertThat(main().snapshot()).hasToString(snapshot.toString());
    assertThat(main().<Session>read(view -> view.find(key("a")))).isEqualTo(before);
    long next = main().execute(scope("b"), unit -> update(unit, "b", "p").facts().getId());
    assertThat(next).isEqualTo(2);
  }

  @Test
  void ids_afterAProcessThatDidNotClose_areNotGivenOutAgain() {
    long first = main().execute(scope("a"), unit -> update(unit, "a", "").facts().getId());

    try (Stores others = Stores.at(locationAfterACrash())) {
      long second =
          others
              .open("main", LIMITS)
              .execute(scope("b"), unit -> update(unit, "b", "").facts().getId());
      assertThat(second).isGreaterThan(first);
    }
  }

  @Test
  void worlds_areApart_andADeletedOneIsEmpty() {
    Store other = stores.open("other", LIMITS);
    main().execute(scope("a"), unit -> update(unit, "a", "p"));
    other.execute(scope("a"), unit -> update(unit, "a", "p"));
    other.execute(scope("a"), unit -> update(unit, "a", "p"));

    main().reset(() -> {});
    assertThat(main().sessions()).isZero();
    assertThat(other.<Session>read(view -> view.find(key("a"))).facts().getUpdateCount())
        .isEqualTo(2);
    other.delete();
    assertThat(stores.open("other", LIMITS).sessions()).isZero();
    assertThat(stores.open("other", LIMITS).<Session>read(view -> view.find(key("a")))).isNull();
  }

  @Test
  void store_ofANewerVersion_isRefusedWithASentence() {
    run(
        "insert into stub_schema_history (installed_rank, version, description, type, script,"
            + " checksum, installed_by, execution_time, success)"
            + " values (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'later', 1, "
            + trueValue()
            + ")");
    stores.close();

    assertThatThrownBy(() -> Stores.at(location))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("a newer version of the stub has written it")
        .hasMessageContaining("99")
        .hasMessageNotContaining("postgres:postgres");
  }

  @Test
  void rowsOfAFormerGeneration_areDeletedAfterAReset() throws Exception {
    Store store = main();
    for (String id : List.of("a", "b", "c")) {
      store.execute(scope(id), unit -> update(unit, id, "p"));
    }

    store.reset(() -> {});

    awaitZero("select count(*) from stub_session");
    awaitZero("select count(*) from stub_profile");
    awaitZero("select count(*) from stub_ids where last > 0");
  }

  @Test
  void rowsThatAProcessHasLeft_areDeletedByTheNext() throws Exception {
    main().execute(scope("a"), unit -> update(unit, "a", "p"));
    stores.close();
    run("delete from stub_world");

    stores = Stores.at(location);

    awaitZero("select count(*) from stub_session");
  }

  @Test
  void records_storedDaysAgo_areDeletedWhileOthersAreStored() throws Exception {
    store("old", 1);
    run("update stub_record set stored = '2020-01-01T00:00:00.000000000'");

    store("new", 120);

    awaitZero("select count(*) from stub_record where request_key = 'old-0'");
    assertThat(number("select count(*) from stub_record")).isEqualTo(120);
  }

  private void store(String name, int records) {
    Store store = main();
    for (int i = 0; i < records; i++) {
      IdempotencyKey record =
          new IdempotencyKey(1, IdempotencyKey.Resource.SESSION, "a", name + "-" + i);
      store.execute(
          new UnitScope(key("a"), true, record),
          unit -> {
            unit.put(record, new IdempotencyRecord("f", new byte[0], NOW.toInstant()));
            return unit;
          });
    }
  }

  private void awaitZero(String query) throws InterruptedException {
    for (int i = 0; i < 600 && number(query) > 0; i++) {
      Thread.sleep(100);
    }
    assertThat(number(query)).isZero();
  }

  /** Returns the value of true in SQL. */
  abstract String trueValue();

  @Test
  void oddTexts_asKeys_stayDifferent() {
    Store store = main();
    for (String id : ODD_IDS) {
      store.execute(
          new UnitScope(new SessionKey(1, id), true, null),
          unit -> {
            unit.put(
                new ProfileKey(1, id), Profile.created(unit.nextId(Sequence.PROFILE), "p", NOW));
            unit.add(
                new RedemptionCounters.Key("coupon:" + id, RedemptionCounters.By.PROFILE, 1, id),
                1);
            return unit;
          });
    }

    for (String id : ODD_IDS) {
      assertThat(store.<Profile>read(view -> view.find(new ProfileKey(1, id)))).isNotNull();
      assertThat(store.<List<String>>execute(scope("x"), unit -> unit.profiles("coupon:" + id, 1)))
          .containsExactly(id);
    }
    assertThat(store.snapshot().counters()).hasSize(ODD_IDS.length);
  }

  @Test
  void queries_findTheSameAsInMemory() {
    Store memory = new MemoryStore(LIMITS);
    for (Store store : List.of(main(), memory)) {
      for (int i = 0; i < 40; i++) {
        CustomerSessionV2 facts = varied(i);
        store.execute(
            scope(facts.getIntegrationId()),
            unit -> {
              long id = unit.nextId(Sequence.SESSION);
              unit.put(
                  new Session(
                      facts.toBuilder().id(id).created(NOW.plusSeconds(id / 3)).build(),
                      null,
                      AppliedPromotions.NONE,
                      List.of()));
              return unit;
            });
      }
    }

    for (SessionQuery query : queries()) {
      for (List<SessionOrder> order : query.matchesParts() ? SOME_ORDERS : orders()) {
        assertThat(ids(main(), query, order))
            .as(query + " " + order)
            .isEqualTo(ids(memory, query, order));
      }
    }
  }

  private static List<Long> ids(Store store, SessionQuery query, List<SessionOrder> order) {
    return store.read(
        view -> view.list(1, query, order).stream().map(each -> each.facts().getId()).toList());
  }

  private static CustomerSessionV2 varied(int i) {
    SessionState[] states = SessionState.values();
    return session(1, "Order-" + i, i % 4 == 0 ? "" : "Profile" + i % 4, i).facts().toBuilder()
        .state(states[i % states.length])
        .total(new BigDecimal(TOTALS[i % TOTALS.length]))
        .couponCodes(i % 3 == 0 ? List.of() : List.of("TEN" + i % 3, "ALL"))
        .referralCode(i % 5 == 0 ? "FRIEND" : "")
        .storeIntegrationId(i % 7 == 0 ? null : "store-" + i % 7)
        .build();
  }

  private static List<SessionQuery> queries() {
    List<SessionQuery> queries = new ArrayList<>();
    queries.add(page(0, 100));
    queries.add(page(5, 7));
    queries.add(page(39, 7));
    queries.add(page(80, 7));
    for (boolean partial : new boolean[] {false, true}) {
      for (String text : new String[] {"Profile2", "ofile", "OFI", "12", "ORDER-1", "Order-12"}) {
        queries.add(query(text, null, null, null, null, partial));
        queries.add(query(null, null, null, text, null, partial));
      }
      queries.add(query(null, "TEN1", null, null, null, partial));
      queries.add(query(null, "ten", null, null, null, partial));
      queries.add(query(null, null, "FRIEND", null, null, partial));
      queries.add(query(null, null, "end", null, null, partial));
      queries.add(query(null, null, null, null, "store-3", partial));
      queries.add(query(null, null, null, null, "STORE", partial));
    }
    queries.add(query("", null, null, null, null, false));
    for (SessionState state : SessionState.values()) {
      queries.add(
          new SessionQuery(
              10, 1, null, state, NOW.plusSeconds(9), NOW, null, null, null, null, false, null));
    }
    queries.add(
        new SessionQuery(
            10,
            0,
            "Profile1",
            SessionState.OPEN,
            NOW.plusSeconds(9),
            NOW.plusSeconds(1),
            null,
            null,
            null,
            null,
            false,
            null));
    return queries;
  }

  private static SessionQuery query(
      String profile, String coupon, String referral, String id, String store, boolean partial) {
    return new SessionQuery(
        5, 1, profile, null, null, null, coupon, referral, id, store, partial, null);
  }

  private static List<List<SessionOrder>> orders() {
    List<List<SessionOrder>> orders = new ArrayList<>();
    orders.add(List.of());
    for (SessionOrder.Property property : SessionOrder.Property.values()) {
      orders.add(List.of(new SessionOrder(property, false)));
      orders.add(List.of(new SessionOrder(property, true)));
      orders.add(
          List.of(
              new SessionOrder(SessionOrder.Property.STATE, true),
              new SessionOrder(property, true)));
    }
    return orders;
  }
}
