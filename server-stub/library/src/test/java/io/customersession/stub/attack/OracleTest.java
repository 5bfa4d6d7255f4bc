package io.customersession.stub.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each oracle can fail, and lets through what is right. */
class OracleTest {
  private static final RawResponse FOUND = response(200, "application/json", "{\"a\":1}");
  private static final RawResponse REFUSED =
      response(400, "application/json", "{\"message\":\"x\"}");
  private static final Map<String, String> STATE = Map.of("main", "[a]");

  private static RawResponse response(int status, String type, String body) {
    return new RawResponse(status, Map.of("content-type", type), body, true);
  }

  private static HostileRequest request(boolean isBroken) {
    return new HostileRequest(
        HostileRequests.operations().get(0),
        "GET /__world/w2/ HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
        isBroken);
  }

  private static Oracle.Observation seen(boolean hung, RawResponse... responses) {
    return seen(STATE, hung, responses);
  }

  private static Oracle.Observation seen(
      Map<String, String> after, boolean hung, RawResponse... responses) {
    return new Oracle.Observation(
        request(false), List.of(responses), hung, false, STATE, after, "[]");
  }

  private static Oracle.Observation wrong(Oracle oracle) {
    return switch (oracle) {
      case SERVER_ERROR -> seen(false, response(500, "application/json", "{}"));
      case HANG -> seen(true, FOUND);
      case NO_RESPONSE -> seen(false);
      case NOT_JSON -> seen(false, response(200, "application/json", "{\"a\":NaN}"));
      case CHANGED -> seen(Map.of("main", "[a, b]"), false, REFUSED);
    };
  }

  @ParameterizedTest
  @EnumSource(Oracle.class)
  void oracle_wrongObservation_isBroken_andNoOther(Oracle oracle) {
    assertThat(Oracle.broken(wrong(oracle))).containsExactly(oracle);
  }

  @Test
  void oracles_rightObservations_areNotBroken() {
    assertThat(Oracle.broken(seen(false, FOUND))).isEmpty();
    assertThat(Oracle.broken(seen(Map.of(), false, FOUND))).isEmpty();
    assertThat(Oracle.broken(seen(false, REFUSED))).isEmpty();
    assertThat(Oracle.broken(seen(false, response(501, "application/json", "{}")))).isEmpty();
    assertThat(Oracle.broken(seen(false, response(400, "text/html", "<h1>Bad</h1>")))).isEmpty();
  }

  @Test
  void refusal_thatMakesTheWorldItNames_isRight_ifThatIsEmpty() {
    assertThat(Oracle.broken(seen(Map.of("main", "[a]", "w2", "[]"), false, REFUSED))).isEmpty();
    assertThat(Oracle.broken(seen(Map.of("main", "[a]", "w2", "[b]"), false, REFUSED)))
        .containsExactly(Oracle.CHANGED);
    assertThat(Oracle.broken(seen(Map.of("main", "[a]", "w3", "[]"), false, REFUSED)))
        .containsExactly(Oracle.CHANGED);
    assertThat(Oracle.broken(seen(Map.of("w2", "[]"), false, REFUSED)))
        .containsExactly(Oracle.CHANGED);
  }

  @Test
  void otherWrongObservations_areBroken() {
    RawResponse cut = new RawResponse(200, Map.of("content-type", "application/json"), "{}", false);
    assertThat(Oracle.broken(seen(false, cut))).containsExactly(Oracle.NO_RESPONSE);
    assertThat(Oracle.broken(seen(false, response(200, "text/html", "<p>"))))
        .containsExactly(Oracle.NOT_JSON);
    assertThat(Oracle.broken(seen(false, response(599, "text/html", "<p>"))))
        .contains(Oracle.SERVER_ERROR);
    // Nothing came back, and yet something was carried out.
    assertThat(Oracle.broken(seen(Map.of(), false)))
        .containsExactly(Oracle.NO_RESPONSE, Oracle.CHANGED);
  }

  @Test
  void faults_excuseResponses_butNoHang() {
    Oracle.Observation cut =
        new Oracle.Observation(request(false), List.of(), false, true, STATE, Map.of(), "[]");
    assertThat(Oracle.broken(cut)).isEmpty();
    Oracle.Observation hung =
        new Oracle.Observation(request(false), List.of(), true, true, STATE, STATE, "[]");
    assertThat(Oracle.broken(hung)).containsExactly(Oracle.HANG);
  }

  @Test
  void aftermath_wrongInEachWay_isAProblem() {
    List<String> none = List.of();
    List<String> one = List.of("x");
    assertThat(new Aftermath(none, none, "", 9, 9, 9, 9, 9, 9).problems()).isEmpty();
    assertThat(new Aftermath(one, none, "", 9, 9, 9, 9, 9, 9).problems()).hasSize(1);
    assertThat(new Aftermath(none, one, "", 9, 9, 9, 9, 9, 9).problems()).hasSize(1);
    assertThat(new Aftermath(none, none, "x", 9, 9, 9, 9, 9, 9).problems()).hasSize(1);
    assertThat(new Aftermath(none, none, "", 9, 99, 9, 9, 9, 9).problems()).hasSize(1);
    assertThat(new Aftermath(none, none, "", 9, 9, 9, 1L << 30, 9, 9).problems()).hasSize(1);
    assertThat(new Aftermath(none, none, "", 9, 9, 9, 9, 9, 10).problems()).hasSize(1);
  }

  @Test
  void standardError_isSeen_whetherWrittenOrLogged() {
    try (StandardError standardError = new StandardError()) {
      System.err.println("written");
      java.util.logging.Logger.getLogger("attack").warning("logged");
      assertThat(standardError.text()).contains("written").contains("attack: logged");
    }
  }

  @Test
  void requests_areTheSameForTheSameSeed_andCoverEveryOperation() throws Exception {
    HostileRequests one = new HostileRequests(7);
    HostileRequests other = new HostileRequests(7);
    Set<AttackedOperation> called = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      HostileRequest request = one.next();
      assertThat(other.next().bytes()).isEqualTo(request.bytes());
      called.add(request.operation());
    }
    assertThat(called).hasSize(HostileRequests.operations().size());
  }
}
