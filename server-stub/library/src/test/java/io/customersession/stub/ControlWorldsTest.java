package io.customersession.stub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.control.client.model.FaultRule;
import io.customersession.stub.control.client.model.Freeze;
import io.customersession.stub.control.client.model.ParallelUpdates;
import io.customersession.stub.control.client.model.RepeatedMove;
import io.customersession.stub.control.client.model.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What worlds, settings, clock and faults over HTTP have of sessions. */
class ControlWorldsTest extends ControlScenario {
  @Test
  void world_hasItsNumberOfSessions() {
    in("a").putV2("s", "{}").expect(200);

    assertThat(worlds.getWorld("a").getSessions()).isEqualTo(1);
    worlds.resetWorld("a");
    assertThat(worlds.getWorld("a").getSessions()).isZero();
  }

  @Test
  void watchWorld_beginsWithItsNumberOfSessions() throws IOException {
    in("a").putV2("s", "{}").expect(200);

    try (InputStream events = worlds.watchWorld("a").open()) {
      String first = "retry: 1500\n\nevent: world\ndata: {\"name\":\"a\",\"exchanges\":1";
      assertThat(events.readNBytes(first.length())).asString(UTF_8).isEqualTo(first);
    }
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
  void clock_frozen_isTheTimeOfSessions() {
    OffsetDateTime time = OffsetDateTime.parse("2030-01-01T01:00:00Z");
    clock.freezeClock("a", Freeze.builder().at(time).build());

    assertThat(in("a").putV2("s", "{}").session().get("created").getAsString())
        .isEqualTo("2030-01-01T01:00:00.000000Z");
  }

  @Test
  void fault_ofASession_isInjectedIntoItsRequestsOnly() {
    faults.addFault("a", FaultRule.builder().fault("status=429").session("s").times(1).build());

    in("a").putV2("t", "{}").expect(200);
    in("a").putV2("s", "{}").expect(429);
    in("a").putV2("s", "{}").expect(200);
    assertThat(faults.listFaults("a").getFaults().get(0).getRule().getSession()).isEqualTo("s");
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          PATCH  | /__stub/worlds/new/settings    | {"strict":"yes","mood":1} | 400 | /strict: strict must be a boolean, not a string; /mood: The property "mood" is not defined on Settings.
          PATCH  | /__stub/worlds/new/settings    | {"responseVersion":"common"} | 400 | -
          PATCH  | /__stub/worlds/new/settings    | {"repeatedMove":"perhaps"} | 400 | /repeatedMove must be one of refuse, accept, not "perhaps"
          """)
  void invalidSetting_isRefusedAndChangesNothing(
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
    assertThat(new Api(stub).send("GET", "/__stub/openapi.yaml", null).expect(200).body())
        .contains("operationId: listWorlds", "operationId: seedSessions");
  }
}
