package io.customersession.stub.time;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The time as answers show it: UTC, in whole microseconds. */
public final class Moment {
  private Moment() {}

  /** Returns the time now. */
  public static OffsetDateTime now(Clock clock) {
    return of(OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
  }

  /** Returns a time as answers show it. */
  public static OffsetDateTime of(OffsetDateTime time) {
    return time.withOffsetSameInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }

  /** Returns the later of two times. */
  public static OffsetDateTime later(OffsetDateTime one, OffsetDateTime other) {
    return one.isBefore(other) ? other : one;
  }
}
