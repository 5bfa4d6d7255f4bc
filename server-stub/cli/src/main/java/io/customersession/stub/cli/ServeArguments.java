package io.customersession.stub.cli;

import io.customersession.contract.stub.setting.Setting;
import io.customersession.contract.stub.setting.SettingValues;
import io.customersession.stub.CustomerSessionStub;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The arguments of {@code serve}: settings of the stub, and of the command itself. */
final class ServeArguments {
  private final CustomerSessionStub.Builder builder =
      CustomerSessionStub.builder().port(Main.DEFAULT_PORT);
  private SettingValues own = SettingValues.DEFAULTS;

  /** Returns the settings of the stub. */
  CustomerSessionStub.Builder builder() {
    return builder;
  }

  /** Returns all settings, those of the command last. */
  List<Setting<?>> settings() {
    List<Setting<?>> all = new ArrayList<>(builder.settings());
    all.addAll(ServeSettings.all());
    return all;
  }

  /** Returns the value of a setting of the command. */
  <T> T get(Setting<T> setting) {
    return own.get(setting);
  }

  /**
   * Sets a setting from a text; a list gets more elements.
   *
   * @param source the source of the text, for errors, such as the name of an option
   * @throws IllegalArgumentException if the text does not stand for a value
   */
  void set(Setting<?> setting, String source, String text) {
    if (ServeSettings.all().contains(setting)) {
      own = own.parsed(setting, source, text);
    } else {
      builder.set(setting, source, text);
    }
  }

  /**
   * Sets the settings of environment variables. A variable whose setting has a value from an option
   * is not even read, as it may belong to something else: a Kubernetes service named "stub" sets
   * {@code STUB_PORT=tcp://...}. The values of a list are added up instead.
   *
   * @param hasOption returns true for the settings that options set
   * @throws IllegalArgumentException if a variable does not stand for a value
   */
  void readVariables(Map<String, String> environment, Predicate<Setting<?>> hasOption) {
    Map<String, String> read = new HashMap<>(environment);
    for (Setting<?> setting : settings()) {
      if (setting.type().separator() == null && hasOption.test(setting)) {
        read.remove(setting.variable());
      }
    }
    builder.environment(read);
    own = own.withEnvironment(ServeSettings.all(), read);
  }
}
