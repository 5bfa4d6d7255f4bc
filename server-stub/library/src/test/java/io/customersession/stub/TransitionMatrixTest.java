package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every state, every target, every operation, both views; what is expected comes from the document.
 */
class TransitionMatrixTest {
  private static final String CART =
      "\"cartItems\":[{\"sku\":\"a\",\"quantity\":4,\"price\":2.50}]";

  /** Each operation that changes a session: how it is called, and which states it can ask for. */
  private enum Caller {
    UPDATE_V1("updateCustomerSession") {
      @Override
      Api.Response call(Api api, String id, String to) {
        return api.putV1(id, to == null ? "{}" : "{\"state\":\"" + to + "\"}");
      }
    },
    UPDATE_V2("updateCustomerSessionV2") {
      @Override
      Api.Response call(Api api, String id, String to) {
        return api.putV2(id, to == null ? "{}" : "{\"state\":\"" + to + "\"}");
      }
    },
    RETURN("returnCartItems") {
      @Override
      Api.Response call(Api api, String id, String to) {
        return api.returnItems(id, "[{\"position\":0,\"quantity\":1}]");
      }
    },
    REOPEN("reopenCustomerSession") {
      @Override
      Api.Response call(Api api, String id, String to) {
        return api.reopen(id);
      }
    };

    private final String operation;

    Caller(String operation) {
      this.operation = operation;
    }

    abstract Api.Response call(Api api, String id, String to);

    boolean namesState() {
      return this == UPDATE_V1 || this == UPDATE_V2;
    }

    /**
     * The states that a call can lead to: any that it names, or the one that the document gives the
     * operation.
     */
    List<String> targets() {
      return namesState()
          ? Document.states()
          : Document.edges().stream()
              .filter(edge -> edge.by().contains(operation))
              .map(Document.Edge::to)
              .distinct()
              .toList();
    }
  }

  private static CustomerSessionStub stub;
  private static Api api;

  @BeforeAll
  static void start() {
    stub = Stubs.start();
    api = new Api(stub);
  }

  @AfterAll
  static void stop() {
    stub.close();
  }

  static Stream<Arguments> moves() {
    List<Arguments> moves = new ArrayList<>();
    for (String from : Document.states()) {
      for (Caller caller : Caller.values()) {
        caller.targets().forEach(to -> moves.add(Arguments.of(from, to, caller)));
      }
    }
    return moves.stream();
  }

  @ParameterizedTest(name = "{0} -> {1} by {2}")
  @MethodSource("moves")
  void move_everyCombination_asTheDocumentSays(String from, String to, Caller caller) {
    String id = "move " + from + " " + to + " " + caller;
    bring(id, from);
    String before = api.getV2(id).expect(200).body();

    Api.Response response = caller.call(api, id, to);

    if (Document.allows(from, to, caller.operation)) {
      response.expect(200);
      assertThat(api.getV2(id).session().get("state").getAsString()).isEqualTo(to);
      assertThat(api.getV1(id).session().get("state").getAsString()).isEqualTo(to);
    } else {
      response.expect(400);
      assertThat(response.message())
          .isEqualTo("Cannot move session to state \"" + to + "\" from state \"" + from + "\"");
      assertThat(response.errors()).hasSize(1);
      assertThat(response.errors().get(0).getAsJsonObject().keySet())
          .contains("title", "details", "source");
      assertThat(api.getV2(id).body()).isEqualTo(before);
    }
  }

  static Stream<Arguments> updatesWithoutState() {
    return Document.states().stream()
        .flatMap(
            state ->
                Stream.of(
                    Arguments.of(state, Caller.UPDATE_V1), Arguments.of(state, Caller.UPDATE_V2)));
  }

  @ParameterizedTest(name = "update in {0} by {1}")
  @MethodSource("updatesWithoutState")
  void update_withoutState_onlyWhereAStateLeadsToItself(String state, Caller caller) {
    String id = "update " + state + " " + caller;
    bring(id, state);
    String before = api.getV2(id).expect(200).body();

    Api.Response response = caller.call(api, id, null);

    if (Document.allows(state, state, caller.operation)) {
      response.expect(200);
    } else {
      response.expect(400);
      assertThat(response.message()).isEqualTo("Cannot update session in state \"" + state + "\"");
      assertThat(response.errors()).hasSize(1);
      assertThat(api.getV2(id).body()).isEqualTo(before);
    }
  }

  static Stream<Arguments> creations() {
    return Document.states().stream()
        .flatMap(
            state ->
                Stream.of(
                    Arguments.of(state, Caller.UPDATE_V1), Arguments.of(state, Caller.UPDATE_V2)));
  }

  @ParameterizedTest(name = "create {0} by {1}")
  @MethodSource("creations")
  void create_everyState_asTheDocumentSays(String state, Caller caller) {
    String id = "create " + state + " " + caller;

    Api.Response response = caller.call(api, id, state);

    if (Document.allows(null, state, caller.operation)) {
      response.expect(200);
      assertThat(response.session().get("state").getAsString()).isEqualTo(state);
      assertThat(api.getV2(id).session().get("updateCount").getAsInt()).isEqualTo(1);
    } else {
      response.expect(400);
      assertThat(response.message()).isEqualTo("Cannot create session in state \"" + state + "\"");
      assertThat(response.errors()).hasSize(1);
      api.getV2(id).expect(404);
    }
  }

  @Test
  void create_withoutState_opens() {
    assertThat(api.putV1("default v1", "{}").expect(200).session().get("state").getAsString())
        .isEqualTo("open");
    assertThat(api.putV2("default v2", "{}").expect(200).session().get("state").getAsString())
        .isEqualTo("open");
  }

  @Test
  void change_ofAnUnknownSession_isNotFound() {
    api.reopen("unknown").expect(404);
    api.returnItems("unknown", "[{\"position\":0}]").expect(404);
    api.getV1("unknown").expect(404);
    api.getV2("unknown").expect(404);
  }

  /** Brings a session into a state along the edges that the document has, whichever they are. */
  private static void bring(String id, String state) {
    List<Document.Edge> path = path(null, state, new ArrayList<>());
    assertThat(path).as("a path to " + state).isNotEmpty();
    for (Document.Edge edge : path) {
      if (edge.from() == null) {
        api.putV2(id, "{\"state\":\"" + edge.to() + "\"," + CART + "}").expect(200);
      } else {
        Caller caller =
            Stream.of(Caller.values())
                .filter(each -> edge.by().contains(each.operation))
                .findFirst()
                .orElseThrow();
        caller.call(api, id, edge.to()).expect(200);
      }
    }
  }

  private static List<Document.Edge> path(String from, String to, List<String> seen) {
    for (Document.Edge edge : Document.edges()) {
      if (java.util.Objects.equals(edge.from(), from) && !seen.contains(edge.to())) {
        if (edge.to().equals(to)) {
          return List.of(edge);
        }
        List<String> further = new ArrayList<>(seen);
        further.add(edge.to());
        List<Document.Edge> rest = path(edge.to(), to, further);
        if (!rest.isEmpty()) {
          List<Document.Edge> whole = new ArrayList<>(List.of(edge));
          whole.addAll(rest);
          return whole;
        }
      }
    }
    return List.of();
  }
}
