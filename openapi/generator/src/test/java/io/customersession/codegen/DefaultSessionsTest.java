package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.Document;
import io.customersession.contract.StateMachine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The customer sessions served by default handlers: every transition of the v2 operations, from
 * every state. {@code DefaultHandlersTest} of the stub compares their statuses with those of the
 * stub.
 */
class DefaultSessionsTest {
  private static final Path DOCUMENT = FrozenDocument.FILE;
  private static final String PATH = "/v2/customer_sessions/";

  @TempDir private Path directory;

  private static String send(DefaultStub stub, String operation, String id, String state)
      throws Exception {
    return switch (operation) {
      case "updateCustomerSessionV2" ->
          stub.send("PUT", PATH + id, "{\"customerSession\":{\"state\":\"" + state + "\"}}");
      case "returnCartItems" ->
          stub.send(
              "POST",
              PATH + id + "/returns",
              "{\"return\":{\"returnedCartItems\":[{\"position\":0,\"quantity\":1}]}}");
      default -> stub.send("PUT", PATH + id + "/reopen", "");
    };
  }

  /** Returns the operations and states by which a session gets into each state. */
  private static Map<String, List<String>> ways(StateMachine machine) {
    Map<String, List<String>> ways = new LinkedHashMap<>();
    for (int i = 0; i <= machine.states().size(); i++) {
      for (StateMachine.Edge edge : machine.edges()) {
        List<String> before = edge.from() == null ? List.of() : ways.get(edge.from());
        for (String operation : edge.by()) {
          if (before != null
              && !operation.equals("updateCustomerSession")
              && !ways.containsKey(edge.to())) {
            List<String> way = new ArrayList<>(before);
            way.add(operation + " " + edge.to());
            ways.put(edge.to(), way);
          }
        }
      }
    }
    return ways;
  }

  @Test
  void everyTransition_isAccepted_orRefusedAsTheTableSays() throws Exception {
    StateMachine machine =
        Objects.requireNonNull(
            Document.checked(DOCUMENT).stateMachines().get("SessionState"), "SessionState");
    String document = Files.readString(DOCUMENT).replace("x-prefix: ApiKey-v1", "x-prefix: Bearer");
    Map<String, List<String>> ways = ways(machine);
    assertThat(ways).containsOnlyKeys(machine.states());
    int accepted = 0;
    int refused = 0;
    try (DefaultStub stub = DefaultStub.of(document, directory)) {
      for (String from : machine.states()) {
        for (String to : machine.states()) {
          for (String operation :
              List.of("updateCustomerSessionV2", "returnCartItems", "reopenCustomerSession")) {
            boolean isUpdate = operation.equals("updateCustomerSessionV2");
            boolean leadsThere =
                machine.edges().stream()
                    .anyMatch(edge -> edge.to().equals(to) && edge.by().contains(operation));
            if (!isUpdate && !leadsThere) {
              continue;
            }
            String id = from + "-" + to + "-" + operation;
            for (String step : Objects.requireNonNull(ways.get(from))) {
              String[] words = step.split(" ", -1);
              assertThat(send(stub, words[0], id, words[1])).startsWith("200 ");
            }
            boolean isLegal =
                machine.edges().stream()
                    .anyMatch(
                        edge ->
                            from.equals(edge.from())
                                && edge.to().equals(to)
                                && edge.by().contains(operation));
            assertThat(send(stub, operation, id, to)).as(id).startsWith(isLegal ? "200 " : "400 ");
            accepted += isLegal ? 1 : 0;
            refused += isLegal ? 0 : 1;
          }
        }
      }
      for (String state : machine.states()) {
        boolean isInitial =
            machine.edges().stream()
                .anyMatch(edge -> edge.from() == null && edge.to().equals(state));
        assertThat(send(stub, "updateCustomerSessionV2", "new-" + state, state))
            .startsWith(isInitial ? "200 " : "400 ");
      }
      assertThat(stub.send("PUT", PATH + "absent", "{\"customerSession\":{}}"))
          .startsWith("200 ")
          .contains("\"open\"");
      assertThat(stub.send("GET", PATH + "nobody", "")).startsWith("404 ");
    }
    assertThat(accepted).isGreaterThanOrEqualTo(5);
    assertThat(refused).isGreaterThan(accepted);
  }
}
