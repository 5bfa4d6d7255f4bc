package io.customersession.contract.stub.setting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The values of settings; what is not set has its default. Immutable. */
public final class SettingValues {
  /** Nothing is set. */
  public static final SettingValues DEFAULTS = new SettingValues(Map.of());

  private final Map<Setting<?>, Object> values;

  private SettingValues(Map<Setting<?>, Object> values) {
    this.values = values;
  }

  /** Returns the value of a setting. */
  @SuppressWarnings("unchecked") // only a value of its own type is stored for a setting
  public <T> T get(Setting<T> setting) {
    Object value = values.get(setting);
    return value == null ? setting.defaultValue() : (T) value;
  }

  /** Returns the value of a setting as its notation writes it; three asterisks for a secret. */
  public <T> String text(Setting<T> setting) {
    return setting.isSecret() ? "***" : setting.text(get(setting));
  }

  /**
   * Returns these values with another one for a setting.
   *
   * @throws IllegalArgumentException if the setting does not allow it
   */
  public <T> SettingValues with(Setting<T> setting, T value) {
    Map<Setting<?>, Object> changed = new HashMap<>(values);
    changed.put(setting, setting.checked(value));
    return new SettingValues(changed);
  }

  /**
   * Returns these values with one more element in the list of a setting.
   *
   * @throws IllegalArgumentException if the setting does not allow it
   */
  public <T> SettingValues plus(Setting<List<T>> setting, T element) {
    List<T> elements = new ArrayList<>(get(setting));
    elements.add(element);
    return with(setting, List.copyOf(elements));
  }

  /**
   * Returns these values with the one that a text stands for. A list gets more elements.
   *
   * @param name the source of the text, for errors
   * @throws IllegalArgumentException if the text does not stand for a value
   */
  public <T> SettingValues parsed(Setting<T> setting, String name, String text) {
    T value = setting.parse(name, text);
    Map<Setting<?>, Object> changed = new HashMap<>(values);
    changed.merge(setting, value, SettingValues::joined);
    return new SettingValues(changed);
  }

  /**
   * Returns these values with those of the environment variables of settings. A blank variable is
   * ignored, as container tools pass those that are not set.
   *
   * @param environment such as {@link System#getenv()}
   * @throws IllegalArgumentException if the text of a variable does not stand for a value
   */
  public SettingValues withEnvironment(List<Setting<?>> settings, Map<String, String> environment) {
    SettingValues all = this;
    for (Setting<?> setting : settings) {
      String text = environment.get(setting.variable());
      if (text != null && !text.isBlank()) {
        all = all.parsed(setting, setting.variable(), text);
      }
    }
    return all;
  }

  private static Object joined(Object before, Object after) {
    if (!(before instanceof List<?> first) || !(after instanceof List<?> second)) {
      return after;
    }
    List<Object> both = new ArrayList<>(first);
    both.addAll(second);
    return List.copyOf(both);
  }
}
