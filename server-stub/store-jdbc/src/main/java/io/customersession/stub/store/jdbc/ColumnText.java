package io.customersession.stub.store.jdbc;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values as texts in columns. */
final class ColumnText {
  /** Before the four hexadecimal digits of a character that a column cannot hold. */
  private static final char ESCAPE = '\u0001';

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final int MAX_YEAR = 9999;
  private static final long EXPONENT_OF_ZERO = 5_000_000_000L;

  private ColumnText() {}

  /** Returns a text that PostgreSQL can hold; different texts stay different. */
  static String escaped(String text) {
    int i = 0;
    while (i < text.length() && isPlain(text, i)) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPlain(text, i)) {
        escaped.append(c);
      } else {
        escaped.append(ESCAPE).append(String.format(Locale.ROOT, "%04x", (int) c));
      }
    }
    return escaped.toString();
  }

  /** Returns the text that was escaped. */
  static String unescaped(String column) {
    if (column.indexOf(ESCAPE) < 0) {
      return column;
    }
    StringBuilder text = new StringBuilder(column.length());
    for (int i = 0; i < column.length(); i++) {
      if (column.charAt(i) == ESCAPE) {
        text.append((char) Integer.parseInt(column.substring(i + 1, i + 5), 16));
        i += 4;
      } else {
        text.append(column.charAt(i));
      }
    }
    return text.toString();
  }

  /** Returns false for what UTF-8 or PostgreSQL does not have: half a character, and U+0000. */
  private static boolean isPlain(String text, int i) {
    char c = text.charAt(i);
    if (c <= ESCAPE) {
      return false;
    }
    if (Character.isHighSurrogate(c)) {
      return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
    }
    return !Character.isLowSurrogate(c) || (i > 0 && Character.isHighSurrogate(text.charAt(i - 1)));
  }

  /** Returns a text that sorts like the time. */
  static String of(Instant time) {
    // Only a filter can be later, as 23:59 of the last day west of Greenwich.
    return time.atOffset(ZoneOffset.UTC).getYear() > MAX_YEAR ? "~" : TIME.format(time);
  }

  /** Returns the time of a text. */
  static Instant time(String column) {
    return TIME.parse(column, Instant::from);
  }

  /** Returns a text that sorts like the number, to any digit. */
  static String sortable(BigDecimal number) {
    if (number.signum() == 0) {
      return "1";
    }
    BigDecimal positive = number.abs().stripTrailingZeros();
    String digits = positive.unscaledValue().toString();
    long exponent = (long) digits.length() - positive.scale();
    String key = String.format(Locale.ROOT, "%011d", exponent + EXPONENT_OF_ZERO) + digits;
    return number.signum() > 0 ? "2" + key : "0" + complement(key) + "~";
  }

  private static String complement(String digits) {
    StringBuilder complement = new StringBuilder(digits.length());
    for (int i = 0; i < digits.length(); i++) {
      complement.append((char) ('0' + '9' - digits.charAt(i)));
    }
    return complement.toString();
  }

  /** Returns the text of a number, or null if there is none. */
  static @Nullable String of(@Nullable BigDecimal number) {
    return number == null ? null : number.toString();
  }
}
