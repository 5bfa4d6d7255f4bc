package io.customersession.contract.stub.time;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A clock that can be frozen, set and advanced. By default, it shows the time of its source.
 * Thread-safe.
 */
public final class StubClock extends Clock {
  private static final String OUT_OF_RANGE = "a clock can show the years 1 to 9999 only";

  private final Clock source;
  private volatile Setting setting = new Setting(Duration.ZERO, null);

  /**
   * The difference between the clock and its source.
   *
   * @param offset the time that it is ahead of its source, unless it is frozen
   * @param frozen the time that it shows while it is frozen, or null if it runs
   */
  private record Setting(Duration offset, @Nullable Instant frozen) {}

  /** Creates a clock that shows the time of another. */
  public StubClock(Clock source) {
    this.source = Objects.requireNonNull(source, "source");
  }

  /** Freezes the clock at its current time, and returns that time. */
  public synchronized Instant freeze() {
    return freezeAt(instant());
  }

  /**
   * Freezes the clock at a time, and returns it.
   *
   * @throws IllegalArgumentException if the time is not in the years 1 to 9999, which is all that
   *     responses can show
   */
  public synchronized Instant freezeAt(Instant time) {
    setting = new Setting(Duration.ZERO, checked(time));
    return time;
  }

  /**
   * Sets the clock. A frozen clock stays frozen; a running clock continues from there.
   *
   * @throws IllegalArgumentException if the time is not in the years 1 to 9999
   */
  public synchronized void set(Instant time) {
    checked(time);
    setting =
        setting.frozen() == null
            ? new Setting(Duration.between(source.instant(), time), null)
            : new Setting(Duration.ZERO, time);
  }

  /**
   * Advances the clock.
   *
   * @param time the time to advance by; a negative one turns the clock back
   * @throws IllegalArgumentException if it would leave the years 1 to 9999
   */
  public synchronized void advance(Duration time) {
    Instant moved;
    try {
      moved = instant().plus(time);
    } catch (ArithmeticException | DateTimeException e) {
      throw new IllegalArgumentException(OUT_OF_RANGE, e);
    }
    set(moved);
  }

  /** Lets the clock run from the time that it shows. */
  public synchronized void resume() {
    setting = new Setting(Duration.between(source.instant(), instant()), null);
  }

  /** Makes the clock show the time of its source again. */
  public synchronized void reset() {
    setting = new Setting(Duration.ZERO, null);
  }

  /** Returns true if the clock is frozen. */
  public boolean isFrozen() {
    return setting.frozen() != null;
  }

  private static Instant checked(Instant time) {
    if (!Moment.isInRange(time)) {
      throw new IllegalArgumentException(OUT_OF_RANGE);
    }
    return time;
  }

  /** Returns the time. A clock that runs past the year 9999 stays at its end. */
  @Override
  public Instant instant() {
    Setting now = setting;
    if (now.frozen() != null) {
      return now.frozen();
    }
    try {
      return Moment.within(source.instant().plus(now.offset()));
    } catch (ArithmeticException | DateTimeException e) {
      return Moment.within(now.offset().isNegative() ? Instant.MIN : Instant.MAX);
    }
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    // The stub shows every time in UTC.
    return this;
  }
}
