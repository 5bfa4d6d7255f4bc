package io.customersession.stub.cli;

import io.customersession.contract.stub.journal.JournalListener;
import io.customersession.contract.stub.violation.ViolationReport;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** What {@code serve} prints while it runs. Thread-safe. */
interface ServeLog extends JournalListener {
  /**
   * Creates a log.
   *
   * @param mode what to print; {@link LogMode#AUTO} depends on the terminal
   */
  static ServeLog of(LogMode mode, Terminal terminal, PrintStream out) {
    return switch (mode) {
      case AUTO -> of(terminal.isPresent() ? LogMode.REQUESTS : LogMode.VIOLATIONS, terminal, out);
      case JSON -> new JsonLog(new LineWriter(out));
      case REQUESTS, VIOLATIONS, OFF -> new TextLog(mode, terminal.hasColor(), new LineWriter(out));
    };
  }

  /** Returns true if {@link #recorded} prints anything. */
  boolean printsExchanges();

  /**
   * Prints that the stub is ready.
   *
   * @param url the base URL
   * @param control a URL of the control API with its token, or null if it needs none
   */
  void listening(String url, @Nullable String control);

  /** Prints a summary of the violations, waits for everything to be printed, and ends the log. */
  void ended(ViolationReport report);
}
