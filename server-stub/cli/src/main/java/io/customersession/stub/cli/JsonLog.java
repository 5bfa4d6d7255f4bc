package io.customersession.stub.cli;

import com.google.gson.stream.JsonWriter;
import io.customersession.contract.stub.journal.RecordedExchange;
import io.customersession.contract.stub.violation.ContractViolation;
import io.customersession.contract.stub.violation.ViolationReport;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Prints a JSON object for each event, which its first member names: {@code listening}, {@code
 * exchange} or {@code end}. The other members are named as in the control API.
 */
final class JsonLog implements ServeLog {
  private final LineWriter lines;

  /** Creates a log. */
  JsonLog(LineWriter lines) {
    this.lines = lines;
  }

  @Override
  public boolean printsExchanges() {
    return true;
  }

  @Override
  public void listening(String url, @Nullable String control) {
    print(
        "listening",
        json -> {
          json.name("url").value(url);
          json.name("control").value(control);
        });
  }

  @Override
  public void recorded(String world, RecordedExchange exchange) {
    print(
        "exchange",
        json -> {
          json.name("time").value(exchange.time().toString());
          json.name("world").value(world);
          json.name("number").value(exchange.number());
          json.name("status").value(exchange.status());
          json.name("method").value(exchange.method());
          json.name("path").value(exchange.path());
          json.name("query").value(exchange.query());
          json.name("operation").value(exchange.operation());
          json.name("session").value(exchange.resourceId());
          json.name("application").value(exchange.application());
          json.name("stateBefore").value(exchange.stateBefore());
          json.name("stateAfter").value(exchange.stateAfter());
          json.name("milliseconds")
              .value(BigDecimal.valueOf(exchange.duration().toNanos() / 1_000, 3));
          json.name("fault").value(exchange.fault());
          json.name("traceparent").value(exchange.traceparent());
          json.name("violations").beginArray();
          for (ContractViolation violation : exchange.violations()) {
            write(json, violation);
          }
          json.endArray();
        });
  }

  private static void write(JsonWriter json, ContractViolation violation) throws IOException {
    json.beginObject();
    json.name("rule").value(violation.kind().key());
    json.name("severity").value(violation.severity().name().toLowerCase(Locale.ROOT));
    json.name("location").value(violation.location());
    json.name("details").value(violation.details());
    json.name("refused").value(violation.refused());
    json.name("expected").value(violation.expectedBy() != null);
    json.endObject();
  }

  @Override
  public void ended(ViolationReport report) {
    print(
        "end",
        json -> {
          json.name("errors").value(report.errorCount());
          json.name("warnings").value(report.warningCount());
        });
    lines.end();
  }

  private interface Members {
    void write(JsonWriter json) throws IOException;
  }

  private void print(String event, Members members) {
    StringWriter text = new StringWriter(512);
    try {
      JsonWriter json = new JsonWriter(text);
      json.setSerializeNulls(false);
      json.beginObject().name("event").value(event);
      members.write(json);
      json.endObject().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a writer to memory does not fail
    }
    lines.print(text.toString());
  }
}
