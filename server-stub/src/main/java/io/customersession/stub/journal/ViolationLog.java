package io.customersession.stub.journal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Keeps the newest violations, up to a bound. */
public final class ViolationLog {
  private final int most;
  private final Deque<ContractViolation> kept = new ArrayDeque<>();

  /** Makes a log that keeps so many violations at most. */
  public ViolationLog(int most) {
    this.most = most;
  }

  /** Adds a violation; the oldest goes if there are too many. */
  public synchronized void add(ContractViolation violation) {
    if (most == 0) {
      return;
    }
    if (kept.size() == most) {
      kept.removeFirst();
    }
    kept.addLast(violation);
  }

  /** Returns what is kept, oldest first. */
  public synchronized List<ContractViolation> all() {
    return List.copyOf(kept);
  }

  /** Forgets everything. */
  public synchronized void clear() {
    kept.clear();
  }
}
