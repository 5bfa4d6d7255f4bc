package io.customersession.contract.stub.setting;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values that a setting may have, and how they are written as text. Immutable.
 *
 * @param <T> the type of a value in code
 */
public abstract class SettingType<T> {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,3})?");

  private final String label;
  private final String rule;

  private SettingType(String label, String rule) {
    this.label = label;
    this.rule = rule;
  }

  /** Returns the type of {@code true} and {@code false}. */
  public static SettingType<Boolean> flag() {
    return new Flag();
  }

  /** Returns the type of whole numbers from {@code min} to {@code max}. */
  public static SettingType<Integer> number(int min, int max) {
    return new Whole(min, max);
  }

  /** Returns the type of sizes in bytes, {@code min} or more. */
  public static SettingType<Long> bytes(long min) {
    return new Size(min);
  }

  /** Returns the type of durations above zero, written in seconds such as 10 or 0.5. */
  public static SettingType<Duration> seconds() {
    return new Seconds();
  }

  /**
   * Returns the type of the constants of an enum, written in lower case with hyphens, read in any
   * case.
   */
  public static <E extends Enum<E>> SettingType<E> choice(Class<E> type) {
    return new Choice<>(type.getEnumConstants());
  }

  /**
   * Returns a type with a notation of its own, which the values' {@code toString()} writes.
   *
   * @param label the placeholder of a value in help texts, such as {@code NAME}
   * @param rule the requirement for the text, such as "must be a name"
   * @param reader returns null for a text that is not a value, or throws an {@link
   *     IllegalArgumentException} that says what is wrong with it
   */
  public static <T> SettingType<T> text(
      String label, String rule, Function<String, @Nullable T> reader) {
    return new Text<>(label, rule, reader);
  }

  /**
   * Returns the type of lists.
   *
   * @param separator the text between two values; a space stands for any white space
   */
  public static <T> SettingType<List<T>> list(SettingType<T> element, String separator) {
    return new Listed<>(element, separator);
  }

  /** Returns the placeholder of a value in help texts. */
  public final String label() {
    return label;
  }

  /** Returns the requirement for a value, to follow the name of a setting: "must be ...". */
  public final String rule() {
    return rule;
  }

  /** Returns the text between the values of a list, or null if a value is not a list. */
  public @Nullable String separator() {
    return null;
  }

  /**
   * Returns the value that a text stands for, or null if it breaks the {@link #rule}.
   *
   * @throws IllegalArgumentException if it breaks the rule, and there is more to say about it
   */
  abstract @Nullable T read(String text);

  boolean allows(T value) {
    return true;
  }

  String write(T value) {
    return value.toString();
  }

  private static final class Flag extends SettingType<Boolean> {
    private Flag() {
      super("true|false", "must be true or false");
    }

    @Override
    @Nullable Boolean read(String text) {
      return text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
    }
  }

  private static final class Whole extends SettingType<Integer> {
    private final int min;
    private final int max;

    private Whole(int min, int max) {
      super("N", "must be between " + min + " and " + max);
      this.min = min;
      this.max = max;
    }

    @Override
    @Nullable Integer read(String text) {
      if (!DIGITS.matcher(text).matches()) {
        return null;
      }
      long value = Long.parseLong(text);
      return value < min || value > max ? null : Integer.valueOf((int) value);
    }

    @Override
    boolean allows(Integer value) {
      return value >= min && value <= max;
    }
  }

  private static final class Size extends SettingType<Long> {
    private final long min;

    private Size(long min) {
      super("BYTES", "must be a number of bytes, at least " + min);
      this.min = min;
    }

    @Override
    @Nullable Long read(String text) {
      return DIGITS.matcher(text).matches() && Long.parseLong(text) >= min
          ? Long.valueOf(text)
          : null;
    }

    @Override
    boolean allows(Long value) {
      return value >= min;
    }
  }

  private static final class Seconds extends SettingType<Duration> {
    private Seconds() {
      super("SECONDS", "must be a positive number of seconds");
    }

    @Override
    @Nullable Duration read(String text) {
      if (!DECIMAL.matcher(text).matches()) {
        return null;
      }
      Duration value = Duration.ofMillis(new BigDecimal(text).movePointRight(3).longValueExact());
      return allows(value) ? value : null;
    }

    @Override
    boolean allows(Duration value) {
      return !value.isNegative() && !value.isZero();
    }

    @Override
    String write(Duration value) {
      return BigDecimal.valueOf(value.toNanos(), 9).stripTrailingZeros().toPlainString();
    }
  }

  private static final class Choice<E extends Enum<E>> extends SettingType<E> {
    private final E[] constants;

    private Choice(E[] constants) {
      super(words(constants, "|"), "must be one of " + words(constants, ", "));
      this.constants = constants;
    }

    @Override
    @Nullable E read(String text) {
      for (E constant : constants) {
        if (word(constant).equalsIgnoreCase(text)) {
          return constant;
        }
      }
      return null;
    }

    @Override
    String write(E value) {
      return word(value);
    }

    private static String words(Enum<?>[] constants, String separator) {
      List<String> words = new ArrayList<>();
      for (Enum<?> constant : constants) {
        words.add(word(constant));
      }
      return String.join(separator, words);
    }

    private static String word(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final class Text<T> extends SettingType<T> {
    private final Function<String, @Nullable T> reader;

    private Text(String label, String rule, Function<String, @Nullable T> reader) {
      super(label, rule);
      this.reader = reader;
    }

    @Override
    @Nullable T read(String text) {
      return reader.apply(text);
    }

    /** Other objects than strings have checked themselves when they were created. */
    @Override
    boolean allows(T value) {
      return !(value instanceof String text) || reader.apply(text) != null;
    }
  }

  private static final class Listed<T> extends SettingType<List<T>> {
    private final SettingType<T> element;
    private final String separator;

    private Listed(SettingType<T> element, String separator) {
      super(element.label, element.rule);
      this.element = element;
      this.separator = separator;
    }

    @Override
    public String separator() {
      return separator;
    }

    @Override
    @Nullable List<T> read(String text) {
      List<T> values = new ArrayList<>();
      String pattern = separator.isBlank() ? "\\s+" : Pattern.quote(separator);
      for (String part : text.strip().split(pattern, -1)) {
        T value = element.read(part.strip());
        if (value == null) {
          return null;
        }
        values.add(value);
      }
      return List.copyOf(values);
    }

    @Override
    boolean allows(List<T> values) {
      for (T value : values) {
        if (!element.allows(value)) {
          return false;
        }
      }
      return true;
    }

    @Override
    String write(List<T> values) {
      List<String> texts = new ArrayList<>();
      for (T value : values) {
        texts.add(element.write(value));
      }
      return String.join(separator, texts);
    }
  }
}
