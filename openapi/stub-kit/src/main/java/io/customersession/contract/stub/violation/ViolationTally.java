package io.customersession.contract.stub.violation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts violations by kind and caller, however many there are. It keeps the first violation of
 * 1,000 kinds; violations of further kinds are only counted. Thread-safe.
 */
public final class ViolationTally {
  private static final int MAX_KINDS = 1_000;

  private final Map<RepeatedViolation.Group, RepeatedViolation> kinds = new LinkedHashMap<>();
  private final Map<ExpectedViolation, ExpectedViolationCount> expected = new LinkedHashMap<>();
  private long otherErrors;
  private long otherWarnings;

  /** Creates an empty tally. */
  public ViolationTally() {}

  /** Counts a violation, whether it was expected or not. */
  public synchronized void add(ContractViolation violation) {
    ExpectedViolation expectedBy = violation.expectedBy();
    if (expectedBy != null) {
      add(new ExpectedViolationCount(expectedBy, 1, violation));
      return;
    }
    RepeatedViolation.Group group = RepeatedViolation.Group.of(violation);
    RepeatedViolation known = kinds.get(group);
    if (known != null || kinds.size() < MAX_KINDS) {
      kinds.put(
          group,
          known == null
              ? new RepeatedViolation(violation, 1)
              : new RepeatedViolation(known.first(), known.count() + 1));
    } else if (violation.severity() == Severity.ERROR) {
      otherErrors++;
    } else {
      otherWarnings++;
    }
  }

  /** Adds the count of an expected violation, which may be 0. */
  public synchronized void add(ExpectedViolationCount count) {
    if (expected.containsKey(count.expected()) || expected.size() < MAX_KINDS) {
      expected.merge(count.expected(), count, ExpectedViolationCount::plus);
    }
  }

  /** Returns the report of everything counted so far. */
  public synchronized ViolationReport report() {
    return ViolationReport.ofKinds(
        new ArrayList<>(kinds.values()),
        List.copyOf(expected.values()),
        otherErrors,
        otherWarnings);
  }
}
