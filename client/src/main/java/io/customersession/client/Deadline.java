package io.customersession.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The moment at which a call is over with all attempts, waits and confirming reads. */
final class Deadline {
  private static final Deadline NEVER = new Deadline(null, 0);

  private final @Nullable Duration whole;
  private final long end;

  private Deadline(@Nullable Duration whole, long end) {
    this.whole = whole;
    this.end = end;
  }

  /** Returns the deadline of a call that begins now; without a duration there is none. */
  static Deadline startingNow(@Nullable Duration whole) {
    return whole == null ? NEVER : new Deadline(whole, System.nanoTime() + nanos(whole));
  }

  static Duration checked(Duration deadline) {
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("deadline must be positive");
    }
    return deadline;
  }

  /** Returns how much time is left, or null if there is no deadline. */
  @Nullable Duration left() {
    return whole == null ? null : Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  /** Returns whether a wait would last until the deadline or longer. */
  boolean isBefore(Duration wait) {
    Duration left = left();
    return left != null && wait.compareTo(left) >= 0;
  }

  /** Returns the whole time allowed. */
  @Override
  public String toString() {
    return "deadline of " + whole;
  }

  /** A century is as good as longer, which a long could not count. */
  private static long nanos(Duration duration) {
    Duration century = Duration.ofDays(36_500);
    return duration.compareTo(century) < 0 ? duration.toNanos() : century.toNanos();
  }
}
