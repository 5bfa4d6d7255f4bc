package io.customersession.contract.control;

import io.customersession.contract.control.model.ExchangeSummary;
import io.customersession.contract.control.model.ExchangeSummaryList;
import io.customersession.contract.stub.journal.Journal;
import io.customersession.contract.stub.journal.RecordedExchange;
import io.customersession.contract.stub.time.Moment;
import io.customersession.contract.stub.world.StubWorld;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A page of summaries of the exchanges that match conditions. */
final class ExchangeSummaries<W extends StubWorld> {
  private final Domain<W> domain;
  private final List<Predicate<RecordedExchange>> conditions = new ArrayList<>();

  ExchangeSummaries(Domain<W> domain) {
    this.domain = domain;
  }

  /** Adds a condition, unless no value is required. */
  <T> void require(@Nullable T value, Function<RecordedExchange, @Nullable Object> actual) {
    if (value != null) {
      conditions.add(exchange -> value.equals(actual.apply(exchange)));
    }
  }

  /** Adds a condition, unless no number is given. */
  void requireBetween(@Nullable Long after, @Nullable Long before) {
    long low = after == null ? Long.MIN_VALUE : after;
    long high = before == null ? Long.MAX_VALUE : before;
    conditions.add(exchange -> exchange.number() > low && exchange.number() < high);
  }

  /** Adds the condition that a rule was violated, unless none is given. */
  void requireViolation(@Nullable String rule) {
    if (rule != null) {
      conditions.add(exchange -> rules(exchange).contains(rule));
    }
  }

  /** Returns the newest exchanges of a journal that meet all conditions. */
  ExchangeSummaryList list(Journal journal, int max) {
    long total = journal.total();
    List<RecordedExchange> kept = journal.exchanges();
    List<ExchangeSummary> found = new ArrayList<>();
    for (int i = kept.size() - 1; i >= 0 && found.size() <= max; i--) {
      RecordedExchange exchange = kept.get(i);
      if (conditions.stream().allMatch(each -> each.test(exchange))) {
        found.add(view(exchange));
      }
    }
    return ExchangeSummaryList.builder()
        .total(total)
        .more(found.size() > max)
        .exchanges(found.subList(0, Math.min(max, found.size())))
        .build();
  }

  private ExchangeSummary view(RecordedExchange exchange) {
    ExchangeSummary.Builder view =
        ExchangeSummary.builder()
            .number(exchange.number())
            .time(Moment.of(exchange.time().atOffset(ZoneOffset.UTC)))
            .milliseconds(milliseconds(exchange))
            .method(exchange.method())
            .path(exchange.path())
            .operation(exchange.operation())
            .resource(domain.resource(exchange.resourceId()))
            .status(exchange.status())
            .fault(exchange.fault())
            .stateBefore(exchange.stateBefore())
            .stateAfter(exchange.stateAfter())
            .rules(rules(exchange));
    domain.otherResource(exchange.resourceId()).forEach(view::additionalProperty);
    return view.build();
  }

  /** Returns the time of an exchange without delays, to the microsecond. */
  static BigDecimal milliseconds(RecordedExchange exchange) {
    return BigDecimal.valueOf(exchange.duration().toNanos() / 1_000, 3);
  }

  private static List<String> rules(RecordedExchange exchange) {
    return exchange.violations().stream().map(each -> each.kind().key()).distinct().toList();
  }
}
