package io.customersession.stub.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.stub.junit.ContractSeverity;
import io.customersession.contract.stub.junit.ContractViolationError;
import io.customersession.contract.stub.junit.ExpectedViolations;
import io.customersession.contract.stub.junit.StubUrl;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.world.World;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/**
 * Runs test classes as JUnit does; they are below, where the build itself does not look for tests.
 */
class CustomerSessionStubExtensionTest {
  private static EngineExecutionResults run(Class<?>... tests) {
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
        .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
        .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "8")
        .selectors(
            Stream.of(tests)
                .map(org.junit.platform.engine.discovery.DiscoverySelectors::selectClass)
                .toList()
                .toArray(new org.junit.platform.engine.DiscoverySelector[0]))
        .execute();
  }

  private static List<Throwable> failures(EngineExecutionResults results) {
    return results.testEvents().failed().stream()
        .map(Event::getPayload)
        .map(
            payload ->
                ((org.junit.platform.engine.TestExecutionResult) payload.orElseThrow())
                    .getThrowable()
                    .orElseThrow())
        .toList();
  }

  private static int put(String url, String session, String body) throws IOException {
    return put(url, session, body, null);
  }

  private static int put(String url, String session, String body, String severity)
      throws IOException {
    HttpURLConnection http =
        (HttpURLConnection)
            URI.create(url + "/v2/customer_sessions/" + session).toURL().openConnection();
    http.setRequestMethod("PUT");
    http.setRequestProperty("Authorization", "ApiKey-v1 test");
    http.setRequestProperty("Content-Type", "application/json");
    if (severity != null) {
      http.setRequestProperty("X-Stub-Severity", severity);
    }
    http.setDoOutput(true);
    http.getOutputStream()
        .write(("{\"customerSession\":" + body + "}").getBytes(StandardCharsets.UTF_8));
    return http.getResponseCode();
  }

  @Test
  void oneStubForAClass_resetBetweenTests_andStoppedInTheEnd() {
    Sequential.PORTS.clear();
    run(Sequential.class).testEvents().assertStatistics(all -> all.started(4).succeeded(4));
    assertThat(Sequential.PORTS).hasSize(1);
    int port = Sequential.PORTS.iterator().next();
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> put("http://127.0.0.1:" + port, "s", "{}")))
        .isInstanceOf(java.net.ConnectException.class);
  }

  @CustomerSessionStubTest
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class Sequential {
    static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();
    private final String constructed;

    Sequential(@StubUrl String url) {
      constructed = url;
    }

    @BeforeAll
    static void all(CustomerSessionStub stub) {
      PORTS.add(stub.port());
    }

    @BeforeEach
    void each(CustomerSessionStub stub, @StubUrl URI url) {
      PORTS.add(stub.port());
      assertThat(url).hasToString(stub.url()).hasToString(constructed);
    }

    @RepeatedTest(2)
    void stub_isEmptyAtFirst(CustomerSessionStub stub, World world) throws IOException {
      assertThat(world).isSameAs(stub.world());
      assertThat(stub.journal().exchanges()).isEmpty();
      assertThat(put(constructed, "s", "{\"state\":\"closed\"}")).isEqualTo(200);
      assertThat(stub.journal().find().resource("s").expect(1)).hasSize(1);
    }

    @Nested
    class Inside {
      @Test
      @Order(1)
      void nestedTest_sharesTheStub(CustomerSessionStub stub) {
        assertThat(stub.journal().exchanges()).isEmpty();
        assertThat(PORTS).containsExactly(stub.port());
      }

      @Test
      @Order(2)
      void nestedTest_hasTheUrl(@StubUrl String url) throws IOException {
        assertThat(put(url, "s", "{}")).isEqualTo(200);
      }
    }
  }

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

                        Where that is meant: @ContractSeverity("unknown-property=off") on the test \
                        or its class, or X-Stub-Severity: unknown-property=off with the call.
                        Where callers always do it: @ExpectedViolations("unknown-property \
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

  private static List<String> published(org.junit.platform.testkit.engine.Events events) {
    return events.reportingEntryPublished().stream()
        .map(
            event ->
                ((org.junit.platform.engine.reporting.ReportEntry) event.getPayload().orElseThrow())
                    .getKeyValuePairs()
                    .values())
        .flatMap(java.util.Collection::stream)
        .toList();
  }

  @ExpectedViolations({"unknown-property /customerSession/x", "old-version"})
  static class Expecting {
    @RegisterExtension
    static final CustomerSessionStubExtension STUB =
        CustomerSessionStubExtension.with(
            () -> CustomerSessionStub.builder().expectViolation("unknown-property", "/never"));

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

  @Test
  void testsAtTheSameTime_doNotSeeEachOther() {
    Concurrent.URLS.clear();
    run(Concurrent.class).testEvents().assertStatistics(all -> all.started(40).succeeded(40));
    assertThat(Concurrent.URLS).hasSize(40);
  }

  @CustomerSessionStubTest
  @Execution(ExecutionMode.CONCURRENT)
  static class Concurrent {
    static final Set<String> URLS = ConcurrentHashMap.newKeySet();
    private final CustomerSessionStub constructed;

    Concurrent(CustomerSessionStub stub) {
      constructed = stub;
    }

    @RepeatedTest(40)
    void eachHasItsWorld(CustomerSessionStub stub, @StubUrl String url) throws IOException {
      URLS.add(url);
      assertThat(stub).isSameAs(constructed);
      assertThat(url).isEqualTo(stub.url()).contains("/__world/test-");
      for (int i = 1; i <= 5; i++) {
        assertThat(put(url, "s", "{\"attributes\":{\"i\":" + i + "}}")).isEqualTo(200);
      }
      stub.journal()
          .find()
          .path("/v2/customer_sessions/s")
          .response("/customerSession/updateCount", 5)
          .expect(1);
      stub.journal().find().expect(5);
    }
  }

  @Test
  void brokenContract_atTheSameTime_failsOnlyTheTestThatBrokeIt() {
    assertThat(failures(run(ConcurrentlyBreaking.class)))
        .singleElement()
        .isInstanceOf(ContractViolationError.class);
  }

  @CustomerSessionStubTest
  @Execution(ExecutionMode.CONCURRENT)
  static class ConcurrentlyBreaking {
    @RepeatedTest(10)
    void keepsIt(@StubUrl String url) throws IOException {
      put(url, "s", "{}");
    }

    @Test
    void breaksIt(@StubUrl String url) throws IOException {
      put(url, "s", "{\"x\":1}");
    }
  }

  @Test
  void brokenContract_beforeTestsThatRunAtTheSameTime_failsTheClass() {
    EngineExecutionResults results = run(BreakingBefore.class);
    results.testEvents().assertStatistics(all -> all.started(2).succeeded(2));
    assertThat(results.containerEvents().failed().stream())
        .singleElement()
        .extracting(event -> event.getPayload().orElseThrow().toString())
        .asString()
        .contains("ContractViolationError");
  }

  @CustomerSessionStubTest
  @Execution(ExecutionMode.CONCURRENT)
  static class BreakingBefore {
    @BeforeAll
    static void breaksIt(@StubUrl String url) throws IOException {
      put(url, "s", "{\"x\":1}");
    }

    @RepeatedTest(2)
    void keepsIt(@StubUrl String url) throws IOException {
      put(url, "s", "{}");
    }
  }

  private static boolean isClosed(int port) {
    return org.assertj.core.api.Assertions.catchThrowable(
            () -> put("http://127.0.0.1:" + port, "s", "{}"))
        instanceof java.net.ConnectException;
  }

  @Test
  void url_beforeAnythingRuns_startsTheStubThatTheClassThenUses() {
    run(Early.class).testEvents().assertStatistics(all -> all.started(2).succeeded(2));
    assertThat(isClosed(URI.create(Early.URL).getPort())).isTrue();
  }

  static class Early {
    @RegisterExtension
    static final CustomerSessionStubExtension STUB =
        CustomerSessionStubExtension.with(CustomerSessionStub::builder);

    static final String URL = STUB.url();

    @RepeatedTest(2)
    void sameStub_resetBetweenTests(CustomerSessionStub stub, @StubUrl String url)
        throws IOException {
      assertThat(url).isEqualTo(URL).isEqualTo(STUB.url());
      assertThat(STUB.stub()).isSameAs(stub);
      assertThat(stub.journal().exchanges()).isEmpty();
      put(url, "s", "{}");
      STUB.reset();
      assertThat(stub.journal().exchanges()).isEmpty();
      put(url, "s", "{}");
    }
  }

  /** A framework that reads the URL before the stub's own callbacks run, as Spring does. */
  static class ReadsUrlFirst
      implements org.junit.jupiter.api.extension.BeforeAllCallback,
          org.junit.jupiter.api.extension.TestInstancePostProcessor {
    static final List<String> URLS = new java.util.concurrent.CopyOnWriteArrayList<>();

    @Override
    public void beforeAll(org.junit.jupiter.api.extension.ExtensionContext context) {
      URLS.add(Shared.STUB.url());
    }

    @Override
    public void postProcessTestInstance(
        Object instance, org.junit.jupiter.api.extension.ExtensionContext context) {
      URLS.add(Shared.STUB.url());
    }
  }

  @org.junit.jupiter.api.extension.ExtendWith(ReadsUrlFirst.class)
  abstract static class Shared {
    @RegisterExtension
    static final CustomerSessionStubExtension STUB =
        CustomerSessionStubExtension.with(CustomerSessionStub::builder);

    @Test
    void usesTheUrlThatWasRead(CustomerSessionStub stub, @StubUrl String url) throws IOException {
      assertThat(ReadsUrlFirst.URLS.get(ReadsUrlFirst.URLS.size() - 1)).isEqualTo(url);
      assertThat(stub.journal().exchanges()).isEmpty();
      put(url, "s", "{}");
    }
  }

  static class SharedOne extends Shared {}

  static class SharedTwo extends Shared {}

  @Test
  void registeredInABaseClass_givesEachClassItsOwnStub() {
    ReadsUrlFirst.URLS.clear();
    run(SharedOne.class, SharedTwo.class)
        .testEvents()
        .assertStatistics(all -> all.started(2).succeeded(2));
    assertThat(Set.copyOf(ReadsUrlFirst.URLS))
        .hasSize(2)
        .allMatch(url -> isClosed(URI.create(url).getPort()));
  }

  abstract static class Across {
    static final Set<String> URLS = ConcurrentHashMap.newKeySet();

    @RegisterExtension
    static final CustomerSessionStubExtension STUB =
        CustomerSessionStubExtension.with(CustomerSessionStub::builder).acrossClasses();

    @RepeatedTest(2)
    void isResetAllTheSame(CustomerSessionStub stub) throws IOException {
      URLS.add(stub.url());
      assertThat(stub.journal().exchanges()).isEmpty();
      put(stub.url(), "s", "{}");
    }
  }

  static class AcrossOne extends Across {}

  static class AcrossTwo extends Across {}

  @Test
  void acrossClasses_keepsOneStub_untilAllTestsAreDone() {
    Across.URLS.clear();
    run(AcrossOne.class, AcrossTwo.class)
        .testEvents()
        .assertStatistics(all -> all.started(4).succeeded(4));
    assertThat(Across.URLS)
        .singleElement()
        .satisfies(url -> assertThat(isClosed(URI.create(url).getPort())).isTrue());
  }
}
