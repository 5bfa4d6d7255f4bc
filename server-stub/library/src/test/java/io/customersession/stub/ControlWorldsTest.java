package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.control.client.model.Advance;
import io.customersession.stub.control.client.model.Clock;
import io.customersession.stub.control.client.model.Fault;
import io.customersession.stub.control.client.model.FaultRule;
import io.customersession.stub.control.client.model.Freeze;
import io.customersession.stub.control.client.model.ParallelUpdates;
import io.customersession.stub.control.client.model.RepeatedMove;
import io.customersession.stub.control.client.model.Settings;
import io.customersession.stub.control.client.model.Time;
import io.customersession.stub.control.client.model.World;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Worlds, settings, clock and faults over HTTP. */
class ControlWorldsTest extends ControlScenario {
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
          PATCH  | /__stub/worlds/new/settings    | {"repeatedMove":"perhaps"} | 400 | /repeatedMove must be one of refuse, accept, not "perhaps"
          POST   | /__stub/worlds/new/faults      | {"fault":"dorp"} | 400 | "dorp" is not a fault; use, for example, delay=200ms, delay=200ms+-50ms, status=503, status=503;retry-after=2, conflict, drop, drop-after, truncate or malformed
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
  void document_ofTheControlApi_hasTheOperationsOfSessionsToo() {
    Api api = new Api(stub);
    Api.Response response = api.send("GET", "/__stub/openapi.yaml", null).expect(200);
    assertThat(response.headers()).containsEntry("content-type", "application/yaml");
    assertThat(response.body())
        .startsWith("openapi: 3.0.3")
        .contains("operationId: listWorlds", "operationId: seedSessions");
    api.send("GET", "/__stubborn", null).expect(404);
    assertThat(stub.journal().total()).isEqualTo(1);
    api.header("Content-Type", "text/plain")
        .send("PATCH", "/__stub/worlds/main/settings", "{}")
        .expect(415);
  }

  @Test
  void controlApi_disabled_isNotServed() {
    try (CustomerSessionStub closed = Stubs.builder().controlApi(false).start()) {
      assertThat(new Api(closed).send("GET", "/__stub/worlds", null).expect(404).message())
          .isEqualTo("There is no such path");
    }
  }
}
