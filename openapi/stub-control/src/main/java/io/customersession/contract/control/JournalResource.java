package io.customersession.contract.control;

import io.customersession.contract.control.api.JournalApi;
import io.customersession.contract.control.model.Awaited;
import io.customersession.contract.control.model.Exchange;
import io.customersession.contract.control.model.ExchangeCount;
import io.customersession.contract.control.model.ExchangeFilter;
import io.customersession.contract.control.model.ExchangeList;
import io.customersession.contract.control.model.ExchangeSummaryList;
import io.customersession.contract.control.model.Expectation;
import io.customersession.contract.control.model.Verdict;
import io.customersession.contract.json.ExtraMembers;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.journal.ExchangeQuery;
import io.customersession.contract.stub.journal.Journal;
import io.customersession.contract.stub.journal.RecordedExchange;
import io.customersession.contract.stub.journal.UnmetExpectationError;
import io.customersession.contract.stub.time.Moment;
import io.customersession.contract.stub.world.StubWorld;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The exchanges of a world. */
final class JournalResource<W extends StubWorld> implements JournalApi {
  private static final Duration MAX_TIMEOUT = Duration.ofMinutes(1);
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  private final Domain<W> domain;
  private final ExtraMembers extras;

  JournalResource(Domain<W> domain, ExtraMembers extras) {
    this.domain = domain;
    this.extras = extras;
  }

  @Override
  public ExchangeList listExchanges(String world) {
    return view(domain.world(world).journal().exchanges());
  }

  @Override
  public void clearJournal(String world) {
    domain.world(world).journal().clear();
  }

  @Override
  public Exchange getExchange(String world, Long number) {
    return domain.world(world).journal().exchanges().stream()
        .filter(exchange -> exchange.number() == number)
        .findFirst()
        .map(this::view)
        .orElseThrow(() -> HttpError.of(404, "The journal does not keep exchange " + number));
  }

  @Override
  public ExchangeSummaryList listSummaries(
      String world,
      @Nullable Long before,
      @Nullable Long after,
      Integer max,
      @Nullable String operation,
      @Nullable String resource,
      @Nullable String method,
      @Nullable Integer status,
      @Nullable String rule,
      @Nullable Boolean violated,
      @Nullable Boolean faulty) {
    ExchangeSummaries<W> summaries = new ExchangeSummaries<>(domain);
    summaries.requireBetween(after, before);
    summaries.require(operation, RecordedExchange::operation);
    summaries.require(resource, RecordedExchange::resourceId);
    summaries.require(method, RecordedExchange::method);
    summaries.require(status, RecordedExchange::status);
    summaries.requireViolation(rule);
    summaries.require(violated, exchange -> !exchange.violations().isEmpty());
    summaries.require(faulty, exchange -> exchange.fault() != null);
    return summaries.list(domain.world(world).journal(), max);
  }

  @Override
  public ExchangeList findExchanges(String world, ExchangeFilter exchangeFilter) {
    return domain.change(world, found -> view(query(found.journal(), exchangeFilter).list()));
  }

  @Override
  public ExchangeCount countExchanges(String world, ExchangeFilter exchangeFilter) {
    return domain.change(
        world,
        found ->
            ExchangeCount.builder().count(query(found.journal(), exchangeFilter).count()).build());
  }

  @Override
  public Verdict expectExchanges(String world, Expectation expectation) {
    return domain.change(
        world,
        found -> {
          ExchangeQuery query = query(found.journal(), expectation.getFilter());
          return verdict(query, () -> query.expect(expectation.getTimes()));
        });
  }

  @Override
  public Verdict awaitExchanges(String world, Awaited awaited) {
    Duration timeout =
        awaited.getTimeout() == null
            ? DEFAULT_TIMEOUT
            : Durations.parse("timeout", awaited.getTimeout());
    if (timeout.isNegative() || timeout.compareTo(MAX_TIMEOUT) > 0) {
      throw new IllegalArgumentException("timeout must be between PT0S and " + MAX_TIMEOUT);
    }
    int times = awaited.getTimes() == null ? 1 : awaited.getTimes();
    // The world must exist before requests can enter it while this waits for them.
    ExchangeQuery query =
        domain.change(world, found -> query(found.journal(), awaited.getFilter()));
    return verdict(query, () -> query.await(times, timeout));
  }

