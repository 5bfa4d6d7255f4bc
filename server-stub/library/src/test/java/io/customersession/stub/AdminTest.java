package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonParser;
import io.customersession.contract.client.ApiClient;
import io.customersession.contract.client.ApiException;
import io.customersession.stub.admin.client.api.ClockApi;
import io.customersession.stub.admin.client.api.FaultsApi;
import io.customersession.stub.admin.client.api.JournalApi;
import io.customersession.stub.admin.client.api.SessionsApi;
import io.customersession.stub.admin.client.api.ViolationsApi;
import io.customersession.stub.admin.client.api.WorldsApi;
import io.customersession.stub.admin.client.model.Advance;
import io.customersession.stub.admin.client.model.Awaited;
import io.customersession.stub.admin.client.model.Clock;
import io.customersession.stub.admin.client.model.Exchange;
import io.customersession.stub.admin.client.model.ExchangeFilter;
import io.customersession.stub.admin.client.model.Expectation;
import io.customersession.stub.admin.client.model.ExpectedViolation;
import io.customersession.stub.admin.client.model.Fault;
import io.customersession.stub.admin.client.model.FaultRule;
import io.customersession.stub.admin.client.model.Freeze;
import io.customersession.stub.admin.client.model.ParallelUpdates;
import io.customersession.stub.admin.client.model.RepeatedMove;
import io.customersession.stub.admin.client.model.ReportedViolation;
import io.customersession.stub.admin.client.model.Restore;
import io.customersession.stub.admin.client.model.ReturnedUnits;
import io.customersession.stub.admin.client.model.Seed;
import io.customersession.stub.admin.client.model.SeedState;
import io.customersession.stub.admin.client.model.Seeds;
import io.customersession.stub.admin.client.model.Settings;
import io.customersession.stub.admin.client.model.Severity;
import io.customersession.stub.admin.client.model.Snapshot;
import io.customersession.stub.admin.client.model.SnapshotRequest;
import io.customersession.stub.admin.client.model.Time;
import io.customersession.stub.admin.client.model.Verdict;
import io.customersession.stub.admin.client.model.ViolationReport;
import io.customersession.stub.admin.client.model.World;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stub told what to do over HTTP, through the client generated from the admin document. */
class AdminTest {
  private final CustomerSessionStub stub = Stubs.builder().maxWorlds(3).maxSessions(5).start();
  private final ApiClient client = ApiClient.builder().baseUrl(stub.url()).build();
  private final WorldsApi worlds = new WorldsApi(client);
  private final ClockApi clock = new ClockApi(client);
  private final FaultsApi faults = new FaultsApi(client);
  private final SessionsApi sessions = new SessionsApi(client);
  private final JournalApi journal = new JournalApi(client);
  private final ViolationsApi violations = new ViolationsApi(client);

  @AfterEach
  void stop() {
    client.close();
    stub.close();
  }

  private Api in(String world) {
    return new Api(stub).header("X-Stub-World", world);
  }

  private static void refused(int status, String message, Runnable call) {
    ApiException refusal = catchThrowableOfType(ApiException.class, call::run);
    assertThat(refusal.status()).isEqualTo(status);
    assertThat(
            JsonParser.parseString(refusal.bodyText())
                .getAsJsonObject()
                .get("message")
                .getAsString())
        .isEqualTo(message);
  }

  @Test
  void worlds_areListedResetAndDropped() {
    in("a").putV2("s", "{\"colour\":1}").expect(200);
    stub.world("a").faults().add(io.customersession.contract.stub.fault.Fault.truncate());
    assertThat(worlds.listWorlds().getWorlds())
        .extracting(World::getName)
        .containsExactly("main", "a");
    World a = worlds.getWorld("a");
    assertThat(
            List.of(a.getSessions(), a.getExchanges().intValue(), a.getViolations(), a.getFaults()))
        .containsOnly(1);

    worlds.resetWorld("a");
    assertThat(worlds.getWorld("a").getSessions()).isZero();
    worlds.resetWorld("b");
    worlds.dropWorld("a");
    assertThat(stub.worlds().names()).containsExactly("main", "b");
    refused(404, "There is no world \"a\"", () -> worlds.dropWorld("a"));
    refused(404, "There is no world \"a\"", () -> worlds.getWorld("a"));

    new Api(stub).putV2("s", "{}").expect(200);
    worlds.dropWorlds();
    assertThat(stub.worlds().names()).containsExactly("main");
    new Api(stub).getV2("s").expect(404);
  }

