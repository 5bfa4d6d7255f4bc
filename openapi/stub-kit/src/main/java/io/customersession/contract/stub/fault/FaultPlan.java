package io.customersession.contract.stub.fault;

import io.customersession.contract.operation.Operation;
import io.customersession.contract.stub.memory.MemoryBudget;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The faults of one world. Faults that a request asks for in a header replace all others.
 * Otherwise, magic values in the request come first, then rules in the order in which they were
 * added. The first delay and the first other fault are injected. Thread-safe.
 */
public final class FaultPlan {
  /** The maximum number of rules at a time. */
  public static final int MAX_RULES = 1_000;

  private final Consumer<Runnable> changes;
  private final List<? extends Operation> operations;
  private final boolean magicAtFirst;
  private final List<Planned> rules = new CopyOnWriteArrayList<>();
  private final MagicValues magic;
  private final MemoryBudget.Account memory;
  // Random is slow but has the same sequence on every JDK.
  private Random random = new Random(0);
  private long last;
  private volatile boolean magicValues;

  /**
   * A rule of the plan.
   *
   * @param number the number that identifies it
   * @param rule the rule
   * @param matched the number of requests so far that it applies to
   * @param fired the number of requests so far that the fault was injected into
   */
  public record Entry(long number, FaultRule rule, long matched, long fired) {}

  /**
   * Creates a plan without rules, whose memory is not bounded.
   *
   * @param operations all operations of the API
   * @param magicValues true if values in requests may ask for faults
   */
  public FaultPlan(List<? extends Operation> operations, boolean magicValues) {
    this(operations, magicValues, MemoryBudget.unbounded().account());
  }

  /**
   * Creates a plan without rules.
   *
   * @param operations all operations of the API
   * @param magicValues true if values in requests may ask for faults
   * @param memory the memory of rules and counted values
   */
  public FaultPlan(
      List<? extends Operation> operations, boolean magicValues, MemoryBudget.Account memory) {
    this(operations, magicValues, memory, Runnable::run);
  }

  /**
   * Creates a plan without rules.
   *
   * @param operations all operations of the API
   * @param magicValues true if values in requests may ask for faults
   * @param memory the memory of rules and counted values
   * @param changes runs each change of {@code magicValues} on the same thread, maybe more than once
   */
  public FaultPlan(
      List<? extends Operation> operations,
      boolean magicValues,
      MemoryBudget.Account memory,
      Consumer<Runnable> changes) {
    this.changes = changes;
    this.operations = operations;
    this.memory = memory;
    this.magic = new MagicValues(memory);
    this.magicAtFirst = magicValues;
    this.magicValues = magicValues;
  }

  /**
   * Adds a fault for every request that it can be injected into, and returns the number of its
   * rule.
   */
  public long add(Fault fault) {
    return add(FaultRule.of(fault));
  }

  /**
   * Adds a rule after the existing ones, and returns its number.
   *
   * @throws IllegalArgumentException if there is no such operation, or the fault does not apply to
   *     it
   * @throws IllegalStateException if there are {@value #MAX_RULES}
   * @throws io.customersession.contract.stub.memory.StoreFullException if there is not enough
   *     memory
   */
  public synchronized long add(FaultRule rule) {
    requirePossible(rule);
    if (rules.size() >= MAX_RULES) {
      throw new IllegalStateException("there are " + MAX_RULES + " faults already; remove some");
    }
    memory.change(rule.weight());
    last++;
    rules.add(new Planned(last, rule));
    return last;
  }

