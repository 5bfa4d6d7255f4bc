package io.customersession.stub.cli;

import io.customersession.contract.stub.http.Printable;
import io.customersession.contract.stub.setting.Setting;
import io.customersession.stub.CustomerSessionStub;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** The entry of the runnable jar. */
public final class Main {
  static final int FAILED = 1;
  static final int WRONG_ARGUMENTS = 2;
  static final int OUT_OF_MEMORY = 3;
  static final int NO_REPORT = 4;

  /** A port that does not change from start to start, unlike that of a stub in a test. */
  static final int DEFAULT_PORT = 8080;

  private Main() {}

  /**
   * Runs the command that the arguments name; {@code serve} if they name none. Exits with 0 after a
   * regular end, 1 if the stub cannot start, 2 if the arguments are wrong, 3 if the heap is
   * exhausted or the server has failed, 4 if the report cannot be written.
   */
  public static void main(String[] args) {
    CustomerSessionStub.Builder plain = PlainArguments.parse(args, System.getenv());
    int exit =
        plain == null
            ? CommandLineInterface.run(args)
            : serve(plain, EndReport.SUMMARY, System.out, System.err);
    if (exit != 0) {
      System.exit(exit);
    }
  }

  /** Returns a builder with the defaults of the command line. */
  static CustomerSessionStub.Builder builder() {
    return CustomerSessionStub.builder().port(DEFAULT_PORT);
  }

  /**
   * Sets the settings of environment variables. A variable whose setting has a value from an option
   * is not even read, as it may belong to something else: a Kubernetes service named "stub" sets
   * {@code STUB_PORT=tcp://...}. The values of a list are added up instead.
   *
   * @param hasOption returns true for the settings that options set
   */
  static void readVariables(
      CustomerSessionStub.Builder builder,
      Map<String, String> environment,
      Predicate<Setting<?>> hasOption) {
    Map<String, String> read = new HashMap<>(environment);
    for (Setting<?> setting : builder.settings()) {
      if (setting.type().separator() == null && hasOption.test(setting)) {
        read.remove(setting.variable());
      }
    }
    builder.environment(read);
  }

  /** Serves until the process is stopped, and returns the exit code. */
  @SuppressWarnings("CatchAndPrintStackTrace")
  static int serve(
      CustomerSessionStub.Builder settings, EndReport report, PrintStream out, PrintStream err) {
    CustomerSessionStub stub;
    HeapWatch heap = new HeapWatch();
    Thread.setDefaultUncaughtExceptionHandler(heap);
    try {
      stub = settings.start();
    } catch (UncheckedIOException e) {
      err.println(Printable.lines(String.valueOf(e.getMessage())));
      return FAILED;
    } catch (IllegalArgumentException e) {
      err.println(Printable.lines(String.valueOf(e.getMessage())));
      return WRONG_ARGUMENTS;
    }
    AtomicBoolean stopping = new AtomicBoolean();
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopping.set(true);
                  stub.close();
                  if (!report.print(stub, out, err)) {
                    // Too late for an exit code otherwise: a signal has given one already.
                    Runtime.getRuntime().halt(NO_REPORT);
                  }
                  stopped.countDown();
                },
                "customer-session-stub-stop"));
    out.println("listening on " + stub.url());
    stub.controlToken()
        .ifPresent(
            token -> out.println("control API: " + stub.url() + "/__stub/worlds?token=" + token));
    out.flush();
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