  @Test
  void tooManyWorlds_are507() {
    worlds.resetWorld("a");
    worlds.resetWorld("b");
    refused(
        507,
        "The stub keeps at most 3 worlds; reset it, or raise maxWorlds",
        () -> worlds.resetWorld("c"));
  }

  @Test
  void settings_changeOneByOne() {
    Settings before = worlds.getSettings("main");
    assertThat(before.getStrict()).isFalse();
    assertThat(before.getMagicValues()).isTrue();

    Settings after =
        worlds.changeSettings(
            "a",
            Settings.builder()
                .strict(true)
                .repeatedMove(RepeatedMove.ACCEPT)
                .magicValues(false)
                .build());

    assertThat(after.getStrict()).isTrue();
    assertThat(after.getParallelUpdates()).isEqualTo(ParallelUpdates.SERIALIZE);
    in("a").putV2("s", "{\"colour\":1}").expect(400);
    in("a").putV2("s-stub-fault-status-500", "{}").expect(200);
    new Api(stub).putV2("s", "{\"colour\":1}").expect(200);
    assertThat(
            worlds
                .changeSettings(
                    "a", Settings.builder().parallelUpdates(ParallelUpdates.REFUSE).build())
                .getRepeatedMove())
        .isEqualTo(RepeatedMove.ACCEPT);
  }

  @Test
  void clock_isFrozenSetMovedAndResumed() {
    OffsetDateTime time = OffsetDateTime.parse("2030-01-01T00:00:00Z");
    Clock frozen = clock.freezeClock("a", Freeze.builder().at(time).build());
    assertThat(frozen.getNow()).isEqualTo(time);
    assertThat(frozen.getFrozen()).isTrue();
    assertThat(clock.advanceClock("a", Advance.builder().by("PT1H").build()).getNow())
        .isEqualTo(time.plusHours(1));
    assertThat(in("a").putV2("s", "{}").session().get("created").getAsString())
        .isEqualTo("2030-01-01T01:00:00.000000Z");
    assertThat(clock.setClock("a", Time.builder().to(time).build()).getNow()).isEqualTo(time);
    assertThat(clock.resumeClock("a").getFrozen()).isFalse();
    assertThat(clock.freezeClock("a").getFrozen()).isTrue();
    assertThat(clock.getClock("a").getNow()).isBetween(time, time.plusMinutes(1));
    clock.resetClock("a");
    assertThat(clock.getClock("a").getNow()).isBefore(time);
    refused(
        400,
        "a clock can show the years 1 to 9999 only",
        () -> clock.advanceClock("a", Advance.builder().by("P9999999D").build()));
    refused(
        400,
        "a clock can show the years 1 to 9999 only",
        () -> clock.advanceClock("a", Advance.builder().by("PT9000000000000000S").build()));
    refused(
        400,
        "by must be a duration of ISO 8601 such as PT1H30M, not \"1h\"",
        () -> clock.advanceClock("new", Advance.builder().by("1h").build()));
    refused(404, "There is no world \"new\"", () -> clock.getClock("new"));
  }

  @Test
  void faults_areAddedListedAndRemoved() {
    Fault added =
        faults.addFault(
            "a",
            FaultRule.builder()
                .fault("status=429;retry-after=2")
                .operation("updateCustomerSessionV2")
                .session("s")
                .method("put")
                .path("/v2/*")
                .times(1)
                .build());
    assertThat(added.getNumber()).isEqualTo(1);
    faults.addFault(
        "a",
        FaultRule.builder()
            .fault("delay=2ms+-1ms")
            .probability(new BigDecimal("0.5"))
            .seed(7L)
            .build());
    in("a").putV2("s", "{}").expect(429);
    in("a").putV2("s", "{}").expect(200);

    List<Fault> listed = faults.listFaults("a").getFaults();
    assertThat(listed.get(0).getRule().getFault()).isEqualTo("status=429;retry-after=2");
    assertThat(listed.get(0).getFired()).isEqualTo(1);
    assertThat(listed.get(1).getRule().getSeed()).isEqualTo(7);
    assertThat(listed.get(1).getMatched()).isEqualTo(2);
    faults.removeFault("a", 1L);
    refused(404, "There is no fault 1", () -> faults.removeFault("a", 1L));
    assertThat(faults.listFaults("a").getFaults()).hasSize(1);
    faults.removeFaults("a");
    assertThat(faults.listFaults("a").getFaults()).isEmpty();

    refused(
        400,
        "fault \"conflict\" does not apply to getCustomerSession: the document declares no 409"
            + " response",
        () ->
            faults.addFault(
                "new",
                FaultRule.builder().fault("conflict").operation("getCustomerSession").build()));
    for (int i = 0; i < 1_000; i++) {
      stub.world("a").faults().add(io.customersession.contract.stub.fault.Fault.drop());
    }
    refused(
        507,
        "there are 1000 faults already; remove some",
        () -> faults.addFault("a", FaultRule.builder().fault("drop").build()));
    assertThat(stub.worlds().names()).doesNotContain("new");
  }

