package shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.customersession.contract.stub.junit.StubUrl;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.junit.CustomerSessionStubExtension;
import io.customersession.stub.junit.CustomerSessionStubTest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs classes with the extension, on whichever JUnit the build was started with. */
class StubWithThisJUnitTest {
  private static EngineExecutionResults run(Class<?> tests) {
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
        .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
        .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
        .selectors(selectClass(tests))
        .execute();
  }

  private static List<Throwable> failures(EngineExecutionResults results) {
    return results.testEvents().failed().stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .map(result -> result.getThrowable().orElseThrow())
        .collect(Collectors.toList());
  }

  static int put(String url, String content) throws IOException {
    HttpURLConnection http =
        (HttpURLConnection) URI.create(url + "/v2/customer_sessions/s").toURL().openConnection();
    http.setRequestMethod("PUT");
    http.setRequestProperty("Authorization", "ApiKey-v1 test");
    http.setRequestProperty("Content-Type", "application/json");
    http.setDoOutput(true);
    http.getOutputStream()
        .write(("{\"customerSession\":" + content + "}").getBytes(StandardCharsets.UTF_8));
    return http.getResponseCode();
  }

  private static void assertClosed(String url) {
    assertThatThrownBy(() -> put(url, "{}")).isInstanceOf(ConnectException.class);
  }

  /** Returns whether the JUnit of this build is older than a minor version of JUnit 5. */
  private static boolean isOlderThan(int minor) {
    String[] numbers = System.getProperty("junit.version").split("\\.");
    return numbers[0].equals("5") && Integer.parseInt(numbers[1]) < minor;
  }

  @Test
  void stubOfAClass_isResetBetweenTests_andClosedAfterThem() {
    Annotated.URLS.clear();
    run(Annotated.class).testEvents().assertStatistics(all -> all.started(3).succeeded(3));
    assertThat(Annotated.URLS).hasSize(1).allSatisfy(StubWithThisJUnitTest::assertClosed);
  }

  @CustomerSessionStubTest
  static class Annotated {
    static final Set<String> URLS = ConcurrentHashMap.newKeySet();
    private final String constructed;

    Annotated(@StubUrl String url) {
      constructed = url;
    }

    @BeforeAll
    static void all(@StubUrl String url) {
      URLS.add(url);
    }

    @RepeatedTest(2)
    void isEmptyAtFirst(CustomerSessionStub stub) throws IOException {
      assertThat(stub.url()).isEqualTo(constructed);
      assertThat(stub.journal().exchanges()).isEmpty();
      assertThat(put(stub.url(), "{}")).isEqualTo(200);
    }

    @Nested
    class Inside {
      @Test
      void sharesTheStub(@StubUrl String url) {
        assertThat(URLS).contains(url);
      }
    }
  }

  @Test
  void urlReadEarly_isTheOneOfTheTests_andClosedAfterThem() {
    run(Early.class).testEvents().assertStatistics(all -> all.started(1).succeeded(1));
    assertClosed(Early.URL);
  }

  static class Early {
    @RegisterExtension
    static final CustomerSessionStubExtension STUB =
        CustomerSessionStubExtension.with(CustomerSessionStub::builder);

    static final String URL = STUB.url();

    @Test
    void isTheSame(@StubUrl String url) {
      assertThat(url).isEqualTo(URL);
    }
  }

  @Test
  void stubForAllClasses_isClosedInTheEnd() {
    run(Across.class).testEvents().assertStatistics(all -> all.started(1).succeeded(1));
    assertClosed(Across.url);
  }

  static class Across {
    static String url;

    @RegisterExtension
    static final CustomerSessionStubExtension STUB =
        CustomerSessionStubExtension.with(CustomerSessionStub::builder).acrossClasses();

    @Test
    void reads(@StubUrl String here) {
      url = here;
    }
  }

  @Test
  void brokenContract_failsTheTest() {
    assertThat(failures(run(Breaking.class)))
        .singleElement()
        .satisfies(failure -> assertThat(failure).hasMessageContaining("error unknown-property"));
  }

  @CustomerSessionStubTest
  static class Breaking {
    @Test
    void sendsSomethingUnknown(@StubUrl String url) throws IOException {
      put(url, "{\"color\":1}");
    }
  }

  @Test
  void testsAtTheSameTime_haveWorldsOfTheirOwn() {
    run(Parallel.class).testEvents().assertStatistics(all -> all.started(10).succeeded(10));
  }

  @CustomerSessionStubTest
  @Execution(ExecutionMode.CONCURRENT)
  static class Parallel {
    @RepeatedTest(10)
    void isAlone(CustomerSessionStub stub) throws IOException {
      put(stub.url(), "{}");
      stub.journal().find().expect(1);
    }
  }

  @Test
  void constructorOfTestsAtTheSameTime_hasItsWorld_orIsRefusedWithTheVersionNeeded() {
    List<Throwable> failures = failures(run(ParallelConstructor.class));
    if (isOlderThan(12)) {
      assertThat(failures)
          .hasSize(2)
          .allSatisfy(failure -> assertThat(failure).hasMessageContaining("since JUnit 5.12"));
    } else {
      assertThat(failures).isEmpty();
    }
  }

  @CustomerSessionStubTest
  @Execution(ExecutionMode.CONCURRENT)
  static class ParallelConstructor {
    private final String constructed;

    ParallelConstructor(@StubUrl String url) {
      constructed = url;
    }

    @RepeatedTest(2)
    void isAlone(@StubUrl String url) {
      assertThat(url).isEqualTo(constructed);
    }
  }
}
