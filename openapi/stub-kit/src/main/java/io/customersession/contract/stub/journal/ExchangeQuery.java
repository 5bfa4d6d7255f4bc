package io.customersession.contract.stub.journal;

import com.google.gson.JsonElement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A query for exchanges in a journal. Each condition returns a narrower query and leaves this one
 * as it is. A query is evaluated when its result is asked for, on what the journal holds then. A
 * condition that no exchange can meet, such as an operation that the document does not declare, is
 * not an error; the report of an unmet expectation shows why nothing was found. Immutable.
 */
public final class ExchangeQuery {
  private final Journal journal;
  private final List<Condition> conditions;

  ExchangeQuery(Journal journal, List<Condition> conditions) {
    this.journal = journal;
    this.conditions = conditions;
  }

  /** Returns a query that also requires an operation, by its operationId. */
  public ExchangeQuery operation(String operationId) {
    return with("operation", operationId, exchange -> exchange.operation());
  }

  /** Returns a query that also requires the id of a resource in the path, such as a session. */
  public ExchangeQuery resource(String id) {
    return with("resource", id, exchange -> exchange.resourceId());
  }

  /** Returns a query that also requires an HTTP method, in upper case. */
  public ExchangeQuery method(String method) {
    return with("method", method, RecordedExchange::method);
  }

  /** Returns a query that also requires a path, as sent: percent-encoded, without the query. */
  public ExchangeQuery path(String path) {
    return with("path", path, RecordedExchange::path);
  }

  /** Returns a query that also requires a status of the response. */
  public ExchangeQuery status(int status) {
    return with("status", String.valueOf(status), exchange -> String.valueOf(exchange.status()));
  }

  /** Returns a query that also requires an application. */
  public ExchangeQuery application(long id) {
    return with("application", String.valueOf(id), RecordedExchange::application);
  }

  /**
   * Returns a query that also requires a header.
   *
   * @param name the name, in any case
   * @param value one of its values
   */
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

  /** Returns a query that also requires a header to be absent. */
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
   * Returns a query that also requires a value in the body of the request.
   *
   * @param pointer a JSON pointer (RFC 6901) into the body; an empty one is the whole body
   * @param value a string, a number, a boolean, null for JSON's null, or a list or map of these;
   *     numbers are compared by their value
   * @throws IllegalArgumentException if the pointer is malformed
   */
  public ExchangeQuery body(String pointer, @Nullable Object value) {
    return json("body", pointer, value, Examined::body);
  }

  /**
   * Returns a query that also requires a value in the body of the response.
   *
   * @param pointer a JSON pointer (RFC 6901) into the response's body
   * @param value as in {@link #body}
   * @throws IllegalArgumentException if the pointer is malformed
   */
  public ExchangeQuery response(String pointer, @Nullable Object value) {
    return json("response", pointer, value, Examined::response);
  }

  /**
   * Returns this query for requests only whose body has nothing at a JSON pointer.
   *
   * @throws IllegalArgumentException if the pointer is malformed
   */
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
   * Returns this query for exchanges only that meet a predicate.
   *
   * @param name the name of the condition, for reports
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

  /** Returns the exchanges found, oldest first. */
  public List<RecordedExchange> list() {
    return found().toList();
  }

  private Stream<RecordedExchange> found() {
    return journal.exchanges().stream().filter(exchange -> matches(new Examined(exchange)));
  }

  /** Returns the number of exchanges found. */
  public int count() {
    return list().size();
  }

  /** Returns the oldest exchange found, or empty if there is none. */
  public Optional<RecordedExchange> first() {
    return found().findFirst();
  }

  /** Returns the newest exchange found, or empty if there is none. */
  public Optional<RecordedExchange> last() {
    List<RecordedExchange> found = list();
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
  }

  /**
   * Checks that exactly this number of exchanges is found.
   *
   * @param times the number, 0 or more
   * @return the exchanges found, oldest first
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
   * Checks that at least one exchange is found.
   *
   * @return the exchanges found, oldest first
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
   * @param timeout the maximum time to wait
   * @return the oldest exchange found
   * @throws UnmetExpectationError if there is none in time, with the nearest exchanges, or if the
   *     thread is interrupted
   */
  public RecordedExchange await(Duration timeout) {
    return await(1, timeout).get(0);
  }

  /**
   * Waits until there is a number of exchanges.
   *
   * @param times the minimum number, at least 1
   * @param timeout the maximum time to wait
   * @return the exchanges found, oldest first
   * @throws UnmetExpectationError if there are fewer at the end, with the nearest exchanges, or if
   *     the thread is interrupted
   * @throws IllegalArgumentException if {@code times} is less than 1
   */
  public List<RecordedExchange> await(int times, Duration timeout) {
    if (times < 1) {
      throw new IllegalArgumentException("times must be at least 1, not " + times);
    }
    long end = System.nanoTime() + timeout.toNanos();
    try (Arrivals arrivals = journal.arrivals(this)) {
      List<RecordedExchange> found = list();
      // A new exchange may be counted twice, and a counted one may be evicted, so the journal is
      // searched again when there seem to be enough.
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

  /** Returns true if an exchange meets all conditions, except those that call code of the user. */
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
        NearMisses.report(expected, conditions, found, journal.exchanges(), journal.evicted()));
  }

  private ExchangeQuery with(
      String name, String expected, Function<RecordedExchange, Object> actual) {
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
      Function<Examined, JsonElement> document) {
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