  private void requirePossible(FaultRule rule) {
    String id = rule.operation();
    if (id == null) {
      return;
    }
    Operation operation =
        operations.stream()
            .filter(each -> each.id().equals(id))
            .findAny()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "operation must be an operationId of the document, not \"" + id + "\""));
    String reason = whyNot(rule.fault(), operation);
    if (reason != null) {
      throw new IllegalArgumentException(reason);
    }
  }

  /** Returns the rules in their order, including those that can no longer apply. */
  public synchronized List<Entry> rules() {
    return rules.stream()
        .map(rule -> new Entry(rule.number, rule.rule, rule.matched, rule.fired))
        .toList();
  }

  /** Removes a rule, and returns true if there was one of that number. */
  public synchronized boolean remove(long number) {
    return rules.removeIf(
        rule -> {
          if (rule.number == number) {
            memory.change(-rule.rule.weight());
          }
          return rule.number == number;
        });
  }

  /** Removes all rules. */
  public synchronized void clear() {
    rules.forEach(rule -> memory.change(-rule.rule.weight()));
    rules.clear();
  }

  /** Returns true if values in requests may ask for faults. */
  public boolean magicValues() {
    return magicValues;
  }

  /** Sets whether values in requests may ask for faults. */
  public void magicValues(boolean on) {
    changes.accept(() -> magicValues = on);
  }

  /** Removes all rules and numbers new ones from 1 again. */
  public synchronized void reset() {
    clear();
    magic.forget();
    random = new Random(0);
    last = 0;
    magicValues = magicAtFirst;
  }

  /**
   * Selects the faults of a request, and counts it.
   *
   * @throws IllegalArgumentException if it asks for a fault that does not apply to it; nothing is
   *     counted then
   */
  public FiredFaults fire(FaultCall call) {
    if (call.requested() != null) {
      return requested(call.requested(), call.operation());
    }
    List<MagicValues.Found> found = magicValues ? MagicValues.in(call) : List.of();
    if (found.isEmpty() && rules.isEmpty()) {
      return FiredFaults.NONE;
    }
    synchronized (this) {
      Firing firing = new Firing();
      for (MagicValues.Found value : found) {
        if (whyNot(value.fault(), call.operation()) == null && magic.isDue(value)) {
          firing.take(value.fault(), random, "value " + value.value());
        }
      }
      for (Planned planned : rules) {
        if (firing.wants(planned.rule.fault()) && planned.isDue(call)) {
          firing.take(planned.rule.fault(), planned.random, "rule " + planned.number);
        }
      }
      return firing.result();
    }
  }

  private synchronized FiredFaults requested(List<Fault> faults, Operation operation) {
    Firing firing = new Firing();
    for (Fault fault : faults) {
      String reason = whyNot(fault, operation);
      if (reason != null) {
        throw new IllegalArgumentException(reason);
      }
      firing.take(fault, random, "header");
    }
    return firing.result();
  }

  /** Returns why a fault does not apply to an operation, or null if it does. */
  static @Nullable String whyNot(Fault fault, Operation operation) {
    if (fault instanceof Fault.Conflict && !operation.declaresError(409)) {
      return "fault \"conflict\" does not apply to "
          + operation
          + ": the document declares no 409 response";
    }
    if ((fault instanceof Fault.Truncate || fault instanceof Fault.Malformed)
        && !hasResponseBody(operation)) {
      return "fault \"" + fault + "\" does not apply to " + operation + ": it has no response body";
    }
    return null;
  }

  private static boolean hasResponseBody(Operation operation) {
    return operation.responseBody() != null
        || operation.definition().responses().stream()
            .anyMatch(each -> each.body() != null && !isError(each.key()));
  }

  private static boolean isError(String key) {
    return key.startsWith("4") || key.startsWith("5");
  }

  /** A rule and its counts. */
  private static final class Planned {
    private final long number;
    private final FaultRule rule;
    private final Random random;
    private long matched;
    private long fired;

    Planned(long number, FaultRule rule) {
      this.number = number;
      this.rule = rule;
      this.random = new Random(rule.seed());
    }

    boolean isDue(FaultCall call) {
      if (!rule.matches(call) || (rule.times() != null && fired >= rule.times())) {
        return false;
      }
      matched++;
      boolean due =
          matched % rule.every() == 0
              && (rule.probability() == 1 || random.nextDouble() < rule.probability());
      fired += due ? 1 : 0;
      return due;
    }
  }

  /** Collects the faults of one request. */
  private static final class Firing {
    private final StringJoiner description = new StringJoiner(", ");
    private @Nullable Duration delay;
    private @Nullable Fault other;

    boolean wants(Fault fault) {
      return fault instanceof Fault.Delay ? delay == null : other == null;
    }

    void take(Fault fault, Random random, String cause) {
      if (!wants(fault)) {
        return;
      }
      if (fault instanceof Fault.Delay late) {
        delay = late.draw(random);
        description.add("delay=" + FaultText.of(delay) + " by " + cause);
      } else {
        other = fault;
        description.add(fault + " by " + cause);
      }
    }

    FiredFaults result() {
      return delay == null && other == null
          ? FiredFaults.NONE
          : new FiredFaults(delay == null ? Duration.ZERO : delay, other, description.toString());
    }
  }
}
