package io.customersession.contract.stub.journal;

import io.customersession.contract.stub.violation.ContractViolation;
import io.customersession.contract.stub.violation.ExpectedViolation;
import io.customersession.contract.stub.violation.ExpectedViolationCount;
import io.customersession.contract.stub.violation.ViolationReport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The newest exchanges and violations of a world, up to a maximum number and size. Thread-safe. */
public final class Journal {
  private static final System.Logger LOGGER = System.getLogger(Journal.class.getName());

  private final String world;
  private final Limits limits;
  private final Deque<RecordedExchange> exchanges = new ArrayDeque<>();
  private final Deque<ContractViolation> violations = new ArrayDeque<>();
  private final Map<ExpectedViolation, ExpectedViolationCount> expected = new LinkedHashMap<>();
  private final JournalMemory memory;
  private final JournalListener listener;
  private final Set<Arrivals> waiting = new LinkedHashSet<>();
  private long weightOfViolations;
  private volatile long weight;
  private long total;
  private boolean closed;

  /**
   * The limits of a journal.
   *
   * @param exchanges the maximum number of exchanges, at least 0
   * @param bytes the approximate maximum size of all exchanges in bytes, at least 0; the newest is
   *     kept however large it is
   * @param violations the maximum number of violations, at least 0
   */
  public record Limits(int exchanges, long bytes, int violations) {
    /**
     * Creates limits.
     *
     * @throws IllegalArgumentException if one of them is negative
     */
    public Limits {
      if (exchanges < 0 || bytes < 0 || violations < 0) {
        throw new IllegalArgumentException("the limits of a journal must not be negative");
      }
    }
  }

  /**
   * Creates an empty journal.
   *
   * @param world the name of its world
   * @param limits what it keeps
   * @param memory the memory of the journals of all worlds
   * @param listener receives every exchange
   */
  public Journal(String world, Limits limits, JournalMemory memory, JournalListener listener) {
    this.world = world;
    this.limits = limits;
    this.memory = memory;
    this.listener = listener;
  }

  /**
   * Records an exchange, unless it began before a reset or restore, and evicts the oldest ones that
   * exceed the limits.
   *
   * @param recording the request
   * @param status the status of the response, or 0 if there is none
   * @param headers the headers of the response
   * @param body the body of the response; it is not copied
   * @return true if it was recorded
   */
  public boolean add(Recording recording, int status, Map<String, String> headers, byte[] body) {
    boolean isObserved = listener != JournalListener.NONE;
    byte[] head = limits.exchanges() > 0 || isObserved ? recording.head() : new byte[0];
    RecordedExchange added = null;
    List<Arrivals> watchers = List.of();
    synchronized (this) {
      // A reset ends the epoch before it clears the journal, so nothing is recorded after that.
      if (recording.epoch().isOver()) {
        return false;
      }
      total++;
      for (ExpectedViolation each : recording.expected()) {
        declare(expected, each);
      }
      List<ContractViolation> occurred = recording.violations(world, total);
      for (ContractViolation violation : occurred) {
        if (violation.expectedBy() == null) {
          violations.addLast(violation);
          weigh(violation.weight());
          weightOfViolations += violation.weight();
        } else {
          count(expected, violation.expectedBy(), violation);
        }
      }
      while (violations.size() > limits.violations()) {
        evictOldestViolation();
      }
      if (limits.exchanges() > 0 || isObserved) {
        added =
            recording.completed(
                total, occurred, status, headers, new RecordedTexts(head, recording.body(), body));
      }
      if (limits.exchanges() > 0 && added != null) {
        keep(added);
        watchers = waiting.isEmpty() ? List.of() : List.copyOf(waiting);
      }
    }
    memory.trim();
    if (added != null && !watchers.isEmpty()) {
      // Without the lock, and parsed once for all waiting threads.
      Examined examined = new Examined(added);
      watchers.forEach(each -> each.offer(examined));
    }
    if (added != null && isObserved) {
      RecordedExchange exchange = added;
      report(() -> listener.recorded(world, exchange));
    }
    return true;
  }

  /** A listener that fails must not change the response. */
  private static void report(Runnable event) {
    try {
      event.run();
    } catch (RuntimeException e) {
      LOGGER.log(System.Logger.Level.ERROR, "a listener of the journal failed", e);
    }
  }