  @Test
  void sessions_areSeededInAnyState() {
    Map<String, Object> item =
        Map.of("name", "a", "sku", "a", "quantity", 2, "price", new BigDecimal("10.10"));
    Seed seed =
        Seed.builder()
            .id("s")
            .state(SeedState.PARTIALLY_RETURNED)
            .session(Map.of("profileId", "p", "cartItems", List.of(item)))
            .returned(List.of(ReturnedUnits.builder().position(0).quantity(1).build()))
            .created(OffsetDateTime.parse("2026-01-02T00:00:00Z"))
            .updated(OffsetDateTime.parse("2026-01-03T00:00:00Z"))
            .build();
    assertThat(
            sessions
                .seedSessions(
                    "a",
                    Seeds.builder().sessions(List.of(seed, Seed.builder().id("t").build())).build())
                .getSessions())
        .isEqualTo(2);

    Api.Response response = in("a").getV2("s").expect(200);
    assertThat(response.session().get("state").getAsString()).isEqualTo("partially_returned");
    assertThat(response.session().get("total").getAsBigDecimal()).isEqualByComparingTo("20.20");
    assertThat(response.body()).contains("\"returnedQuantity\":1", "2026-01-03T00:00:00");

    refused(
        400,
        "the session \"u\" cannot be seeded: /couponCode: The property \"couponCode\" is not"
            + " defined on NewCustomerSessionV2.",
        () ->
            sessions.seedSessions(
                "new",
                Seeds.builder()
                    .sessions(
                        List.of(Seed.builder().id("u").session(Map.of("couponCode", "C")).build()))
                    .build()));
    refused(
        400,
        "the session \"u\" cannot be seeded: there is no application 7; an API key has to name it",
        () ->
            sessions.seedSessions(
                "new",
                Seeds.builder()
                    .sessions(
                        List.of(
                            Seed.builder().id("t").build(),
                            Seed.builder().id("u").application(7L).build()))
                    .build()));
    assertThat(stub.worlds().names()).doesNotContain("new");
  }

  @Test
  void snapshots_haveNamesAndFitIntoAnyWorld() {
    in("a").putV2("s", "{\"state\":\"closed\"}").expect(200);
    SnapshotRequest ofA = SnapshotRequest.builder().world("a").build();
    Snapshot taken = sessions.takeSnapshot("sold", ofA);
    assertThat(taken.getSessions()).isEqualTo(1);
    in("a").putV2("s", "{\"state\":\"cancelled\"}").expect(200);

    worlds.dropWorlds();
    Restore sold = Restore.builder().snapshot("sold").build();
    sessions.restoreSnapshot("b", sold);
    assertThat(in("b").getV2("s").expect(200).session().get("state").getAsString())
        .isEqualTo("closed");
    assertThat(sessions.listSnapshots().getSnapshots())
        .extracting(Snapshot::getName)
        .containsExactly("sold");

    refused(404, "There is no world \"a\"", () -> sessions.takeSnapshot("other", ofA));
    refused(
        404,
        "There is no snapshot \"other\"",
        () -> sessions.restoreSnapshot("c", Restore.builder().snapshot("other").build()));
    assertThat(stub.worlds().names()).containsExactly("main", "b");
    sessions.deleteSnapshot("sold");
    refused(404, "There is no snapshot \"sold\"", () -> sessions.deleteSnapshot("sold"));
    SnapshotRequest ofMain = SnapshotRequest.builder().world("main").build();
    for (int i = 0; i < 100; i++) {
      sessions.takeSnapshot("s" + i, ofMain);
    }
    refused(
        507,
        "There are 100 snapshots already; delete some",
        () -> sessions.takeSnapshot("one-more", ofMain));
    assertThat(sessions.takeSnapshot("s1", ofMain).getName()).isEqualTo("s1");
  }

