package io.customersession.stub.cli;

import io.customersession.contract.stub.setting.Setting;
import io.customersession.stub.CustomerSessionStub;
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
   * Returns a builder with the settings of the environment and the arguments, or null if there is
   * anything else in them, or anything wrong.
   */
  static CustomerSessionStub.@Nullable Builder parse(
      String[] args, Map<String, String> environment) {
    CustomerSessionStub.Builder builder = Main.builder();
    Map<Setting<?>, String> options = new LinkedHashMap<>();
    int i = args.length > 0 && args[0].equals(ServeCommand.NAME) ? 1 : 0;
    for (; i + 1 < args.length; i += 2) {
      Setting<?> setting = named(args[i], builder);
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
      Main.readVariables(builder, environment, options::containsKey);
      options.forEach((setting, text) -> builder.set(setting, setting.option(), text));
      return builder;
    } catch (RuntimeException e) {
      return null; // picocli reads them again, and reports what is wrong
    }
  }

  private static @Nullable Setting<?> named(String option, CustomerSessionStub.Builder builder) {
    for (Setting<?> setting : builder.settings()) {
      if (setting.option().equals(option) && !(setting.defaultValue() instanceof Boolean)) {
        return setting;
      }
    }
    return null;
  }
}
