package io.customersession.stub.cli;

import io.customersession.contract.stub.setting.KitSettings;
import io.customersession.contract.stub.setting.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options of a command that are settings; a secret has another one for a file. */
final class SettingOptions {
  private static final String FILE_SUFFIX = "-file";

  private final List<Setting<?>> settings;

  /** Where values go. */
  @FunctionalInterface
  interface Target {
    /**
     * Sets a setting from a text; a list gets more elements.
     *
     * @param source the source of the text, for errors
     */
    void set(Setting<?> setting, String source, String text);
  }

  SettingOptions(List<Setting<?>> settings) {
    this.settings = List.copyOf(settings);
  }

  /** Adds the options to a command. */
  void addTo(CommandSpec spec) {
    settings.forEach(setting -> addTo(spec, setting));
  }

  private static void addTo(CommandSpec spec, Setting<?> setting) {
    OptionSpec.Builder option =
        OptionSpec.builder(setting.option()).description(description(setting));
    if (setting.defaultValue() instanceof Boolean) {
      spec.addOption(option.type(boolean.class).negatable(true).build());
      return;
    }
    spec.addOption(valued(option, setting).paramLabel(setting.type().label()).build());
    if (setting.isSecret()) {
      spec.addOption(
          OptionSpec.builder(setting.option() + FILE_SUFFIX)
              .paramLabel("FILE")
              .type(Path.class)
              .description(
                  "A file with values of "
                      + setting.option()
                      + ", one per line. Other users of the machine can see an option, but not"
                      + " what is in a file or a variable.")
              .build());
    }
  }

  private static OptionSpec.Builder valued(OptionSpec.Builder option, Setting<?> setting) {
    return setting.type().separator() == null
        ? option.type(String.class).arity("1")
        : option.type(List.class).auxiliaryTypes(String.class).arity("1");
  }

  private static String description(Setting<?> setting) {
    StringBuilder text = new StringBuilder(setting.description());
    if (setting.type().separator() != null) {
      text.append(" Can be repeated.");
    }
    String defaultText =
        setting == KitSettings.PORT ? String.valueOf(Main.DEFAULT_PORT) : setting.defaultText();
    if (!defaultText.isEmpty()) {
      text.append(" Default: ").append(defaultText).append('.');
    }
    // A percent sign starts a variable of picocli.
    return text.toString().replace("%", "%%");
  }

  /** Returns true if the setting, or its file, was given. */
  boolean isGiven(Setting<?> setting, ParseResult parsed) {
    return parsed.hasMatchedOption(setting.option())
        || parsed.hasMatchedOption(setting.option() + FILE_SUFFIX);
  }

  /**
   * Reads the values that were given.
   *
   * @throws IllegalArgumentException if a file cannot be read, or does not fit the setting
   */
  void read(ParseResult parsed, Target target) {
    settings.forEach(setting -> read(setting, parsed, target));
  }

  private static void read(Setting<?> setting, ParseResult parsed, Target target) {
    OptionSpec option = parsed.matchedOption(setting.option());
    if (option != null && setting.defaultValue() instanceof Boolean) {
      target.set(setting, setting.option(), String.valueOf(option.<Object>getValue()));
    } else if (option != null) {
      for (String text : option.originalStringValues()) {
        target.set(setting, setting.option(), text);
      }
    }
    Path file = parsed.matchedOptionValue(setting.option() + FILE_SUFFIX, null);
    if (file != null) {
      readFile(setting, file, target);
    }
  }

  private static void readFile(Setting<?> setting, Path file, Target target) {
    String option = setting.option() + FILE_SUFFIX;
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          option + ": cannot read " + file + ": " + e.getClass().getSimpleName(), e);
    }
    long values = lines.stream().filter(line -> !line.isBlank()).count();
    if (values == 0 || (values > 1 && setting.type().separator() == null)) {
      throw new IllegalArgumentException(
          option + ": " + file + " must have " + (values == 0 ? "a value" : "one value only"));
    }
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        target.set(setting, option + ": line " + (i + 1), lines.get(i).strip());
      }
    }
  }
}