  @Test
  void journal_isSearchedByEveryCondition() {
    in("a")
        .header("X-Mine", "1")
        .putV2("s", "{\"profileId\":\"p\",\"attributes\":{\"n\":1.50,\"gone\":null}}")
        .expect(200);
    in("a").header("X-Stub-Fault", "delay=1ms").getV2("t").expect(404);
    Map<String, Object> body = new HashMap<>();
    body.put("/customerSession/profileId", "p");
    body.put("/customerSession/attributes/n", new BigDecimal("1.5"));
    body.put("/customerSession/attributes/gone", null);
    ExchangeFilter all =
        ExchangeFilter.builder()
            .operation("updateCustomerSessionV2")
            .session("s")
            .application(1L)
            .method("PUT")
            .path("/v2/customer_sessions/s")
            .status(200)
            .headers(Map.of("x-mine", "1"))
            .withoutHeaders(List.of("X-Other"))
            .body(body)
            .withoutBody(List.of("/customerSession/state"))
            .response(Map.of("/customerSession/state", "open"))
            .build();

    Exchange found = journal.findExchanges("a", all).getExchanges().get(0);

    assertThat(found.getNumber()).isEqualTo(1);
    assertThat(found.getHeaders().get("Authorization")).containsExactly("ApiKey-v1 ***");
    assertThat(found.getBody()).contains("\"profileId\":\"p\"");
    assertThat(found.getResponseBody()).contains("\"state\":\"open\"");
    assertThat(found.getMilliseconds()).isPositive();
    assertThat(journal.countExchanges("a", all).getCount()).isEqualTo(1);
    for (ExchangeFilter other :
        List.of(
            all.toBuilder().operation("getCustomerSession").build(),
            all.toBuilder().session("t").build(),
            all.toBuilder().application(2L).build(),
            all.toBuilder().method("GET").build(),
            all.toBuilder().path("/").build(),
            all.toBuilder().status(201).build(),
            all.toBuilder().headers(Map.of("x-mine", "2")).build(),
            all.toBuilder().withoutHeaders(List.of("X-Mine")).build(),
            all.toBuilder().body(Map.of("/customerSession/profileId", "q")).build(),
            all.toBuilder().withoutBody(List.of("/customerSession")).build(),
            all.toBuilder().response(Map.of("/customerSession/state", "closed")).build())) {
      assertThat(journal.countExchanges("a", other).getCount()).as(other.toString()).isZero();
    }
    List<Exchange> listed = journal.listExchanges("a").getExchanges();
    assertThat(listed).extracting(Exchange::getStatus).containsExactly(200, 404);
    assertThat(listed.get(1).getFault()).isEqualTo("delay=1ms by header");
    journal.clearJournal("a");
    assertThat(journal.listExchanges("a").getExchanges()).isEmpty();
    // What the admin side is asked is no part of it.
    assertThat(stub.journal().total()).isZero();
  }

