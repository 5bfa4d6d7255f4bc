package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.stub.control.client.api.ContractApi;
import io.customersession.stub.control.client.model.Contract;
import io.customersession.stub.control.client.model.ContractOperation;
import io.customersession.stub.control.client.model.Restore;
import io.customersession.stub.control.client.model.ReturnedUnits;
import io.customersession.stub.control.client.model.Seed;
import io.customersession.stub.control.client.model.Seeds;
import io.customersession.stub.control.client.model.SessionList;
import io.customersession.stub.control.client.model.SessionSummary;
import io.customersession.stub.control.client.model.Snapshot;
import io.customersession.stub.control.client.model.SnapshotRequest;
import io.customersession.stub.control.client.model.StateMachine;
import io.customersession.stub.control.client.model.StoredSession;
import io.customersession.stub.model.SessionState;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Seeds and snapshots of sessions over HTTP. */
class ControlSessionsTest extends ControlScenario {
  @Test
  void sessions_areSeededInAnyState() {
    Map<String, Object> item =
        Map.of("name", "a", "sku", "a", "quantity", 2, "price", new BigDecimal("10.10"));
    Seed seed =
        Seed.builder()
            .id("s")
            .state("partially_returned")
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
  void sessions_areListedNewestFirst() {
    in("a").putV2("cart-1", "{\"cartItems\":[],\"profileId\":\"p\"}").expect(200);
    in("a").putV2("cart-2", "{\"state\":\"closed\"}").expect(200);
    in("a").putV2("order", "{}").expect(200);

    SessionList all = sessions.listSessions("a");
    assertThat(all.getSessions())
        .extracting(SessionSummary::getId)
        .containsExactly("order", "cart-2", "cart-1");
    assertThat(all.getMore()).isFalse();
    assertThat(all.getSessions().get(2).getProfile()).isEqualTo("p");
    assertThat(all.getSessions().get(1).getProfile()).isNull();
    SessionList second = sessions.listSessions("a", null, 1, 1, null, null, null);
    assertThat(second.getSessions()).extracting(SessionSummary::getId).containsExactly("cart-2");
    assertThat(second.getMore()).isTrue();
    assertThat(sessions.listSessions("a", null, null, null, "CART", null, null).getSessions())
        .hasSize(2);
    assertThat(sessions.listSessions("a", null, null, null, null, "closed", null).getSessions())
        .extracting(SessionSummary::getState)
        .containsExactly("closed");
    assertThat(sessions.listSessions("a", 7L, null, null, null, null, null).getSessions())
        .isEmpty();
    refused(
        400,
        "state must be one of [open, closed, partially_returned, cancelled]",
        () -> sessions.listSessions("a", null, null, null, null, "new", null));
    refused(404, "The world \"b\" does not exist", () -> sessions.listSessions("b"));
    assertThat(stub.worlds().names()).containsExactly("main", "a");
  }

  @Test
  void list_withTheCursorOfThePageBefore_goesOnAfterIt() {
    seed("s1", "s2", "s3", "s4");
    SessionList first = sessions.listSessions("a", null, null, 2, null, "open", null);
    seed("s5");
    SessionList second = sessions.listSessions("a", null, null, 2, null, "open", first.getNext());

    assertThat(first.getMore()).isTrue();
    assertThat(first.getSessions()).extracting(SessionSummary::getId).containsExactly("s4", "s3");
    assertThat(second.getSessions()).extracting(SessionSummary::getId).containsExactly("s2", "s1");
    assertThat(second.getMore()).isFalse();
    assertThat(second.getNext()).isNull();
  }

  private void seed(String... ids) {
    List<Seed> seeds = Stream.of(ids).map(id -> Seed.builder().id(id).build()).toList();
    sessions.seedSessions("a", Seeds.builder().sessions(seeds).build());
  }

  @Test
  void session_isReturnedWithTheSeedThatMakesItAgain() {
    String item = "{\"sku\":\"a\",\"name\":\"a\",\"quantity\":2,\"price\":10.10}";
    in("a").putV2("s", "{\"state\":\"closed\",\"cartItems\":[" + item + "]}").expect(200);
    in("a").returnItems("s", "[{\"position\":0,\"quantity\":1}]").expect(200);

    StoredSession stored = sessions.getSession("a", "s");
    assertThat(stored.getSummary().getState()).isEqualTo("partially_returned");
    assertThat(stored.getSession()).containsEntry("updateCount", new BigDecimal("2"));
    assertThat(stub.world("a").journal().total()).isEqualTo(2);

    sessions.seedSessions("b", Seeds.builder().sessions(List.of(stored.getSeed())).build());
    StoredSession again = sessions.getSession("b", "s");
    assertThat(again.getSeed()).isEqualTo(stored.getSeed());
    assertThat(again.getSession().get("cartItems")).isEqualTo(stored.getSession().get("cartItems"));
    refused(404, "The session \"t\" does not exist", () -> sessions.getSession("a", "t"));
  }

  @Test
  void contract_hasTheStateMachineOfTheDocument() {
    Contract contract = new ContractApi(client()).getContract();

    assertThat(contract.getStub()).isEqualTo("CustomerSessionStub");
    assertThat(contract.getResource()).isEqualTo("session");
    assertThat(contract.getOperations())
        .extracting(ContractOperation::getId)
        .containsExactlyElementsOf(
            Arrays.stream(io.customersession.stub.api.ApiOperation.values())
                .map(io.customersession.contract.operation.Operation::id)
                .toList());
    StateMachine machine = contract.getStateMachines().get(0);
    assertThat(machine.getStates())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(SessionState.values()).map(SessionState::value).toList());
    assertThat(machine.getTransitions()).hasSameSizeAs(SessionState.transitions());
    assertThat(machine.getTransitions().get(0).getFrom()).isNull();
  }

  @Test
  void snapshots_haveNamesAndFitIntoAnyWorld() {
    in("a").putV2("s", "{\"state\":\"closed\"}").expect(200);
    SnapshotRequest ofA = SnapshotRequest.builder().world("a").build();
    Snapshot taken = snapshots.takeSnapshot("sold", ofA);
    assertThat(taken.getSessions()).isEqualTo(1);
    in("a").putV2("s", "{\"state\":\"cancelled\"}").expect(200);

    worlds.dropWorlds();
    Restore sold = Restore.builder().snapshot("sold").build();
    snapshots.restoreSnapshot("b", sold);
    assertThat(in("b").getV2("s").expect(200).session().get("state").getAsString())
        .isEqualTo("closed");
    assertThat(snapshots.listSnapshots().getSnapshots())
        .extracting(Snapshot::getName)
        .containsExactly("sold");

    refused(404, "The world \"a\" does not exist", () -> snapshots.takeSnapshot("other", ofA));
    refused(
        404,
        "There is no snapshot \"other\"",
        () -> snapshots.restoreSnapshot("c", Restore.builder().snapshot("other").build()));
    assertThat(stub.worlds().names()).containsExactly("main", "b");
    snapshots.deleteSnapshot("sold");
    refused(404, "There is no snapshot \"sold\"", () -> snapshots.deleteSnapshot("sold"));
    SnapshotRequest ofMain = SnapshotRequest.builder().world("main").build();
    for (int i = 0; i < 100; i++) {
      snapshots.takeSnapshot("s" + i, ofMain);
    }
    refused(
        507,
        "There are 100 snapshots already; delete some",
        () -> snapshots.takeSnapshot("one-more", ofMain));
    assertThat(snapshots.takeSnapshot("s1", ofMain).getName()).isEqualTo("s1");
  }
}
