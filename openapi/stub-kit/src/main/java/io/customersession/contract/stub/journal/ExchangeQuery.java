package io.customersession.contract.stub.journal;

import com.google.gson.JsonElement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for exchanges in a journal. Each condition narrows the search down and returns a new query,
 * so a query can be kept and used again; what it finds is what the journal holds at that moment.
 * Conditions that cannot be met by any exchange, such as the name of an operation that the document
 * does not have, simply find nothing: the report of a missed expectation shows why.
 */
public final class ExchangeQuery {
  private final Journal journal;
  private final List<Condition> conditions;

  ExchangeQuery(Journal journal, List<Condition> conditions) {
    this.journal = journal;
    this.conditions = conditions;
  }

  /** Finds calls of an operation, by its operationId. */
  public ExchangeQuery operation(String operationId) {
    return with("operation", operationId, exchange -> exchange.operation());
  }

  /** Finds calls whose path names a resource, such as a session, by its id. */
  public ExchangeQuery resource(String id) {
    return with("resource", id, exchange -> exchange.resourceId());
  }

  /** Finds calls by their HTTP method. */
  public ExchangeQuery method(String method) {
    return with("method", method, RecordedExchange::method);
  }

  /** Finds calls by their path as sent, percent-encoded, without the query. */
  public ExchangeQuery path(String path) {
    return with("path", path, RecordedExchange::path);
  }

  /** Finds calls by the status of their responses, 100 to 599. */
  public ExchangeQuery status(int status) {
    return with("status", String.valueOf(status), exchange -> String.valueOf(exchange.status()));
  }

  /** Finds calls of an application. */
  public ExchangeQuery application(long id) {
    return with("application", String.valueOf(id), RecordedExchange::application);
  }

  /** Finds calls with a header, whatever the case of its name; one of its values must be this. */
  public ExchangeQuery header(String name, String value) {
    Objects.requireNonNull(value, "value");
    return with(
        new Condition(
            "header " + name,
            value,
            exchange -> header(exchange, name),
            exchange -> exchange.headers().getOrDefault(name, List.of()).contains(value),
            false));
  }

  /** Finds calls without a header. */
  public ExchangeQuery withoutHeader(String name) {
    return with(
        new Condition(
            "header " + name,
            null,
            exchange -> header(exchange, name),
            exchange -> !exchange.headers().containsKey(name),
            false));
  }

  private static @Nullable String header(Examined exchange, String name) {
    List<String> values = exchange.headers().get(name);
    return values == null ? null : String.join(", ", values);
  }

  /**
   * Finds calls by a value in their body.
   *
   * @param pointer a JSON pointer (RFC 6901) into the body; the empty text is the whole body
   * @param value text, a number, a boolean, null for JSON's null, or a list or map of such; numbers
   *     are compared by their value
   */
  public ExchangeQuery body(String pointer, @Nullable Object value) {
    return json("body", pointer, value, Examined::body);
  }

  /**
   * Finds calls by a value in the body of their response.
   *
   * @param pointer a JSON pointer (RFC 6901) into the response's body
   * @param value as in {@link #body}
   */
  public ExchangeQuery response(String pointer, @Nullable Object value) {
    return json("response", pointer, value, Examined::response);
  }

  /** Finds calls whose body has nothing at a JSON pointer. */
  public ExchangeQuery withoutBody(String pointer) {
    JsonPlace place = JsonPlace.of(pointer);
    return with(
        new Condition(
            "body " + pointer,
            null,
            exchange -> place.text(exchange.body()),
            exchange -> !place.exists(exchange.body()),
            false));
  }

  /**
   * Finds calls that anything can be said about.
   *
   * @param name what it says about them, for reports
   */
  public ExchangeQuery where(String name, Predicate<RecordedExchange> predicate) {
    return with(
        new Condition(
            name,
            "true",
            exchange -> String.valueOf(predicate.test(exchange.exchange())),
            exchange -> predicate.test(exchange.exchange()),
            true));
  }

  /** Returns what is found, oldest first. */
  public List<RecordedExchange> list() {
    return found().toList();
  }

  private Stream<RecordedExchange> found() {
    return journal.exchanges().stream().filter(exchange -> matches(new Examined(exchange)));
  }

  /** Returns how many exchanges are found. */
  public int count() {
    return list().size();
  }

