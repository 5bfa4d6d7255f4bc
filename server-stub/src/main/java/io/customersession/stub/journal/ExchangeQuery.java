package io.customersession.stub.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
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

  /** Finds calls whose path names a session, by its integration id. */
  public ExchangeQuery session(String integrationId) {
    return with("session", integrationId, exchange -> exchange.sessionId());
  }

  /** Finds calls by their HTTP method. */
  public ExchangeQuery method(String method) {
    return with("method", method, RecordedExchange::method);
  }

  /** Finds calls by their path as sent, percent-encoded, without the query. */
  public ExchangeQuery path(String path) {
    return with("path", path, RecordedExchange::path);
  }

  /** Finds calls by the status they were answered with, 100 to 599. */
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
            exchange -> {
              List<String> values = exchange.headers().get(name);
              return values == null ? null : String.join(", ", values);
            },
            exchange -> exchange.headers().getOrDefault(name, List.of()).contains(value)));
  }

  /** Finds calls without a header. */
  public ExchangeQuery withoutHeader(String name) {
    return with(
        new Condition(
            "header " + name,
            null,
            exchange -> {
              List<String> values = exchange.headers().get(name);
              return values == null ? null : String.join(", ", values);
            },
            exchange -> !exchange.headers().containsKey(name)));
  }

  /**
   * Finds calls by a value in their body.
   *
   * @param pointer a JSON pointer (RFC 6901) into the body; the empty text is the whole body
   * @param value text, a number, a boolean, null for JSON's null, or a list or map of such; numbers
   *     are compared by their value
   */
  public ExchangeQuery body(String pointer, @Nullable Object value) {
    return json("body", pointer, value, RecordedExchange::body);
  }

  /**
   * Finds calls by a value in the body of their answer.
   *
   * @param pointer a JSON pointer (RFC 6901) into the answer's body
   * @param value as in {@link #body}
   */
  public ExchangeQuery answer(String pointer, @Nullable Object value) {
    return json("answer", pointer, value, RecordedExchange::answerBody);
  }

  /** Finds calls whose body has nothing at a JSON pointer. */
  public ExchangeQuery withoutBody(String pointer) {
    JsonPlace place = JsonPlace.of(pointer);
    return with(
        new Condition(
            "body " + pointer,
            null,
            exchange -> place.text(exchange.body()),
            exchange -> !place.exists(exchange.body())));
  }

  /**
   * Finds calls that anything can be said about.
   *
   * @param name what it says about them, for reports
   */
  public ExchangeQuery where(String name, Predicate<RecordedExchange> predicate) {
    return with(
        new Condition(
            name, "true", exchange -> String.valueOf(predicate.test(exchange)), predicate));
  }

  /** Returns what is found, oldest first. */
  public List<RecordedExchange> list() {
    return journal.exchanges().stream().filter(this::matches).toList();
  }

  /** Returns how many exchanges are found. */
  public int count() {
    return list().size();
  }

  /** Returns the oldest exchange found. */
  public Optional<RecordedExchange> first() {
    return list().stream().findFirst();
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
    List<RecordedExchange> found = list();
    long seen = -1;
    while (found.size() < times) {
      seen = journal.awaitNext(seen, end - System.nanoTime());
      found = list();
      if (seen < 0 && found.size() < times) {
        throw missed("at least " + times + " within " + timeout, found);
      }
    }
    return found;
  }

  boolean matches(RecordedExchange exchange) {
    for (Condition condition : conditions) {
      if (!condition.isMet(exchange)) {
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
              Object value = actual.apply(exchange);
              return value == null ? null : value.toString();
            },
            null));
  }

  private ExchangeQuery json(
      String name,
      String pointer,
      @Nullable Object value,
      java.util.function.Function<RecordedExchange, String> document) {
    JsonPlace place = JsonPlace.of(pointer);
    return with(
        new Condition(
            name + " " + pointer,
            JsonPlace.text(value),
            exchange -> place.text(document.apply(exchange)),
            exchange -> place.has(document.apply(exchange), value)));
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
