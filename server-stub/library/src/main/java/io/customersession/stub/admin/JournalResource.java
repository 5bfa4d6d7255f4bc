package io.customersession.stub.admin;

import io.customersession.contract.stub.journal.ExchangeQuery;
import io.customersession.contract.stub.journal.Journal;
import io.customersession.contract.stub.journal.RecordedExchange;
import io.customersession.contract.stub.journal.UnmetExpectationError;
import io.customersession.contract.stub.time.Moment;
import io.customersession.stub.admin.api.JournalApi;
import io.customersession.stub.admin.model.Awaited;
import io.customersession.stub.admin.model.Exchange;
import io.customersession.stub.admin.model.ExchangeCount;
import io.customersession.stub.admin.model.ExchangeFilter;
import io.customersession.stub.admin.model.ExchangeList;
import io.customersession.stub.admin.model.Expectation;
import io.customersession.stub.admin.model.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The exchanges of a world. */
final class JournalResource implements JournalApi {
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration USUAL = Duration.ofSeconds(5);

  private final Places places;

  JournalResource(Places places) {
    this.places = places;
  }

  @Override
  public ExchangeList listExchanges(String world) {
    return view(places.world(world).journal().exchanges());
  }

  @Override
  public void clearJournal(String world) {
    places.world(world).journal().clear();
  }

  @Override
  public ExchangeList findExchanges(String world, ExchangeFilter exchangeFilter) {
    return places.in(world, found -> view(query(found.journal(), exchangeFilter).list()));
  }

  @Override
  public ExchangeCount countExchanges(String world, ExchangeFilter exchangeFilter) {
    return places.in(
        world,
        found ->
            ExchangeCount.builder().count(query(found.journal(), exchangeFilter).count()).build());
  }

  @Override
  public Verdict expectExchanges(String world, Expectation expectation) {
    return places.in(
        world,
        found -> {
          ExchangeQuery query = query(found.journal(), expectation.getFilter());
          return verdict(query, () -> query.expect(expectation.getTimes()));
        });
  }

  @Override
  public Verdict awaitExchanges(String world, Awaited awaited) {
    Duration timeout =
        awaited.getTimeout() == null ? USUAL : Texts.duration("timeout", awaited.getTimeout());
    if (timeout.isNegative() || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("timeout must be between PT0S and " + LONGEST);
    }
    int times = awaited.getTimes() == null ? 1 : awaited.getTimes();
    // The world must be there for calls to enter while this waits for them.
    ExchangeQuery query = places.in(world, found -> query(found.journal(), awaited.getFilter()));
    return verdict(query, () -> query.await(times, timeout));
  }

  private static Verdict verdict(
      ExchangeQuery query, Supplier<List<RecordedExchange>> expectation) {
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

  private static ExchangeQuery query(Journal journal, @Nullable ExchangeFilter filter) {
    ExchangeQuery query = journal.find();
    if (filter == null) {
      return query;
    }
    if (filter.getOperation() != null) {
      query = query.operation(filter.getOperation());
    }
    if (filter.getSession() != null) {
      query = query.resource(filter.getSession());
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

  private static ExchangeList view(List<RecordedExchange> exchanges) {
    return ExchangeList.builder().exchanges(views(exchanges)).build();
  }

  private static List<Exchange> views(List<RecordedExchange> exchanges) {
    return exchanges.stream().map(JournalResource::view).toList();
  }

  private static Exchange view(RecordedExchange exchange) {
    return Exchange.builder()
        .number(exchange.number())
        .time(Moment.of(exchange.time().atOffset(ZoneOffset.UTC)))
        .milliseconds(BigDecimal.valueOf(exchange.duration().toNanos() / 1_000, 3))
        .method(exchange.method())
        .path(exchange.path())
        .query(exchange.query())
        .operation(exchange.operation())
        .session(exchange.resourceId())
        .application(exchange.application())
        .headers(exchange.headers())
        .body(exchange.body())
        .status(exchange.status())
        .responseHeaders(exchange.responseHeaders())
        .responseBody(exchange.responseBody())
        .fault(exchange.fault())
        .responseVersion(exchange.responseVersion())
        .responseVersionReason(exchange.responseVersionReason())
        .violations(ViolationsResource.views(exchange.violations()))
        .build();
  }
}
