package io.customersession.stub.store;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.Stubs;
import io.customersession.stub.junit.CustomerSessionStubExtension;
import io.customersession.stub.junit.CustomerSessionStubTest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The acceptance tests: all classes of tests that start a stub, whichever way they do. They run on
 * each store; {@code -Dacceptance=whole} runs those as well that are too slow for each build, and
 * {@code -Dacceptance=EventsTest,attack.CrowdTest} only these.
 */
final class AcceptanceTests {
  private static final String PACKAGE = Stubs.class.getPackageName() + ".";
  private static final String SELECTED = System.getProperty("acceptance", "");
  private static final String WHOLE = "whole";

  /** What a test that starts a stub depends on. */
  private static final Set<String> STARTERS =
      Set.of(
          CustomerSessionStub.class.getName(),
          CustomerSessionStubExtension.class.getName(),
          CustomerSessionStubTest.class.getName(),
          PACKAGE + "wiremock.CustomerSessionExtension");

  /** The classes that run on no other store, and why. */
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "StoreThreadsTest",
          "has stores of its own",
          "store.StoresTest",
          "has stores of its own",
          "store.RetentionTest",
          "tests the store in memory; databases have a test like it",
          "store.StubOnMemoryTest",
          "runs these tests",
          "store.StubOnRerunningTest",
          "runs these tests",
          "guard.AllocationTest",
          "measures a process of its own, with a store in memory",
          "guard.ScaleTest",
          "measures a process of its own, with a store in memory");

  private static final String READS_SOURCE = "reads its source, in the folder of its module";
  private static final String FEW_THREADS =
      "counts threads, and a stub with a database has more from the start";

  /** The tests that do not run on databases, and why. */
  private static final Map<String, String> ONLY_IN_MEMORY =
      Map.of(
          "ControlReadmeTest#javaSnippets_ofTheReadme_standInThisTest",
          READS_SOURCE,
          "WaysInReadmeTest#everyRule_isReported",
          READS_SOURCE,
          "WaysInReadmeTest#snippets_areTheOnesThatRun",
          READS_SOURCE,
          "IdempotencyKeyTest#moreBytesThanAllowed_forgetTheOldestFirst",
          "a database keeps responses for their time, whatever maxIdempotencyBytes says",
          "ResetRacesTest#restoreForWhichThereIsNoMemory_leavesRequestsInProgressAlone",
          "maxMemory does not limit databases, so the world would grow forever",
          "ResetRacesTest#updateBesideAReset_isKeptWithItsExchange_orNotAtAll",
          "waits for a thread to wait in this process, and not for a lock of a row",
          "SlowClientsTest#readersThatTakeNothing_areCutOff_andHoldNoThreads",
          FEW_THREADS,
          "SlowClientsTest#clientsThatHaveGone_duringALongDelay_delayNothing",
          FEW_THREADS);

  /** The classes that are too slow for each build, for what they have to do with stores. */
  private static final Set<String> SLOW =
      Set.of(
          "AllOrNothingTest",
          "AwaitsTest",
          "BadBodiesTest",
          "ConnectionsTest",
          "ContractViolationsTest",
          "ControlAccessTest",
          "ControlReadmeTest",
          "CostTest",
          "CurlReadmeTest",
          "DefaultHandlersTest",
          "FaultsTest",
          "FuzzTest",
          "HttpBehaviourTest",
          "JournalTest",
          "KnownOperationsTest",
          "LeniencyTest",
          "MemoryTest",
          "MoneyTest",
          "PoisonedReadsTest",
          "RandomSequencesTest",
          "RepeatedViolationsTest",
          "ResetRacesTest",
          "ResponseVersionTest",
          "SdkRequestsTest",
          "SlowClientsTest",
          "SlowRulesTest",
          "TimeEdgesTest",
          "TransitionMatrixTest",
          "WireEdgesTest",
          "WorldsTest",
          "attack.AttackTest",
          "attack.CrowdTest",
          "attack.StormTest",
          "wiremock.CustomerSessionExtensionTest");

  private AcceptanceTests() {}

  /** A test that failed or was aborted, or a class that did as a whole. */
  record Problem(String test, Throwable reason) {}

  /**
   * What a class came to.
   *
   * @param tests how many tests were started
   */
  record Result(int tests, List<Problem> problems) {}

  /** Returns the names of the selected classes, after {@code io.customersession.stub.}, sorted. */
  static Stream<String> names() {
    if (!SELECTED.isEmpty() && !SELECTED.equals(WHOLE)) {
      return Stream.of(SELECTED.split(","));
    }
    return all().filter(name -> SELECTED.equals(WHOLE) || !SLOW.contains(name));
  }

  private static Stream<String> all() {
    JavaClasses tests =
        ArchConfiguration.withThreadLocalScope(
            configuration -> {
              configuration.setResolveMissingDependenciesFromClassPath(false); // takes seconds
              return new ClassFileImporter()
                  .withImportOption(AcceptanceTests::isWritten)
                  .importUrl(Stubs.class.getProtectionDomain().getCodeSource().getLocation());
            });
    return tests.stream()
        .filter(each -> each.isTopLevelClass() && each.getSimpleName().endsWith("Test"))
        .filter(each -> !each.getModifiers().contains(JavaModifier.ABSTRACT))
        .filter(each -> startsStubs(each, tests))
        .map(each -> each.getName().substring(PACKAGE.length()))
        .filter(name -> !EXCEPTIONS.containsKey(name))
        .sorted();
  }

  /** Returns true for what is not generated, which would take seconds, too. */
  private static boolean isWritten(Location location) {
    return !location.contains("/control/client/") && !location.contains("/stub/defaults/");
  }

  /** Returns true if a class, or another class of tests that it uses, starts stubs. */
  private static boolean startsStubs(JavaClass test, JavaClasses tests) {
    Set<JavaClass> seen = new HashSet<>(Set.of(test));
    Deque<JavaClass> next = new ArrayDeque<>(seen);
    while (!next.isEmpty()) {
      for (Dependency dependency : next.pop().getDirectDependenciesFromSelf()) {
        JavaClass used = dependency.getTargetClass().getBaseComponentType();
        if (STARTERS.contains(used.getName())) {
          return true;
        }
        if (tests.contain(used.getName()) && seen.add(used)) {
          next.push(used);
        }
      }
    }
    return false;
  }

  /**
   * Runs a class.
   *
   * @param isDatabase whether the store is a database, on which some tests do not run
   */
  static Result run(String name, boolean isDatabase) throws ClassNotFoundException {
    PostDiscoveryFilter selected =
        test ->
            FilterResult.includedIf(
                !isDatabase || !ONLY_IN_MEMORY.containsKey(name + "#" + method(test)));
    Recorder recorder = new Recorder();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(Class.forName(PACKAGE + name)))
                .filters(selected)
                .build(),
            recorder);
    return new Result(recorder.tests.get(), List.copyOf(recorder.problems));
  }

  /** Returns the name of a method, whatever its parameters, or else of the class. */
  private static String method(TestDescriptor test) {
    return test.getSource()
        .filter(MethodSource.class::isInstance)
        .map(source -> ((MethodSource) source).getMethodName())
        .orElse(test.getDisplayName());
  }

  /** Counts tests; those of a class may run at the same time. */
  private static final class Recorder implements TestExecutionListener {
    private final AtomicInteger tests = new AtomicInteger();
    private final Queue<Problem> problems = new ConcurrentLinkedQueue<>();

    @Override
    public void executionStarted(TestIdentifier identifier) {
      if (identifier.isTest()) {
        tests.incrementAndGet();
      }
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
      if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
        problems.add(
            new Problem(
                identifier.getUniqueId(),
                result.getThrowable().orElseGet(() -> new AssertionError("has no reason"))));
      }
    }
  }
}
