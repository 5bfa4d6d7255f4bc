package io.customersession.stub.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the newest exchanges, and the newest violations, up to a bound in number and in bytes. Safe
 * for use by several threads.
 */
public final class Journal {
  private final Limits limits;
  private final Deque<RecordedExchange> exchanges = new ArrayDeque<>();
  private final Pages pages = new Pages();
  private final Deque<ContractViolation> violations = new ArrayDeque<>();
  private final Map<ExpectedViolation, ExpectedViolationCount> expected = new LinkedHashMap<>();
  private long weight;
  private long answered;

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

  /** Makes an empty journal. */
  public Journal(Limits limits) {
    this.limits = limits;
  }

  /** Puts down an exchange; the oldest go if there are too many. */
  public void add(Recording recording, int status, Map<String, String> headers, byte[] body) {
    byte[] head = limits.exchanges() == 0 ? new byte[0] : recording.head();
    synchronized (this) {
      answered++;
      for (ExpectedViolation each : recording.expected()) {
        declare(expected, each);
      }
      for (ContractViolation violation : recording.violations()) {
        if (violation.expectedBy() == null) {
          violations.addLast(violation);
        } else {
          count(expected, violation.expectedBy(), violation);
        }
      }
      while (violations.size() > limits.violations()) {
        violations.removeFirst();
      }
      notifyAll();
      if (limits.exchanges() == 0) {
        return;
      }
      RecordedExchange exchange =
          recording.answered(
              answered, status, headers, RecordedTexts.on(pages, head, recording.body(), body));
      exchanges.addLast(exchange);
      weight += exchange.weight();
      while (exchanges.size() > limits.exchanges()
          || (weight > limits.bytes() && exchanges.size() > 1)) {
        forgetOldest();
      }
    }
  }

  private void forgetOldest() {
    RecordedExchange oldest = exchanges.removeFirst();
    weight -= oldest.weight();
    oldest.texts().forget(pages);
  }

  /** Returns the exchanges kept, oldest first. */
  public synchronized List<RecordedExchange> exchanges() {
    exchanges.forEach(exchange -> exchange.texts().show());
    return List.copyOf(exchanges);
  }

  /**
   * Looks for exchanges: {@code
   * journal.find().operation("getCustomerSession").status(200).count()}.
   */
  public ExchangeQuery find() {
    return new ExchangeQuery(this, List.of());
  }

  /** Returns how many exchanges there have been, those no longer kept included. */
  public synchronized long answered() {
    return answered;
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
    return answered - exchanges.size();
  }

  /**
   * Waits for an exchange.
   *
   * @param seen how many there had been when the journal was looked at last, or -1 to look at once
   * @param nanos how long to wait at most
   * @return how many there have been, or -1 if no other came in time or the thread was interrupted
   */
  synchronized long awaitNext(long seen, long nanos) {
    long end = System.nanoTime() + nanos;
    try {
      while (answered == seen) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return -1;
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
    return answered;
  }

  /**
   * Returns what calls did against the contract, those included that only show when all is done: a
   * call that was answered with 409, and nothing came after it for the same session. How much a
   * rule mattered, and what was expected, at the time of a call counts.
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
    violations.clear();
    expected.clear();
    answered = 0;
  }
}
