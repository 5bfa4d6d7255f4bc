package io.customersession.contract.stub.fault;

import io.customersession.contract.stub.memory.Weight;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The requests that a fault is injected into: {@code
 * FaultRule.of(Fault.status(503)).operation("getOrder").times(2)}. Immutable; each method returns a
 * rule with one more condition.
 *
 * @param fault the fault
 * @param operation only requests for the operation with this operationId, or null for all
 * @param resourceId only requests whose path names the resource with this id, or null for all
 * @param method only requests with this HTTP method, or null for all
 * @param path only requests with this path, in which {@code *} stands for any characters, or null
 *     for all
 * @param times the maximum number of injections, or null for no limit
 * @param every only every nth of these requests: with 3, the third, the sixth and so on; 1 for all
 * @param probability the probability of an injection into one of these requests, greater than 0 and
 *     at most 1
 * @param seed the seed of the random numbers; the same seed produces the same sequence
 */
public record FaultRule(
    Fault fault,
    @Nullable String operation,
    @Nullable String resourceId,
    @Nullable String method,
    @Nullable String path,
    @Nullable Integer times,
    int every,
    double probability,
    long seed) {

  private static final int WITHOUT_TEXTS = 500;

  /**
   * Creates a rule.
   *
   * @throws IllegalArgumentException if it could never apply
   */
  public FaultRule {
    Objects.requireNonNull(fault, "fault");
    if (method != null) {
      method = method.toUpperCase(Locale.ROOT);
      if (!method.matches("[A-Z]+")) {
        throw new IllegalArgumentException("method must be an HTTP method, not \"" + method + "\"");
      }
    }
    if (path != null && !path.startsWith("/") && !path.startsWith("*")) {
      throw new IllegalArgumentException("path must start with / or *, not \"" + path + "\"");
    }
    if (times != null && times < 1) {
      throw new IllegalArgumentException("times must be at least 1, not " + times);
    }
    if (every < 1) {
      throw new IllegalArgumentException("every must be at least 1, not " + every);
    }
    if (!(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "probability must be greater than 0 and at most 1, not " + probability);
    }
    if (every > 1 && probability < 1) {
      throw new IllegalArgumentException("every and probability cannot be combined");
    }
  }

  /** Creates a rule for every request that the fault applies to. */
  public static FaultRule of(Fault fault) {
    return new FaultRule(fault, null, null, null, null, null, 1, 1, 0);
  }

  /** Returns this rule for requests to one operation only, by its operationId. */
  public FaultRule operation(String operationId) {
    return new FaultRule(
        fault, operationId, resourceId, method, path, times, every, probability, seed);
  }

  /** Returns this rule for requests only whose path has the id of a resource, such as a session. */
  public FaultRule resourceId(String id) {
    return new FaultRule(fault, operation, id, method, path, times, every, probability, seed);
  }

  /** Returns this rule for requests with one HTTP method only. */
  public FaultRule method(String name) {
    return new FaultRule(fault, operation, resourceId, name, path, times, every, probability, seed);
  }

  /**
   * Returns this rule for requests with a path only, as sent, without the query; {@code *} stands
   * for any characters.
   */
  public FaultRule path(String pattern) {
    return new FaultRule(
        fault, operation, resourceId, method, pattern, times, every, probability, seed);
  }

  /** Returns this rule with a maximum number of injections, at least 1. */
  public FaultRule times(int max) {
    return new FaultRule(fault, operation, resourceId, method, path, max, every, probability, seed);
  }

  /** Returns this rule for every nth request only: with 3, for the third, the sixth and so on. */
  public FaultRule every(int calls) {
    return new FaultRule(
        fault, operation, resourceId, method, path, times, calls, probability, seed);
  }

  /**
   * Returns this rule for a share of the requests only.
   *
   * @param share the probability of an injection, greater than 0 and at most 1
   * @param start the seed of the random numbers; the same seed produces the same sequence
   */
  public FaultRule probability(double share, long start) {
    return new FaultRule(fault, operation, resourceId, method, path, times, every, share, start);
  }

  /** Returns the approximate memory in bytes that it takes. */
  long weight() {
    return WITHOUT_TEXTS
        + Weight.of(operation)
        + Weight.of(resourceId)
        + Weight.of(method)
        + Weight.of(path);
  }

  boolean matches(FaultCall call) {
    return (operation == null || operation.equals(call.operation().id()))
        && (resourceId == null || resourceId.equals(call.resourceId()))
        && (method == null || method.equals(call.method()))
        && (path == null || isLike(path, call.path()))
        && FaultPlan.whyNot(fault, call.operation()) == null;
  }

  /** Compares piece by piece from the left, so that every pattern takes linear time. */
  private static boolean isLike(String pattern, String text) {
    String[] pieces = pattern.split(Pattern.quote("*"), -1);
    if (pieces.length == 1) {
      return pattern.equals(text);
    }
    String last = pieces[pieces.length - 1];
    if (!text.startsWith(pieces[0]) || !text.endsWith(last)) {
      return false;
    }
    int from = pieces[0].length();
    int end = text.length() - last.length();
    for (int i = 1; i < pieces.length - 1; i++) {
      int found = text.indexOf(pieces[i], from);
      if (found < 0) {
        return false;
      }
      from = found + pieces[i].length();
    }
    return from <= end;
  }
}
