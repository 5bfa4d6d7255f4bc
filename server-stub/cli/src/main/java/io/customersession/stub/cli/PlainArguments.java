package io.customersession.stub.cli;

import io.customersession.contract.stub.setting.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads arguments that are pairs of an option and its value without picocli, which costs half as
 * much as everything else at the start (decision 0138).
 */
final class PlainArguments {
  private PlainArguments() {}

  /**
   * Returns the settings of the environment and the arguments, or null if there is anything else in
   * them, or anything wrong.
   */
  static @Nullable ServeArguments parse(String[] args, Map<String, String> environment) {
    ServeArguments arguments = new ServeArguments();
    Map<Setting<?>, String> options = new LinkedHashMap<>();
    int i = args.length > 0 && args[0].equals(ServeCommand.NAME) ? 1 : 0;
    for (; i + 1 < args.length; i += 2) {
      Setting<?> setting = named(args[i], arguments);
      // A value like an option is one that was forgotten.
      if (setting == null
          || args[i + 1].startsWith("-")
          || options.put(setting, args[i + 1]) != null) {
        return null;
      }
    }
    if (i != args.length) {
      return null;
    }
    try {
      arguments.readVariables(environment, options::containsKey);
      options.forEach((setting, text) -> arguments.set(setting, setting.option(), text));
      return arguments;
    } catch (RuntimeException e) {
      return null; // picocli reads them again, and reports what is wrong
    }
  }

  private static @Nullable Setting<?> named(String option, ServeArguments arguments) {
    for (Setting<?> setting : arguments.settings()) {
      if (setting.option().equals(option) && !(setting.defaultValue() instanceof Boolean)) {
        return setting;
      }
    }
    return null;
  }
}
