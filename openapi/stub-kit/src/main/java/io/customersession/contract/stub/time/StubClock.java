package io.customersession.contract.stub.time;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A clock that can be frozen, set and advanced. By default, it shows the time of its source.
 * Thread-safe.
 */
public final class StubClock extends Clock {
  private static final String OUT_OF_RANGE = "a clock can show the years 1 to 9999 only";

  private final Clock source;
  private final Consumer<Runnable> changes;
  private volatile Setting setting = Setting.NONE;

  /**
   * The difference between the clock and its source.
   *
   * @param offset the time that it is ahead of its source, unless it is frozen
   * @param frozen the time that it shows while it is frozen, or null if it runs
   */
  private record Setting(Duration offset, @Nullable Instant frozen) {
    static final Setting NONE = new Setting(Duration.ZERO, null);

    static Setting frozenAt(Instant time) {
      return new Setting(Duration.ZERO, checked(time));
    }
  }

  /** Creates a clock that shows the time of another. */
  public StubClock(Clock source) {
    this(source, Runnable::run);
  }

  /**
   * Creates a clock that shows the time of another.
   *
   * @param changes runs each change but {@link #restore}, on the same thread, maybe more than once
   */
  public StubClock(Clock source, Consumer<Runnable> changes) {
    this.source = Objects.requireNonNull(source, "source");
    this.changes = Objects.requireNonNull(changes, "changes");
  }

  private void change(Supplier<Setting> next) {
    changes.accept(
        () -> {
          synchronized (this) {
            setting = next.get();
          }
        });
  }

  /** Freezes the clock at its current time, and returns that time. */
  public Instant freeze() {
    Instant[] time = new Instant[1];
    change(
        () -> {
          time[0] = instant();
          return Setting.frozenAt(time[0]);
        });
    return time[0];
  }

  /**
   * Freezes the clock at a time, and returns it.
   *
   * @throws IllegalArgumentException if the time is not in the years 1 to 9999, which is all that
   *     responses can show
   */
  public Instant freezeAt(Instant time) {
    change(() -> Setting.frozenAt(time));
    return time;
  }

  /**
   * Sets the clock. A frozen clock stays frozen; a running clock continues from there.
   *
   * @throws IllegalArgumentException if the time is not in the years 1 to 9999
   */
  public void set(Instant time) {
    change(() -> at(time));
  }

  private Setting at(Instant time) {
    return setting.frozen() == null
        ? new Setting(Duration.between(source.instant(), checked(time)), null)
        : Setting.frozenAt(time);
  }

  /**
   * Advances the clock.
   *
   * @param time the time to advance by; a negative one turns the clock back
   * @throws IllegalArgumentException if it would leave the years 1 to 9999
   */
  public void advance(Duration time) {
    change(
        () -> {
          try {
            return at(instant().plus(time));
          } catch (ArithmeticException | DateTimeException e) {
            throw new IllegalArgumentException(OUT_OF_RANGE, e);
          }
        });
  }

  /** Lets the clock run from the time that it shows. */
  public void resume() {
    change(() -> new Setting(Duration.between(source.instant(), instant()), null));
  }

  /** Makes the clock show the time of its source again. */
  public void reset() {
    change(() -> Setting.NONE);
  }

  /**
   * Returns the setting of the clock as a text that {@link #restore} reads: the time at which it is
   * frozen, or the time that it is ahead of its source, such as {@code 2026-11-28T10:00:00Z} and
   * {@code PT1H}.
   */
  public String text() {
    Setting now = setting;
    return String.valueOf(now.frozen() == null ? now.offset() : now.frozen());
  }

  /**
   * Sets the clock as it was when its {@link #text} was read.
   *
   * @throws IllegalArgumentException if the text is not that of a clock
   */
  public synchronized void restore(String text) {
    try {
      setting =
          text.startsWith("P")
              ? new Setting(Duration.parse(text), null)
              : Setting.frozenAt(Instant.parse(text));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("\"" + text + "\" is not the setting of a clock", e);
    }
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
