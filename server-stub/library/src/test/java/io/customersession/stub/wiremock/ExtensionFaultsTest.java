package io.customersession.stub.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static io.customersession.stub.wiremock.CustomerSessionExtension.customerSessionApi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.customersession.contract.stub.fault.FaultPlan;
import io.customersession.contract.stub.fault.FaultRule;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scenarios, delays and faults of WireMock and of the stub. */
class ExtensionFaultsTest extends WireMockScenario {
  @Test
  void scenario_failsOnce_thenLetsTheStubResponse() throws Exception {
    wireMock.stubFor(
        put(urlPathMatching("/v2/customer_sessions/.*"))
            .inScenario("restart")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(serviceUnavailable())
            .willSetStateTo("up"));
    wireMock.stubFor(
        put(urlPathMatching("/v2/customer_sessions/.*"))
            .inScenario("restart")
            .whenScenarioStateIs("up")
            .willReturn(customerSessionApi().withHeader("X-Restarted", "yes"))
            .willSetStateTo("known"));

    assertThat(update("s", OPEN).statusCode()).isEqualTo(503);
    assertThat(look("s").statusCode()).isEqualTo(404);
    HttpResponse<String> kept = update("s", OPEN);
    assertThat(kept.statusCode()).isEqualTo(200);
    assertThat(kept.headers().firstValue("X-Restarted")).hasValue("yes");
    assertThat(kept.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(look("s").statusCode()).isEqualTo(200);
  }

  @Test
  void delay_ofAMappingThatAsksTheStub_delaysItsResponse() throws Exception {
    wireMock.stubFor(
        put(urlPathMatching("/v2/customer_sessions/.*"))
            .willReturn(customerSessionApi().withFixedDelay(150)));
    long before = System.nanoTime();

    assertThat(update("s", OPEN).statusCode()).isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(149));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void fault_ofAMappingThatAsksTheStub_losesTheResponseOfADoneCall(Fault fault) throws Exception {
    StubMapping mapping =
        wireMock.stubFor(
            put(urlPathMatching("/v2/customer_sessions/.*"))
                .willReturn(customerSessionApi().withFault(fault)));

    assertThatThrownBy(() -> update("s", OPEN)).isInstanceOf(IOException.class);

    wireMock.removeStub(mapping);
    assertThat(look("s").statusCode()).isEqualTo(200);
  }

  @Test
  void fault_ofAMappingThatDoesNotAskTheStub_losesTheCall() throws Exception {
    wireMock.stubFor(
        put(urlPathMatching("/v2/customer_sessions/.*"))
            .willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));

    assertThatThrownBy(() -> update("s", OPEN)).isInstanceOf(IOException.class);

    assertThat(look("s").statusCode()).isEqualTo(404);
  }

  @Test
  void faults_ofTheStub_happenInWireMock() throws Exception {
    FaultPlan faults = extension.stub().world().faults();

    faults.add(FaultRule.of(io.customersession.contract.stub.fault.Fault.drop()).times(1));
    assertThatThrownBy(() -> update("s", OPEN)).isInstanceOf(IOException.class);
    assertThat(look("s").statusCode()).isEqualTo(404);

    faults.add(FaultRule.of(io.customersession.contract.stub.fault.Fault.dropAfter()).times(1));
    assertThatThrownBy(() -> update("s", OPEN)).isInstanceOf(IOException.class);
    assertThat(look("s").statusCode()).isEqualTo(200);

    faults.add(FaultRule.of(io.customersession.contract.stub.fault.Fault.truncate()).times(1));
    assertThatThrownBy(() -> update("s", CLOSE)).isInstanceOf(IOException.class);
    assertThat(look("s").body()).contains("\"state\":\"closed\"");

    faults.add(FaultRule.of(io.customersession.contract.stub.fault.Fault.malformed()).times(1));
    HttpResponse<String> malformed = look("s");
    assertThat(malformed.statusCode()).isEqualTo(200);
    assertThat(malformed.body()).startsWith("{").doesNotEndWith("}}");

    assertThat(
            send("GET", "/v2/customer_sessions/s", "", "X-Stub-Fault", "status=503").statusCode())
        .isEqualTo(503);
    assertThat(update("stub-fault-conflict", OPEN).statusCode()).isEqualTo(409);
  }

  @Test
  void delay_ofTheStub_delaysTheResponse() throws Exception {
    long before = System.nanoTime();

    assertThat(
            send("PUT", "/v2/customer_sessions/s", OPEN, "X-Stub-Fault", "delay=150ms")
                .statusCode())
        .isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(149));
  }
}
