package io.customersession.contract.stub.setting;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A setting of a stub: its names, values, default and documentation. The setter of the builder, the
 * option of the command line, the environment variable, the control header, the control API and the
 * table in the README all follow from it. Immutable.
 *
 * @param <T> the type of the value
 */
public final class Setting<T> {
  private static final Pattern KEY = Pattern.compile("[a-z][a-z-]*");
  private static final String VARIABLE_PREFIX = "STUB_";

  private final String key;
  private final SettingType<T> type;
  private final T defaultValue;
  private final String defaultText;
  private final String description;
  private final boolean secret;

  private Setting(
      String key,
      SettingType<T> type,
      T defaultValue,
      String defaultText,
      String description,
      boolean secret) {
    this.key = key;
    this.type = type;
    this.defaultValue = defaultValue;
    this.defaultText = defaultText;
    this.description = description;
    this.secret = secret;
  }

  /**
   * Declares a setting.
   *
   * @param key the name in lower case with hyphens, such as {@code max-sessions}
   * @param type the values that it may have
   * @param defaultValue the value of a stub that does not set it
   * @param description one sentence without the default
   */
  public static <T> Setting<T> of(
      String key, SettingType<T> type, T defaultValue, String description) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("\"" + key + "\" is not the key of a setting");
    }
    return new Setting<>(key, type, defaultValue, type.write(defaultValue), description, false);
  }

  /** Returns this setting with words for its default, such as "half of the maximum heap". */
  public Setting<T> defaultText(String words) {
    return new Setting<>(key, type, defaultValue, words, description, secret);
  }

  /** Returns this setting, with values that no message quotes. */
  public Setting<T> secret() {
    return new Setting<>(key, type, defaultValue, defaultText, description, true);
  }

  /** Returns the name in lower case with hyphens. */
  public String key() {
    return key;
  }

  /** Returns the name of the builder's setter and of the property in JSON, such as maxSessions. */
  public String property() {
    StringBuilder name = new StringBuilder();
    for (String word : key.split("-", -1)) {
      name.append(
          name.length() == 0
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return name.toString();
  }

  /** Returns the option of the command line, such as {@code --max-sessions}. */
  public String option() {
    return "--" + key;
  }

  /** Returns the environment variable, such as {@code STUB_MAX_SESSIONS}. */
  public String variable() {
    return VARIABLE_PREFIX + key.replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** Returns the values that it may have. */
  public SettingType<T> type() {
    return type;
  }

  /** Returns the value of a stub that does not set it. */
  public T defaultValue() {
    return defaultValue;
  }

  /** Returns the default in words; empty if the setting is empty by default. */
  public String defaultText() {
    return defaultText;
  }

  /** Returns one sentence that says what it does. */
  public String description() {
    return description;
  }

  /** Returns true if its values are secrets. */
  public boolean isSecret() {
    return secret;
  }

  /**
   * Returns the value that a text stands for.
   *
   * @param name the name to use in the error, which is that of the source of the text
   * @throws IllegalArgumentException if it does not stand for any
   */
  public T parse(String name, String text) {
    T value;
    try {
      value = type.read(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          secret ? name + " " + type.rule() : name + ": " + e.getMessage(), secret ? null : e);
    }
    if (value == null) {
      throw refused(name, text);
    }
    return value;
  }

  /** Returns the text that {@link #parse} reads as this value. */
  public String text(T value) {
    return type.write(value);
  }

  /**
   * Returns a value that is allowed.
   *
   * @throws IllegalArgumentException if it is not
   */
  T checked(T value) {
    Objects.requireNonNull(value, property());
    boolean allowed;
    try {
      allowed = value.equals(defaultValue) || type.allows(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(property() + ": " + e.getMessage(), e);
    }
    if (!allowed) {
      throw refused(property(), type.write(value));
    }
    return value;
  }

  private IllegalArgumentException refused(String name, String text) {
    return new IllegalArgumentException(
        name + " " + type.rule() + (secret ? "" : ", not " + quoted(text)));
  }

  private static String quoted(String text) {
    return text.matches("-?[0-9.]+") ? text : "\"" + text + "\"";
  }

  @Override
  public String toString() {
    return key;
  }
}
