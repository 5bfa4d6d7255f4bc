package io.customersession.stub.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.stub.junit.ContractSeverity;
import io.customersession.contract.stub.junit.ContractViolationError;
import io.customersession.contract.stub.junit.ExpectedViolations;
import io.customersession.contract.stub.junit.StubUrl;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.Requests;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Contract violations fail the tests that cause them. */
class ExtensionViolationsTest extends ExtensionScenario {
  @Test
  void brokenContract_failsTheTest_withAnExplanation() {
    List<Throwable> failures = failures(run(Breaking.class));
    assertThat(failures).hasSize(2);
    assertThat(failures)
        .filteredOn(failure -> failure instanceof ContractViolationError)
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .hasMessage(
                        """
                        The contract was broken once.

                        error unknown-property: The property "categroy" is not defined on \
                        NewCustomerSessionV2.
                          call:       PUT /v2/customer_sessions/s (updateCustomerSessionV2)
                          where:      /customerSession/categroy
                          sent:       "x"
                          rule:       #/components/schemas/NewCustomerSessionV2
                          stub:       carried the request out
                          real API:   ignores it: what was sent is lost

                        If this is intended: @ContractSeverity("unknown-property=off") on the test \
                        or its class, or X-Stub-Severity: unknown-property=off with the request.
                        If callers always do this: @ExpectedViolations("unknown-property \
                        /customerSession/categroy"), or the same in the stub's settings or fixtures.\
                        """));
    assertThat(failures)
        .filteredOn(failure -> failure instanceof IllegalStateException)
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .hasAtLeastOneElementOfType(ContractViolationError.class));
  }

  @CustomerSessionStubTest
  static class Breaking {
    @Test
    void unknownProperty(@StubUrl String url) throws IOException {
      put(url, "s", "{\"categroy\":\"x\"}");
    }

    @Test
    void failsAnyway(@StubUrl String url) throws IOException {
      put(url, "s", "{\"categroy\":\"x\"}");
      throw new IllegalStateException("of its own");
    }

    @Test
    @ContractSeverity("unknown-property=off")
    void switchedOffForTheTest(@StubUrl String url) throws IOException {
      put(url, "s", "{\"categroy\":\"x\"}");
    }

    @Test
    void switchedOffForTheCall(@StubUrl String url) throws IOException {
      put(url, "s", "{\"categroy\":\"x\"}", "unknown-property=off");
    }

    @Test
    void warnings_doNotFail(@StubUrl String url, CustomerSessionStub stub) throws IOException {
      put(url, "s", "{\"couponCodes\":[\"C\"]}");
      put(url, "s", "{\"couponCodes\":[]}");
      assertThat(stub.world().report().warnings()).hasSize(1);
    }
  }

  @Test
  void severalKinds_areAllNamedInTheHint_andOnlyWhatIsInTheBodyHasAPlace() {
    assertThat(failures(run(BreakingTwice.class)))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .hasMessageContaining(
                        "@ContractSeverity(\"undeclared-operation=off, unauthorized=off\")")
                    .hasMessageContaining("right form: Authorization: ApiKey-v1 <key>")
                    .hasMessageNotContaining("where:"));
  }

  @CustomerSessionStubTest
  static class BreakingTwice {
    @Test
    void fails(CustomerSessionStub stub) throws IOException {
      URI url = URI.create(stub.url());
      assertThat(Requests.send(url, "GET", "/nothing", null).status()).isEqualTo(404);
      assertThat(
              Requests.send(
                      url, "PUT", "/v2/customer_sessions/a/reopen", null, "Authorization", "Bearer")
                  .body())
          .contains("The key is missing or wrong; send Authorization: ApiKey-v1 <key>");
    }
  }

  @Test
  void warnings_arePublished() {
    assertThat(run(Breaking.class).testEvents().reportingEntryPublished().stream())
        .singleElement()
        .extracting(event -> event.getPayload().orElseThrow().toString())
        .asString()
        .contains(
            "warning empty-list: couponCodes is empty and takes away what the session had: 1.");
  }

  @Test
  void severityOfTheClass_goesBeforeTheStubs_andThatOfTheMethodBeforeBoth() {
    assertThat(failures(run(Severe.class)))
        .singleElement()
        .satisfies(failure -> assertThat(failure).hasMessageContaining("error empty-list"));
  }

  @ContractSeverity("empty-list=error, unknown-property=off")
  static class Severe {
    @RegisterExtension
    static final CustomerSessionStubExtension STUB =
        CustomerSessionStubExtension.with(() -> CustomerSessionStub.builder().maxSessions(1));

    @Test
    void fails(@StubUrl String url) throws IOException {
      put(url, "s", "{\"couponCodes\":[\"C\"],\"x\":1}");
      put(url, "s", "{\"couponCodes\":[]}");
      assertThat(put(url, "t", "{}")).isEqualTo(507);
    }

    @Test
    @ContractSeverity("empty-list=warning")
    void passes(@StubUrl String url) throws IOException {
      put(url, "s", "{\"couponCodes\":[\"C\"]}");
      put(url, "s", "{\"couponCodes\":[]}");
    }
  }

  @Test
  void expectedViolations_failNoTest_andAreListedApart() {
    EngineExecutionResults results = run(Expecting.class);

    assertThat(failures(results))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .hasMessageContaining("The contract was broken 3 times.")
                    .hasMessageContaining("  repeated:   3 times at /customerSession/y"));
    assertThat(published(results.testEvents()))
        .containsExactlyInAnyOrder(
            "unknown-property /customerSession/x: 1 x The property \"x\" is not defined on"
                + " NewCustomerSessionV2.",
            "unknown-property /customerSession/x: 1 x The property \"x\" is not defined on"
                + " NewCustomerSessionV2.\nunknown-property /customerSession/y: 1 x The property"
                + " \"y\" is not defined on NewCustomerSessionV2.");
    assertThat(published(results.containerEvents()))
        .containsExactly("old-version: never occurred\nunknown-property /never: never occurred");
  }

  @ExpectedViolations({"unknown-property /customerSession/x", "old-version"})
  static class Expecting {
    @RegisterExtension
    static final CustomerSessionStubExtension STUB =
        CustomerSessionStubExtension.with(
            () -> CustomerSessionStub.builder().expectedViolation("unknown-property", "/never"));

    @Test
    void passes(@StubUrl String url) throws IOException {
      put(url, "s", "{\"x\":1}");
    }

    @Test
    @ExpectedViolations("unknown-property /customerSession/y")
    void passesToo(@StubUrl String url) throws IOException {
      put(url, "s", "{\"x\":1,\"y\":1}");
    }

    @Test
    void fails(@StubUrl String url) throws IOException {
      for (int i = 0; i < 3; i++) {
        put(url, "s", "{\"y\":1}");
      }
    }
  }
}
