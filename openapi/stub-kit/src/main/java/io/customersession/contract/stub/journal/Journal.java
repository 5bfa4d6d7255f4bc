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

/**
 * Keeps the newest exchanges, and the newest violations, up to a bound in number and in bytes. Safe
 * for use by several threads.
 */
public final class Journal {
  private final Limits limits;
  private final Deque<RecordedExchange> exchanges = new ArrayDeque<>();
  private final Deque<ContractViolation> violations = new ArrayDeque<>();
  private final Map<ExpectedViolation, ExpectedViolationCount> expected = new LinkedHashMap<>();
  private final JournalMemory memory;
  private final Set<Arrivals> waiting = new LinkedHashSet<>();
  private long weightOfViolations;
  private volatile long weight;
  private long total;
  private boolean closed;

  /**
   * How much is kept.
   *
   * @param exchanges how many exchanges, 0 or more
   * @param bytes how many bytes exchanges may take together, about; the newest is kept in any case
   * @param violations how many violations, 0 or more
   */
  public record Limits(int exchanges, long bytes, int violations) {
    /** Makes limits; none may be negative. */
    public Limits {
      if (exchanges < 0 || bytes < 0 || violations < 0) {
        throw new IllegalArgumentException("the limits of a journal must not be negative");
      }
    }
  }

  /**
   * Makes an empty journal.
   *
   * @param memory what the journals of all worlds take their memory from
   */
  public Journal(Limits limits, JournalMemory memory) {
    this.limits = limits;
    this.memory = memory;
  }

  /**
   * Records an exchange, unless it began before a reset or restore; the oldest are dropped if there
   * are too many.
   *
   * @return whether it was recorded
   */
  public boolean add(Recording recording, int status, Map<String, String> headers, byte[] body) {
    byte[] head = limits.exchanges() == 0 ? new byte[0] : recording.head();
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
      for (ContractViolation violation : recording.violations()) {
        if (violation.expectedBy() == null) {
          violations.addLast(violation);
          weigh(violation.weight());
          weightOfViolations += violation.weight();
        } else {
          count(expected, violation.expectedBy(), violation);
        }
      }
      while (violations.size() > limits.violations()) {
        forgetOldestViolation();
      }
      if (limits.exchanges() > 0) {
        added = keep(recording, status, headers, head, body);
        watchers = waiting.isEmpty() ? List.of() : List.copyOf(waiting);
      }
    }
    memory.trim();
    if (added != null && !watchers.isEmpty()) {
      // Without the lock, and read once for all that wait.
      Examined examined = new Examined(added);
      watchers.forEach(each -> each.offer(examined));
    }
    return true;
  }

  private RecordedExchange keep(
      Recording recording, int status, Map<String, String> headers, byte[] head, byte[] body) {
    RecordedExchange exchange =
        recording.completed(
            total, status, headers, new RecordedTexts(head, recording.body(), body));
    exchanges.addLast(exchange);
    weigh(exchange.weight());
    while (exchanges.size() > limits.exchanges()
        || (weight - weightOfViolations > limits.bytes() && exchanges.size() > 1)) {
      forgetOldest();
    }
    return exchange;
  }

  private void forgetOldest() {
    RecordedExchange oldest = exchanges.removeFirst();
    weigh(-oldest.weight());
  }

  private void forgetOldestViolation() {
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

  /** Returns about how many bytes the journal takes. */
  long weight() {
    return weight;
  }

  /**
   * Forgets the oldest of that which takes most, the exchanges or the violations.
   *
   * @return whether there was anything
   */
  synchronized boolean forgetSomething() {
    if (weightOfViolations > weight - weightOfViolations) {
      forgetOldestViolation();
      return true;
    }
    if (!exchanges.isEmpty()) {
      forgetOldest();
      return true;
    }
    return false;
  }

  /** Returns the exchanges kept, oldest first. */
  public synchronized List<RecordedExchange> exchanges() {
    return List.copyOf(exchanges);
  }

  /** Looks for exchanges: {@code journal.find().operation("getOrder").status(200).count()}. */
  public ExchangeQuery find() {
    return new ExchangeQuery(this, List.of());
  }

  /** Returns how many exchanges there have been, those no longer kept included. */
  public synchronized long total() {
    return total;
  }

  /** Puts down an expectation, which may turn out never to be met. */
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

  /** Returns the violations kept, oldest first, but for expected ones, which are only counted. */
  public synchronized List<ContractViolation> violations() {
    return List.copyOf(violations);
  }

  /** Returns how many exchanges are no longer kept. */
  synchronized long forgotten() {
    return total - exchanges.size();
  }

  /** Collects the exchanges that come from now on and may meet a query. */
  synchronized Arrivals arrivals(ExchangeQuery query) {
    Arrivals arrivals = new Arrivals(this, query);
    waiting.add(arrivals);
    return arrivals;
  }

  synchronized void leave(Arrivals arrivals) {
    waiting.remove(arrivals);
  }

  /**
   * Returns what calls did against the contract, those included that only show when all is done: a
   * call that got a 409 response, and nothing came after it for the same resource. How much a rule
   * mattered, and what was expected, at the time of a call counts.
   *
   * @param declared expectations to list even if no call met them
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
    for (ContractViolation violation : IgnoredConflicts.in(kept)) {
      if (violation.expectedBy() == null) {
        all.add(violation);
      } else {
        count(counts, violation.expectedBy(), violation);
      }
    }
    return ViolationReport.of(all, List.copyOf(counts.values()));
  }

  /** Forgets everything and counts from 1 again. */
  public synchronized void clear() {
    while (!exchanges.isEmpty()) {
      forgetOldest();
    }
    while (!violations.isEmpty()) {
      forgetOldestViolation();
    }
    expected.clear();
    total = 0;
  }

  /** Forgets everything; what comes later takes no memory from that of all worlds. */
  public synchronized void close() {
    clear();
    closed = true;
    memory.leave(this);
  }
}
