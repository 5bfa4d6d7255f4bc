package io.customersession.stub.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.stub.junit.ContractViolationError;
import io.customersession.contract.stub.junit.StubUrl;
import io.customersession.stub.CustomerSessionStub;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Tests that run at the same time. */
class ParallelTestsTest extends ExtensionScenario {
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
}