  @Test
  void repeatedAndExpectedViolations_areReportedWithTheirCounts() {
    Settings changed =
        worlds.changeSettings(
            "a",
            Settings.builder()
                .expectedViolations(
                    List.of(
                        expected("unknown-property", "/customerSession/colour"),
                        expected("old-version", "")))
                .build());
    assertThat(changed.getExpectedViolations()).hasSize(2);
    assertThat(worlds.getSettings("a").getExpectedViolations())
        .isEqualTo(changed.getExpectedViolations());
    for (int i = 0; i < 3; i++) {
      in("a").header("User-Agent", "shop/1").putV2("s", "{\"colour\":1,\"size\":2}").expect(200);
    }

    ViolationReport report = violations.getViolations("a");
    assertThat(report.getErrors()).isEqualTo(3);
    assertThat(report.getViolations())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.getCount()).isEqualTo(3);
              assertThat(violation.getPattern()).isEqualTo("/customerSession/size");
              assertThat(violation.getUserAgent()).isEqualTo("shop/1");
              assertThat(violation.getApplication()).isEqualTo(1);
              assertThat(violation.getExpected()).isFalse();
            });
    assertThat(report.getExpected())
        .extracting(each -> each.getRule() + " " + each.getCount())
        .containsExactly("unknown-property 3", "old-version 0");
    assertThat(report.getExpected().get(0).getFirst().getExpected()).isTrue();
    assertThat(journal.listExchanges("a").getExchanges().get(0).getViolations())
        .extracting(each -> each.getLocation() + " " + each.getExpected())
        .containsExactly("/customerSession/colour true", "/customerSession/size false");

    Settings wrong =
        Settings.builder()
            .severities(Map.of("old-version", Severity.OFF))
            .expectedViolations(List.of(expected("unknown-property", "/a*")))
            .build();
    refused(
        400,
        "\"/a*\" is not a location of expected violations: in a JSON pointer, * must be a whole"
            + " segment",
        () -> worlds.changeSettings("a", wrong));
    assertThat(worlds.getSettings("a").getSeverities())
        .as("a refused change changes nothing")
        .containsEntry("old-version", Severity.WARNING);
  }

  private static ExpectedViolation expected(String rule, String location) {
    return ExpectedViolation.builder().rule(rule).location(location).build();
  }

  @Test
  void violations_areReported_asJsonAndAsJunitXml() {
    in("a").putV2("s", "{\"colour\":1}").expect(200);
    ViolationReport report = violations.getViolations("a");
    assertThat(report.getErrors() + report.getWarnings()).isEqualTo(1);
    ReportedViolation violation = report.getViolations().get(0);
    assertThat(violation.getLocation()).isEqualTo("/customerSession/colour");
    assertThat(violation.getRefused()).isFalse();
    assertThat(violation.getSent()).isEqualTo("1");
    assertThat(report.getSummary()).contains(violation.getRule());
    assertThat(journal.listExchanges("a").getExchanges().get(0).getViolations())
        .containsExactly(violation);

    Api.Response xml =
        new Api(stub).send("GET", "/__stub/worlds/a/violations.xml", null).expect(200);
    assertThat(xml.headers()).containsEntry("content-type", "application/xml");
    assertThat(xml.body()).startsWith("<?xml").contains("<testsuite", "/customerSession/colour");
    new Api(stub).send("GET", "/__stub/worlds/b/violations.xml", null).expect(404);
    new Api(stub).send("POST", "/__stub/worlds/a/violations.xml", "{}").expect(405);
    refused(404, "There is no world \"b\"", () -> violations.getViolations("b"));

    Map<String, Severity> severities =
        Map.of(violation.getRule(), Severity.ERROR, "*", Severity.OFF);
    Settings changed =
        worlds.changeSettings("a", Settings.builder().severities(severities).build());
    assertThat(changed.getSeverities())
        .hasSizeGreaterThan(5)
        .containsEntry(violation.getRule(), Severity.ERROR);
    assertThat(changed.getSeverities().values()).filteredOn(Severity.ERROR::equals).hasSize(1);
    ApiException wrong =
        catchThrowableOfType(
            ApiException.class,
            () ->
                worlds.changeSettings(
                    "b",
                    Settings.builder()
                        .strict(true)
                        .severities(Map.of("mood", Severity.OFF))
                        .build()));
    assertThat(wrong.bodyText()).contains("there is no rule \\\"mood\\\"; the rules are ");
    assertThat(stub.worlds().names()).containsExactly("main", "a");
  }

  @Test
  void expectations_areAnsweredWithTheNearestExchanges() throws Exception {
    ExchangeFilter gets = ExchangeFilter.builder().operation("getCustomerSession").build();
    assertThat(
            journal
                .expectExchanges("new", Expectation.builder().filter(gets).times(0).build())
                .getMet())
        .isTrue();
    in("new").putV2("s", "{}").expect(200);
    Verdict missed =
        journal.expectExchanges("new", Expectation.builder().filter(gets).times(1).build());
    assertThat(missed.getMet()).isFalse();
    assertThat(missed.getReport()).contains("exactly 1 exchange", "updateCustomerSessionV2");
    assertThat(missed.getExchanges()).isEmpty();

    CompletableFuture<Verdict> awaited =
        CompletableFuture.supplyAsync(
            () ->
                journal.awaitExchanges(
                    "new", Awaited.builder().filter(gets).timeout("PT20S").build()));
    in("new").getV2("s").expect(200);
    assertThat(awaited.get(20, TimeUnit.SECONDS).getExchanges()).hasSize(1);
    Verdict late =
        journal.awaitExchanges(
            "new", Awaited.builder().filter(gets).times(2).timeout("PT0.01S").build());
    assertThat(late.getMet()).isFalse();
    assertThat(late.getExchanges()).hasSize(1);
    refused(
        400,
        "timeout must be between PT0S and PT1M",
        () -> journal.awaitExchanges("new", Awaited.builder().timeout("PT2M").build()));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          GET    | /__stub                        | -   | 404 | There is no such path; /__stub/openapi.yaml lists all paths
          GET    | /__stub/world                  | -   | 404 | There is no such path; /__stub/openapi.yaml lists all paths
          PUT    | /__stub/worlds                 | {}  | 405 | The method is not allowed for this path
          POST   | /__stub/openapi.yaml           | {}  | 405 | The method is not allowed for this path
          GET    | /__stub/worlds?all=true        | -   | 400 | The query parameter "all" is not defined for listWorlds.
          POST   | /__stub/worlds/-/reset         | -   | 400 | world must match ^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$
          POST   | /__stub/worlds/%ff/reset       | -   | 400 | world must be percent-encoded, well-formed UTF-8
          DELETE | /__stub/worlds/main/faults/x   | -   | 400 | number must be an integer of 64 bits
          PATCH  | /__stub/worlds/new/settings    | -   | 400 | the body is empty
          PATCH  | /__stub/worlds/new/settings    | {"strict":"yes","mood":1} | 400 | /strict: strict must be a boolean, not a string; /mood: The property "mood" is not defined on Settings.
          PATCH  | /__stub/worlds/new/settings    | {"responseVersion":"common"} | 400 | -
          PATCH  | /__stub/worlds/new/settings    | {"repeatedMove":"perhaps"} | 400 | /repeatedMove: repeatedMove must be one of the following: "refuse", "accept"
          POST   | /__stub/worlds/new/faults      | {"fault":"dorp"} | 400 | "dorp" is no fault; a fault is, for instance, delay=200ms, delay=200ms+-50ms, status=503, status=503;retry-after=2, conflict, drop, drop-after, truncate or malformed
          POST   | /__stub/worlds/new/faults      | {"fault":"drop","probability":0} | 400 | /probability: probability must be more than 0
          POST   | /__stub/worlds/new/faults      | {"fault":"drop","every":2,"probability":0.5} | 400 | a rule can have every or probability, not both
          POST   | /__stub/worlds/new/journal/find | {"body":{"state":1}} | 400 | -
          POST   | /__stub/worlds/new/clock/set   | {"to":"soon"} | 400 | -
          """)
  void wrongCall_isRefusedWithASentence_andChangesNothing(
      String method, String path, String body, int status, String message) {
    Api.Response response = new Api(stub).send(method, path, body).expect(status);
    if (message == null) {
      assertThat(response.message()).isNotEmpty();
    } else {
      assertThat(response.message()).isEqualTo(message);
    }
    assertThat(stub.worlds().names()).containsExactly("main");
    assertThat(stub.world().faults().rules()).isEmpty();
  }

  @Test
  void document_isServed_besideTheApi() {
    Api api = new Api(stub);
    Api.Response response = api.send("GET", "/__stub/openapi.yaml", null).expect(200);
    assertThat(response.headers()).containsEntry("content-type", "application/yaml");
    assertThat(response.body()).startsWith("openapi: 3.0.3").contains("operationId: listWorlds");
    api.send("GET", "/__stubborn", null).expect(404);
    assertThat(stub.journal().total()).isEqualTo(1);
    api.header("Content-Type", "text/plain")
        .send("PATCH", "/__stub/worlds/main/settings", "{}")
        .expect(415);
  }

  @Test
  void adminSide_canBeSwitchedOff() {
    try (CustomerSessionStub closed = Stubs.builder().adminApi(false).start()) {
      assertThat(new Api(closed).send("GET", "/__stub/worlds", null).expect(404).message())
          .isEqualTo("There is no such path");
    }
  }
}