  private Verdict verdict(ExchangeQuery query, Supplier<List<RecordedExchange>> expectation) {
    try {
      return Verdict.builder().met(true).exchanges(views(expectation.get())).build();
    } catch (UnmetExpectationError e) {
      return Verdict.builder()
          .met(false)
          .report(String.valueOf(e.getMessage()))
          .exchanges(views(query.list()))
          .build();
    }
  }

  private ExchangeQuery query(Journal journal, @Nullable ExchangeFilter filter) {
    ExchangeQuery query = journal.find();
    if (filter == null) {
      return query;
    }
    if (filter.getOperation() != null) {
      query = query.operation(filter.getOperation());
    }
    String resource = domain.sentResource(extras, "ExchangeFilter", filter.getResource());
    if (resource != null) {
      query = query.resource(resource);
    }
    if (filter.getApplication() != null) {
      query = query.application(filter.getApplication());
    }
    if (filter.getMethod() != null) {
      query = query.method(filter.getMethod());
    }
    if (filter.getPath() != null) {
      query = query.path(filter.getPath());
    }
    if (filter.getStatus() != null) {
      query = query.status(filter.getStatus());
    }
    return contents(query, filter);
  }

  private static ExchangeQuery contents(ExchangeQuery begun, ExchangeFilter filter) {
    ExchangeQuery query = begun;
    for (Map.Entry<String, String> header : or(filter.getHeaders()).entrySet()) {
      query = query.header(header.getKey(), header.getValue());
    }
    for (String name : or(filter.getWithoutHeaders())) {
      query = query.withoutHeader(name);
    }
    for (Map.Entry<String, @Nullable Object> value : or(filter.getBody()).entrySet()) {
      query = query.body(value.getKey(), value.getValue());
    }
    for (String pointer : or(filter.getWithoutBody())) {
      query = query.withoutBody(pointer);
    }
    for (Map.Entry<String, @Nullable Object> value : or(filter.getResponse()).entrySet()) {
      query = query.response(value.getKey(), value.getValue());
    }
    return query;
  }

  private static <T extends @Nullable Object> Map<String, T> or(@Nullable Map<String, T> map) {
    return map == null ? Map.of() : map;
  }

  private static List<String> or(@Nullable List<String> list) {
    return list == null ? List.of() : list;
  }

  private ExchangeList view(List<RecordedExchange> exchanges) {
    return ExchangeList.builder().exchanges(views(exchanges)).build();
  }

  private List<Exchange> views(List<RecordedExchange> exchanges) {
    return exchanges.stream().map(this::view).toList();
  }

  private Exchange view(RecordedExchange exchange) {
    Exchange.Builder view =
        Exchange.builder()
            .number(exchange.number())
            .time(Moment.of(exchange.time().atOffset(ZoneOffset.UTC)))
            .milliseconds(ExchangeSummaries.milliseconds(exchange))
            .method(exchange.method())
            .path(exchange.path())
            .query(exchange.query())
            .operation(exchange.operation())
            .resource(domain.resource(exchange.resourceId()))
            .application(exchange.application())
            .headers(exchange.headers())
            .body(exchange.body())
            .status(exchange.status())
            .responseHeaders(exchange.responseHeaders())
            .responseBody(exchange.responseBody())
            .fault(exchange.fault())
            .stateBefore(exchange.stateBefore())
            .stateAfter(exchange.stateAfter())
            .traceparent(exchange.traceparent())
            .responseVersion(exchange.responseVersion())
            .responseVersionReason(exchange.responseVersionReason())
            .violations(ViolationsResource.views(exchange.violations()));
    domain.otherResource(exchange.resourceId()).forEach(view::additionalProperty);
    return view.build();
  }
}
