package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.stub.journal.RecordedExchange;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that platforms and browsers send on their own leave no trace in journal and report. */
class ProbesTest {
  private final CustomerSessionStub stub = Stubs.builder().maxExchanges(2).start();
  private final Api api = new Api(stub);

  @AfterEach
  void stop() {
    stub.close();
  }

  @Test
  void healthChecks_evenWrongOnes_areHandledButNotRecorded() {
    api.getV2("order").expect(404);
    for (int i = 0; i < 3; i++) {
      api.send("GET", "/v1/status/health", null).expect(200);
      api.send("HEAD", "/v1/status/health?now=" + i, null).expect(200);
      api.send("GET", "/__world/other/v1/status/health", null).expect(200);
    }

    assertThat(stub.journal().total()).isEqualTo(1);
    assertThat(stub.violations()).isEmpty();
  }

  @Test
  void healthCheck_withAFault_getsIt() {
    api.header("X-Stub-Fault", "status=503").send("GET", "/v1/status/health", null).expect(503);

    assertThat(stub.journal().total()).isZero();
  }

  @Test
  void favicon_isNotFound_butNotAViolation() {
    api.send("GET", "/favicon.ico", null).expect(404);

    assertThat(stub.journal().total()).isZero();
    assertThat(stub.violations()).isEmpty();
  }

  @Test
  void preflight_ofAnyOrigin_isNotRecorded() {
    api.header("Origin", "http://shop.example")
        .header("Access-Control-Request-Method", "PUT")
        .send("OPTIONS", "/v2/customer_sessions/order", null)
        .expect(403);

    assertThat(stub.journal().total()).isZero();
    assertThat(stub.violations()).isEmpty();
  }

  @Test
  void requestsThatOnlyLookLikeProbes_areRecorded() {
    api.send("GET", "/", null).expect(404);
    api.send("POST", "/favicon.ico", null).expect(404);
    api.send("POST", "/v1/status/health", null).expect(405);
    api.send("OPTIONS", "/v2/customer_sessions/order", null).expect(405);

    assertThat(stub.journal().total()).isEqualTo(4);
  }

  @Test
  void states_ofAStoredChange_areKept() {
    api.putV2("order", "{}").expect(200);
    api.putV2("order", "{\"state\":\"closed\"}").expect(200);
    assertStates("open", "closed");

    api.send(
            "PUT",
            "/v2/customer_sessions/order?dry=true",
            "{\"customerSession\":{\"state\":\"cancelled\"}}")
        .expect(200);
    assertStates(null, null);
    api.putV2("order", "{\"state\":\"open\"}").expect(400);
    assertStates(null, null);
    api.send("PUT", "/v2/customer_sessions/order/reopen", null).expect(200);
    assertStates("closed", "open");
  }

  private void assertStates(String before, String after) {
    RecordedExchange last = last();
    assertThat(last.stateBefore()).isEqualTo(before);
    assertThat(last.stateAfter()).isEqualTo(after);
  }

  private RecordedExchange last() {
    return stub.journal().find().last().orElseThrow();
  }

  @Test
  void traceparent_wellFormed_isKept() {
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    for (String malformed : List.of(trace.toUpperCase(Locale.ROOT), "00-1-2-3")) {
      api.header("traceparent", malformed).getV2("order").expect(404);
      assertThat(last().traceparent()).isNull();
    }
    api.header("traceparent", trace).getV2("order").expect(404);
    assertThat(last().traceparent()).isEqualTo(trace);
    assertThat(
            api.send("GET", "/__stub/worlds/main/journal", null)
                .json()
                .getAsJsonArray("exchanges")
                .toString())
        .contains("\"traceparent\":\"" + trace + "\"");
  }
}