  /** Returns the oldest exchange found. */
  public Optional<RecordedExchange> first() {
    return found().findFirst();
  }

  /** Returns the newest exchange found. */
  public Optional<RecordedExchange> last() {
    List<RecordedExchange> found = list();
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
  }

  /**
   * Expects a number of exchanges.
   *
   * @param times how many, 0 or more
   * @return what is found, oldest first
   * @throws UnmetExpectationError if there are more or fewer, with the nearest exchanges
   */
  public List<RecordedExchange> expect(int times) {
    List<RecordedExchange> found = list();
    if (found.size() != times) {
      throw missed(exactly(times), found);
    }
    return found;
  }

  /**
   * Expects one exchange or more.
   *
   * @return what is found, oldest first
   * @throws UnmetExpectationError if there is none, with the nearest exchanges
   */
  public List<RecordedExchange> expectSome() {
    List<RecordedExchange> found = list();
    if (found.isEmpty()) {
      throw missed("at least 1 exchange", found);
    }
    return found;
  }

  /**
   * Waits until there is an exchange.
   *
   * @param timeout how long at most
   * @return the oldest exchange found
   * @throws UnmetExpectationError if none came in time, with the nearest exchanges
   */
  public RecordedExchange await(Duration timeout) {
    return await(1, timeout).get(0);
  }

  /**
   * Waits until there is a number of exchanges.
   *
   * @param times how many at least, 1 or more
   * @param timeout how long at most
   * @return what is found, oldest first
   * @throws UnmetExpectationError if there are fewer in the end, with the nearest exchanges, or if
   *     the thread is interrupted
   */
  public List<RecordedExchange> await(int times, Duration timeout) {
    if (times < 1) {
      throw new IllegalArgumentException("times must be at least 1, not " + times);
    }
    long end = System.nanoTime() + timeout.toNanos();
    try (Arrivals arrivals = journal.arrivals(this)) {
      List<RecordedExchange> found = list();
      // What comes meanwhile may be counted twice, and what was counted may be forgotten; the
      // journal is looked through again only when there seem to be enough.
      int count = found.size();
      while (count < times) {
        RecordedExchange next = arrivals.next(end - System.nanoTime());
        if (next != null && matches(new Examined(next))) {
          count++;
        }
        if (next == null || count >= times) {
          found = list();
          count = found.size();
        }
        if (next == null && count < times) {
          throw missed("at least " + times + " within " + timeout, found);
        }
      }
      return found;
    }
  }

  private boolean matches(Examined exchange) {
    return mayMatch(exchange)
        && conditions.stream().filter(Condition::isForeign).allMatch(each -> each.isMet(exchange));
  }

  /** Returns whether an exchange meets all conditions but those that call code of others. */
  boolean mayMatch(Examined exchange) {
    for (Condition condition : conditions) {
      if (!condition.isForeign() && !condition.isMet(exchange)) {
        return false;
      }
    }
    return true;
  }

  private UnmetExpectationError missed(String expected, List<RecordedExchange> found) {
    return new UnmetExpectationError(
        NearMisses.report(expected, conditions, found, journal.exchanges(), journal.forgotten()));
  }

  private ExchangeQuery with(
      String name, String expected, java.util.function.Function<RecordedExchange, Object> actual) {
    Objects.requireNonNull(expected, name);
    return with(
        new Condition(
            name,
            expected,
            exchange -> {
              Object value = actual.apply(exchange.exchange());
              return value == null ? null : value.toString();
            },
            null,
            false));
  }

  private ExchangeQuery json(
      String name,
      String pointer,
      @Nullable Object value,
      java.util.function.Function<Examined, JsonElement> document) {
    JsonPlace place = JsonPlace.of(pointer);
    return with(
        new Condition(
            name + " " + pointer,
            JsonPlace.text(value),
            exchange -> place.text(document.apply(exchange)),
            exchange -> place.has(document.apply(exchange), value),
            false));
  }

  private ExchangeQuery with(Condition condition) {
    List<Condition> all = new ArrayList<>(conditions);
    all.add(condition);
    return new ExchangeQuery(journal, List.copyOf(all));
  }

  private static String exactly(int times) {
    return times == 0
        ? "no exchange"
        : "exactly " + times + (times == 1 ? " exchange" : " exchanges");
  }
}
