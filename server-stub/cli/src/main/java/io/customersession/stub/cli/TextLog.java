package io.customersession.stub.cli;

import io.customersession.contract.stub.http.Printable;
import io.customersession.contract.stub.journal.RecordedExchange;
import io.customersession.contract.stub.violation.ContractViolation;
import io.customersession.contract.stub.violation.Severity;
import io.customersession.contract.stub.violation.ViolationReport;
import io.customersession.contract.stub.world.Worlds;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints a line of text for each exchange, or for each that violates the contract. */
final class TextLog implements ServeLog {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());
  private static final int MAX_LENGTH = 100;
  private static final int MAX_VIOLATIONS = 5;

  private final LogMode mode;
  private final boolean hasColor;
  private final LineWriter lines;

  /**
   * Creates a log.
   *
   * @param mode what to print: {@link LogMode#REQUESTS}, {@link LogMode#VIOLATIONS} or {@link
   *     LogMode#OFF}
   */
  TextLog(LogMode mode, boolean hasColor, LineWriter lines) {
    this.mode = mode;
    this.hasColor = hasColor;
    this.lines = lines;
  }

  @Override
  public boolean printsExchanges() {
    return mode != LogMode.OFF;
  }

  @Override
  public void listening(String url, @Nullable String control) {
    lines.print("listening on " + url);
    if (control != null) {
      lines.print("control API: " + control);
    }
  }

  @Override
  public void recorded(String world, RecordedExchange exchange) {
    List<ContractViolation> unexpected =
        exchange.violations().stream().filter(each -> each.expectedBy() == null).toList();
    if (mode == LogMode.REQUESTS || !unexpected.isEmpty()) {
      lines.print(line(world, exchange, unexpected));
    }
  }

  @Override
  public void ended(ViolationReport report) {
    if (!report.isEmpty()) {
      lines.print(report.summary());
    }
    lines.end();
  }

  private String line(String world, RecordedExchange exchange, List<ContractViolation> unexpected) {
    StringBuilder line = new StringBuilder(160);
    add(line, Color.FAINT, TIME.format(exchange.time()));
    int status = exchange.status();
    add(line, Color.of(status), status == 0 ? "---" : String.valueOf(status));
    String operation = exchange.operation();
    add(line, null, operation == null ? exchange.method() + " " + exchange.path() : operation);
    add(line, null, exchange.resourceId());
    if (!world.equals(Worlds.MAIN)) {
      add(line, null, "in " + world);
    }
    add(line, null, states(exchange.stateBefore(), exchange.stateAfter()));
    add(line, Color.FAINT, milliseconds(exchange.duration()));
    if (exchange.fault() != null) {
      add(line, Color.FAULT, "fault " + exchange.fault());
    }
    unexpected.stream().limit(MAX_VIOLATIONS).forEach(each -> add(line, each));
    if (unexpected.size() > MAX_VIOLATIONS) {
      add(line, null, "and " + (unexpected.size() - MAX_VIOLATIONS) + " more violations");
    }
    String trace = exchange.traceparent();
    if (trace != null) {
      add(line, Color.FAINT, "trace " + trace.split("-", -1)[1]);
    }
    return line.toString();
  }

  private static @Nullable String states(@Nullable String before, @Nullable String after) {
    if (after == null || after.equals(before)) {
      return after;
    }
    return (before == null ? "" : before + " ") + "-> " + after;
  }

  /** Returns a duration in milliseconds, with one decimal place if it is short. */
  private static String milliseconds(Duration duration) {
    double millis = duration.toNanos() / 1e6;
    return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
  }

  private void add(StringBuilder line, ContractViolation violation) {
    boolean isError = violation.severity() == Severity.ERROR;
    String what =
        (isError ? "error " : "warning ") + violation.kind().key() + " " + violation.location();
    add(line, isError ? Color.ERROR : Color.WARNING, what.strip());
  }

  private void add(StringBuilder line, @Nullable Color color, @Nullable String text) {
    if (text == null) {
      return;
    }
    String printed = Printable.of(Printable.beginning(text, MAX_LENGTH));
    line.append(line.isEmpty() ? "" : "  ")
        .append(hasColor && color != null ? color.start() + printed + Color.END : printed);
  }

  private enum Color {
    GOOD(32),
    REFUSED(33),
    FAILED(31),
    ERROR(31),
    WARNING(33),
    FAULT(35),
    FAINT(2);

    private static final String END = "\u001b[0m";

    private final int code;

    Color(int code) {
      this.code = code;
    }

    private String start() {
      return "\u001b[" + code + "m";
    }

    private static Color of(int status) {
      return status == 0 || status >= 500 ? FAILED : status >= 400 ? REFUSED : GOOD;
    }
  }
}
