package io.customersession.stub.cli;

import io.customersession.contract.stub.http.Printable;
import io.customersession.contract.stub.violation.ViolationReport;
import io.customersession.stub.CustomerSessionStub;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The entry of the runnable jar. */
public final class Main {
  static final int FAILED = 1;
  static final int WRONG_ARGUMENTS = 2;
  static final int VIOLATIONS = 3;
  static final int NO_REPORT = 4;
  static final int OUT_OF_MEMORY = 5;

  /** A port that does not change from start to start, unlike that of a stub in a test. */
  static final int DEFAULT_PORT = 8080;

  private Main() {}

  /**
   * Runs the command that the arguments name; {@code serve} if they name none. Exits with 0 after a
   * regular end, 1 if the stub cannot start, 2 if the arguments are wrong, 3 if there are
   * violations that {@code --fail-on} names, 4 if the report cannot be written, 5 if the heap is
   * exhausted or the server has failed.
   */
  public static void main(String[] args) {
    ServeArguments plain = PlainArguments.parse(args, System.getenv());
    int exit =
        plain == null ? CommandLineInterface.run(args) : serve(plain, System.out, System.err);
    if (exit != 0) {
      System.exit(exit);
    }
  }

  /** Serves until the process is stopped, and returns the exit code. */
  @SuppressWarnings("CatchAndPrintStackTrace")
  static int serve(ServeArguments arguments, PrintStream out, PrintStream err) {
    CustomerSessionStub stub;
    EndReport report;
    ServeLog log = ServeLog.of(arguments.get(ServeSettings.LOG), Terminal.of(System.getenv()), out);
    RunTally tally = new RunTally();
    HeapWatch heap = new HeapWatch();
    Thread.setDefaultUncaughtExceptionHandler(heap);
    try {
      report = EndReport.of(arguments.get(ServeSettings.REPORT));
      for (String jar : arguments.get(ServeSettings.RULES)) {
        new RulesJar(jar).addTo(arguments.builder());
      }
      arguments.builder().journalListener(tally);
      if (log.printsExchanges()) {
        arguments.builder().journalListener(log);
      }
      stub = arguments.builder().start();
    } catch (UncheckedIOException e) {
      err.println(Printable.lines(String.valueOf(e.getMessage())));
      return FAILED;
    } catch (IllegalArgumentException e) {
      err.println(Printable.lines(String.valueOf(e.getMessage())));
      return WRONG_ARGUMENTS;
    }
    FailOn failOn = arguments.get(ServeSettings.FAIL_ON);
    AtomicBoolean stopping = new AtomicBoolean();
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopping.set(true);
                  stub.close();
                  ViolationReport violations = tally.end(stub.worlds());
                  boolean isWritten = report.write(violations, err);
                  log.ended(violations);
                  // Too late for an exit code otherwise: a signal has given one already.
                  if (!isWritten) {
                    Runtime.getRuntime().halt(NO_REPORT);
                  } else if (failOn != FailOn.NEVER) {
                    Runtime.getRuntime().halt(failOn.isMetBy(violations) ? VIOLATIONS : 0);
                  }
                  stopped.countDown();
                },
                "customer-session-stub-stop"));
    log.listening(
        stub.url(),
        stub.controlToken()
            .map(token -> stub.url() + "/__stub/worlds?token=" + token)
            .orElse(null));
    try {
      while (!stopped.await(HeapWatch.INTERVAL_SECONDS, TimeUnit.SECONDS)) {
        heap.check();
        if (!stub.isRunning() && !stopping.get()) {
          heap.serverFailed();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }
}
