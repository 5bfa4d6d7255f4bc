package io.customersession.contract.stub.journal;

import io.customersession.contract.stub.http.Printable;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes reports that compare an expectation with the exchanges nearest to it. */
final class NearMisses {
  private static final int SHOWN = 3;
  private static final int MAX_WIDTH = 60;
  private static final String NOTHING = "(nothing)";

  private NearMisses() {}

  static String report(
      String expected,
      List<Condition> conditions,
      List<RecordedExchange> found,
      List<RecordedExchange> all,
      long evicted) {
    StringBuilder report = new StringBuilder("Expected ").append(expected);
    for (int i = 0; i < conditions.size(); i++) {
      Condition condition = conditions.get(i);
      report
          .append(i == 0 ? " with " : ", ")
          .append(Printable.of(condition.name()))
          .append(' ')
          .append(shown(condition.expected()));
    }
    report.append("; found ").append(found.size()).append(" of ").append(all.size()).append('.');
    if (evicted > 0) {
      report.append(" Older exchanges are no longer kept: ").append(evicted).append('.');
    }
    for (RecordedExchange exchange : found.stream().limit(SHOWN).toList()) {
      report.append("\n\nFound: ").append(exchange);
    }
    if (found.isEmpty()) {
      all.stream()
          .map(exchange -> Scored.of(exchange, conditions))
          .sorted(Comparator.comparingLong(Scored::met).thenComparing(Scored::number).reversed())
          .limit(SHOWN)
          .forEach(near -> append(report, conditions, near.exchange()));
    }
    return report.toString();
  }

  /** An exchange and the number of conditions that it meets. */
  private record Scored(RecordedExchange exchange, long met) {
    static Scored of(RecordedExchange exchange, List<Condition> conditions) {
      Examined examined = new Examined(exchange);
      return new Scored(exchange, conditions.stream().filter(each -> each.isMet(examined)).count());
    }

    long number() {
      return exchange.number();
    }
  }

  private static void append(
      StringBuilder report, List<Condition> conditions, RecordedExchange exchange) {
    report.append("\n\nNear: ").append(exchange);
    Examined examined = new Examined(exchange);
    int names = width(conditions.stream().map(Condition::name).toList(), "");
    int expectations =
        width(conditions.stream().map(each -> shown(each.expected())).toList(), "expected");
    line(report, names, "", expectations, "expected", "found", true);
    for (Condition condition : conditions) {
      line(
          report,
          names,
          condition.name(),
          expectations,
          shown(condition.expected()),
          shown(condition.actual(examined)),
          condition.isMet(examined));
    }
  }

  private static void line(
      StringBuilder report,
      int names,
      String name,
      int expectations,
      String expected,
      String found,
      boolean met) {
    report
        .append('\n')
        .append(met ? "    " : "  ! ")
        .append(padded(Printable.of(name), names))
        .append("  ")
        .append(padded(expected, expectations))
        .append("  ")
        .append(found);
  }

  private static int width(List<String> texts, String heading) {
    return Math.max(heading.length(), texts.stream().mapToInt(String::length).max().orElse(0));
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String shown(@Nullable String text) {
    if (text == null) {
      return NOTHING;
    }
    return Printable.of(
        text.length() <= MAX_WIDTH ? text : Printable.beginning(text, MAX_WIDTH - 3));
  }
}
