package io.customersession.stub.bench;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.util.Locale;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Runs a suite once by JUnit, and prints the milliseconds from the start of the JVM to the end of
 * the last test, and those of CPU time. Arguments: the class of the tests, and how often it is run,
 * each time with a server of its own.
 */
final class SuiteRun {
  private SuiteRun() {}

  public static void main(String[] args) throws ClassNotFoundException {
    Class<?> tests = Class.forName(args[0]);
    int classes = Integer.parseInt(args[1]);
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build();
    Launcher launcher = LauncherFactory.create();
    for (int i = 0; i < classes; i++) {
      SummaryGeneratingListener listener = new SummaryGeneratingListener();
      launcher.execute(request, listener);
      TestExecutionSummary summary = listener.getSummary();
      if (summary.getTestsSucceededCount() != Integer.getInteger(SuiteOfTests.TESTS)) {
        summary.printFailuresTo(new PrintWriter(System.err, true, Charset.defaultCharset()));
        System.exit(1);
      }
    }
    double cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e6;
    double wall = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    System.out.printf(Locale.ROOT, "%.0f %.0f%n", wall, cpu);
    // Threads of servers would keep the JVM alive for a while.
    System.exit(0);
  }
}
