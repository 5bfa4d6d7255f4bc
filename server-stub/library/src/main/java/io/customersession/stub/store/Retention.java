package io.customersession.stub.store;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a store keeps sessions and profiles after their last change, by the clock of the
 * machine. A session is deleted within two hours after that, and so is a profile that has no
 * sessions, with its redemption counters. Other redemption counters stay as they are.
 *
 * @param time at least an hour and a multiple of one, or zero to keep everything
 */
public record Retention(Duration time) {
  /** Keeps everything. */
  public static final Retention FOREVER = new Retention(Duration.ZERO);

  /** The requirement for a text, to follow the name of a setting. */
  public static final String RULE =
      "must be forever, or a number of days or hours such as 30d or 12h";

  private static final String FOREVER_TEXT = "forever";
  private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,5})([dh])");
  private static final int HOURS_OF_DAY = 24;

  /**
   * Creates a retention.
   *
   * @throws IllegalArgumentException if the time is negative, or not a multiple of one hour
   */
  public Retention {
    if (time.isNegative() || !time.equals(Duration.ofHours(time.toHours()))) {
      throw new IllegalArgumentException("retain must be a number of hours, at least 0");
    }
  }

  /** Returns the retention of a text, or null if the text breaks the {@link #RULE}. */
  public static @Nullable Retention parse(String text) {
    if (text.equals(FOREVER_TEXT)) {
      return FOREVER;
    }
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    int number = Integer.parseInt(matcher.group(1));
    return new Retention(
        matcher.group(2).equals("d") ? Duration.ofDays(number) : Duration.ofHours(number));
  }

  /** Returns true if every session and profile is kept. */
  public boolean isForever() {
    return time.isZero();
  }

  /** Returns the hour of a time, counted from 1970, which stores keep for a change. */
  public static long hour(Instant time) {
    return Duration.ofSeconds(time.getEpochSecond()).toHours();
  }

  /** Returns the first hour whose changes are kept. */
  public long firstKeptHour(Instant now) {
    return hour(now.minus(time));
  }

  /** Returns a text such as {@code 30d}. */
  @Override
  public String toString() {
    long hours = time.toHours();
    return isForever()
        ? FOREVER_TEXT
        : hours % HOURS_OF_DAY == 0 ? hours / HOURS_OF_DAY + "d" : hours + "h";
  }
}
