package io.customersession.contract.stub.time;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The time as responses show it: UTC, in whole microseconds, in the years 1 to 9999. Every time
 * that comes in from outside is checked here, once.
 */
public final class Moment {
  /** The error of a time that responses cannot show, after its name. */
  public static final String OUT_OF_RANGE = "must be in the years 1 to 9999 in UTC";

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private Moment() {}

  /** Returns the time now. */
  public static OffsetDateTime now(Clock clock) {
    return of(OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
  }

  /** Returns true if responses can show a time. */
  public static boolean isInRange(Instant time) {
    return time.equals(within(time));
  }

  /** Returns true if responses can show a time. */
  public static boolean isInRange(OffsetDateTime time) {
    return isInRange(time.toInstant().truncatedTo(ChronoUnit.MICROS));
  }

  /** Returns a time, or the first or last one that responses can show if it is before or after. */
  static Instant within(Instant time) {
    return time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
  }

  /** Returns a time as responses show it; it must be {@linkplain #isInRange in range}. */
  public static OffsetDateTime of(OffsetDateTime time) {
    return time.withOffsetSameInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }

  /** Returns the later of two times. */
  public static OffsetDateTime later(OffsetDateTime one, OffsetDateTime other) {
    return one.isBefore(other) ? other : one;
  }
}
