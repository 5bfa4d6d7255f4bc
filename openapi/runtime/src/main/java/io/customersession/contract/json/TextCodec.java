package io.customersession.contract.json;

import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A value that JSON writes as a text of a certain format. */
final class TextCodec<T> implements ScalarCodec<T> {
  /** The format: how a value reads and is written. */
  interface Format<T> {
    String description();

    T parse(String text);

    String format(T value);
  }

  static final Format<OffsetDateTime> DATE_TIME = new DateTimeFormat();

  static final Format<LocalDate> DATE =
      new Format<LocalDate>() {
        @Override
        public String description() {
          return "a day such as 2026-01-31";
        }

        @Override
        public LocalDate parse(String text) {
          return LocalDate.parse(text);
        }

        @Override
        public String format(LocalDate value) {
          return value.toString();
        }
      };

  static final Format<java.util.UUID> UUID =
      new Format<java.util.UUID>() {
        @Override
        public String description() {
          return "a UUID";
        }

        @Override
        public java.util.UUID parse(String text) {
          java.util.UUID uuid = java.util.UUID.fromString(text);
          if (text.length() != 36) {
            throw new IllegalArgumentException("shortened");
          }
          return uuid;
        }

        @Override
        public String format(java.util.UUID value) {
          return value.toString();
        }
      };

  private final String schemaPath;
  private final Format<T> format;

  TextCodec(String schemaPath, Format<T> format) {
    this.schemaPath = schemaPath;
    this.format = format;
  }

  @Override
  public TextCodec<T> under(String location) {
    return new TextCodec<>(Codecs.under(location, schemaPath), format);
  }

  @Override
  public @Nullable T read(JsonInput in) {
    String text = in.string(schemaPath);
    return text == null ? null : parse(text, in.violations());
  }

  @Override
  public void write(JsonOutput out, T value) {
    out.value(format.format(value));
  }

  @Override
  public void check(T value, Violations violations) {}

  @Override
  public @Nullable T parse(String text, Violations violations) {
    try {
      return format.parse(text);
    } catch (DateTimeException | IllegalArgumentException e) {
      violations.add(
          Rule.FORMAT, schemaPath, violations.subject() + " must be " + format.description());
      return null;
    }
  }

  @Override
  public String format(T value) {
    return format.format(value);
  }

  /**
   * RFC 3339, with seconds always written and at least microseconds, as every kind of client reads
   * it.
   */
  private static final class DateTimeFormat implements Format<OffsetDateTime> {
    private static final DateTimeFormatter WRITER =
        new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 6, 9, true)
            .appendOffset("+HH:MM", "Z")
            .toFormatter(java.util.Locale.ROOT);

    // Stricter than the reader below, which takes an offset twice and a point without digits.
    private static final Pattern SHAPE =
        Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[-+]\\d\\d:?\\d\\d)");

    private static final DateTimeFormatter READER =
        new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendValue(ChronoField.YEAR, 4)
            .appendPattern("-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .toFormatter(java.util.Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    @Override
    public String description() {
      return "a date and time with offset such as 2026-01-31T12:00:00Z";
    }

    @Override
    public OffsetDateTime parse(String text) {
      OffsetDateTime usual = usual(text);
      if (usual != null) {
        return usual;
      }
      if (!SHAPE.matcher(text).matches()) {
        throw new DateTimeException("not of the shape that RFC 3339 gives");
      }
      return OffsetDateTime.parse(text, READER);
    }

    @Override
    public String format(OffsetDateTime value) {
      int year = value.getYear();
      if (!value.getOffset().equals(ZoneOffset.UTC) || year < 0 || year > 9999) {
        return WRITER.format(value);
      }
      int nano = value.getNano();
      int fraction = nano % 1000 == 0 ? 6 : nano % 100 == 0 ? 7 : nano % 10 == 0 ? 8 : 9;
      byte[] text = new byte[21 + fraction];
      digits(text, 0, 4, year);
      text[4] = '-';
      digits(text, 5, 2, value.getMonthValue());
      text[7] = '-';
      digits(text, 8, 2, value.getDayOfMonth());
      text[10] = 'T';
      digits(text, 11, 2, value.getHour());
      text[13] = ':';
      digits(text, 14, 2, value.getMinute());
      text[16] = ':';
      digits(text, 17, 2, value.getSecond());
      text[19] = '.';
      for (int i = fraction; i < 9; i++) {
        nano /= 10;
      }
      digits(text, 20, fraction, nano);
      text[20 + fraction] = 'Z';
      return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void digits(byte[] text, int start, int count, int value) {
      int rest = value;
      for (int i = start + count - 1; i >= start; i--) {
        text[i] = (byte) ('0' + rest % 10);
        rest /= 10;
      }
    }

    /**
     * Reads what servers usually send, in UTC, without the formatter; returns null for anything
     * else.
     */
    private static @Nullable OffsetDateTime usual(String text) {
      int last = text.length() - 1;
      if (last < 19
          || last > 29
          || last == 20
          || text.charAt(last) != 'Z'
          || text.charAt(4) != '-'
          || text.charAt(7) != '-'
          || text.charAt(10) != 'T'
          || text.charAt(13) != ':'
          || text.charAt(16) != ':'
          || (last > 19 && text.charAt(19) != '.')) {
        return null;
      }
      int year = number(text, 0, 4);
      int month = number(text, 5, 7);
      int day = number(text, 8, 10);
      int hour = number(text, 11, 13);
      int minute = number(text, 14, 16);
      int second = number(text, 17, 19);
      int nano = last == 19 ? 0 : number(text, 20, last);
      if ((year | month | day | hour | minute | second | nano) < 0) {
        return null;
      }
      for (int i = last; i > 19 && i < 29; i++) {
        nano *= 10;
      }
      return OffsetDateTime.of(year, month, day, hour, minute, second, nano, ZoneOffset.UTC);
    }

    private static int number(String text, int start, int end) {
      int number = 0;
      for (int i = start; i < end; i++) {
        char c = text.charAt(i);
        if (c < '0' || c > '9') {
          return -1;
        }
        number = number * 10 + (c - '0');
      }
      return number;
    }
  }
}