  private void keep(RecordedExchange exchange) {
    exchanges.addLast(exchange);
    weigh(exchange.weight());
    while (exchanges.size() > limits.exchanges()
        || (weight - weightOfViolations > limits.bytes() && exchanges.size() > 1)) {
      evictOldest();
    }
  }

  private void evictOldest() {
    RecordedExchange oldest = exchanges.removeFirst();
    weigh(-oldest.weight());
  }

  private void evictOldestViolation() {
    int oldest = violations.removeFirst().weight();
    weightOfViolations -= oldest;
    weigh(-oldest);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only ever changed under the lock
  private void weigh(long bytes) {
    weight += bytes;
    if (!closed) {
      if (bytes > 0) {
        memory.add(this, bytes);
      } else {
        memory.release(-bytes);
      }
    }
  }

  /** Returns the approximate memory in bytes that it takes. */
  long weight() {
    return weight;
  }

  /**
   * Evicts the oldest exchange, or the oldest violation if violations take more memory.
   *
   * @return false if there is neither
   */
  synchronized boolean evictSomething() {
    if (weightOfViolations > weight - weightOfViolations) {
      evictOldestViolation();
      return true;
    }
    if (!exchanges.isEmpty()) {
      evictOldest();
      return true;
    }
    return false;
  }

  /** Returns the exchanges that it keeps, oldest first. */
  public synchronized List<RecordedExchange> exchanges() {
    return List.copyOf(exchanges);
  }

  /**
   * Returns a query for all exchanges: {@code
   * journal.find().operation("getOrder").status(200).count()}.
   */
  public ExchangeQuery find() {
    return new ExchangeQuery(this, List.of());
  }

  /** Returns the number of exchanges since the start or reset, including evicted ones. */
  public synchronized long total() {
    return total;
  }

  /** Lists an expected violation, which may never occur. */
  private void declare(
      Map<ExpectedViolation, ExpectedViolationCount> counts, ExpectedViolation expectation) {
    if (counts.size() < limits.violations()) {
      counts.putIfAbsent(expectation, new ExpectedViolationCount(expectation, 0, null));
    }
  }

  private static void count(
      Map<ExpectedViolation, ExpectedViolationCount> counts,
      ExpectedViolation expectation,
      ContractViolation violation) {
    counts.computeIfPresent(expectation, (same, before) -> before.plus(violation));
  }

  /** Returns the violations that it keeps, oldest first, without expected ones. */
  public synchronized List<ContractViolation> violations() {
    return List.copyOf(violations);
  }

  /** Returns the number of evicted exchanges. */
  synchronized long evicted() {
    return total - exchanges.size();
  }

  /** Starts to collect new exchanges that may meet a query. */
  synchronized Arrivals arrivals(ExchangeQuery query) {
    Arrivals arrivals = new Arrivals(this, query);
    waiting.add(arrivals);
    return arrivals;
  }

  synchronized void leave(Arrivals arrivals) {
    waiting.remove(arrivals);
  }

  /**
   * Returns the report of violations. It includes requests that got a 409 response without any
   * later request for the same resource. Severities and expected violations are those at the time
   * of each request.
   *
   * @param declared expected violations that are listed even if they did not occur
   */
  public ViolationReport report(List<ExpectedViolation> declared) {
    List<ContractViolation> all;
    List<RecordedExchange> kept;
    Map<ExpectedViolation, ExpectedViolationCount> counts;
    synchronized (this) {
      all = new ArrayList<>(violations);
      counts = new LinkedHashMap<>(expected);
      kept = exchanges();
    }
    declared.forEach(expectation -> declare(counts, expectation));
    for (ContractViolation violation : IgnoredConflicts.in(world, kept)) {
      if (violation.expectedBy() == null) {
        all.add(violation);
      } else {
        count(counts, violation.expectedBy(), violation);
      }
    }
    return ViolationReport.of(all, List.copyOf(counts.values()));
  }

  /** Deletes everything; the next exchange has the number 1. */
  public synchronized void clear() {
    if (listener != JournalListener.NONE && total > 0) {
      report(() -> listener.cleared(world, report(List.of())));
    }
    while (!exchanges.isEmpty()) {
      evictOldest();
    }
    while (!violations.isEmpty()) {
      evictOldestViolation();
    }
    expected.clear();
    total = 0;
  }

  /** Deletes everything. Later exchanges are not charged to the memory of all worlds. */
  public synchronized void close() {
    clear();
    closed = true;
    memory.leave(this);
  }
}
