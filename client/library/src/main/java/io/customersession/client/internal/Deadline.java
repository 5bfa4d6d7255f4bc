package io.customersession.client.internal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The time by which a call, including retries, waits and confirming reads, must be finished. */
public final class Deadline {
  private static final Deadline NONE = new Deadline(null, 0);

  /** Long enough to be no limit, and short enough that its nanoseconds fit into a long. */
  private static final Duration CENTURY = Duration.ofDays(36_500);

  private final @Nullable Duration limit;
  private final long end;

  private Deadline(@Nullable Duration limit, long end) {
    this.limit = limit;
    this.end = end;
  }

  /** Returns the deadline of a call that starts now; if the limit is null, there is none. */
  static Deadline startingNow(@Nullable Duration limit) {
    return limit == null ? NONE : new Deadline(limit, System.nanoTime() + nanos(limit));
  }

  /**
   * Returns the given limit.
   *
   * @throws IllegalArgumentException if it is zero or negative
   */
  public static Duration requirePositive(Duration deadline) {
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("deadline must be positive");
    }
    return deadline;
  }

  /** Returns the remaining time, at least zero, or null if there is no deadline. */
  @Nullable Duration remaining() {
    return limit == null ? null : Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  /** Returns true if the deadline would pass during the wait. */
  boolean passesDuring(Duration wait) {
    Duration remaining = remaining();
    return remaining != null && wait.compareTo(remaining) >= 0;
  }

  /** Returns the limit as text. */
  @Override
  public String toString() {
    return "deadline of " + limit;
  }

  private static long nanos(Duration duration) {
    return duration.compareTo(CENTURY) < 0 ? duration.toNanos() : CENTURY.toNanos();
  }
}
