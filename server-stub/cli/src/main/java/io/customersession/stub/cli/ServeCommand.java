package io.customersession.stub.cli;

import io.customersession.contract.stub.http.Printable;
import io.customersession.contract.stub.setting.KitSettings;
import io.customersession.contract.stub.setting.Setting;
import io.customersession.stub.account.InvalidFixturesException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Serves, with an option for each setting of the stub. */
final class ServeCommand implements Callable<Integer> {
  static final String NAME = "serve";

  private static final String FILE_SUFFIX = "-file";

  private final ServeArguments arguments = new ServeArguments();
  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  private ServeCommand() {}

  /** Returns the command. */
  static CommandLine create() {
    ServeCommand command = new ServeCommand();
    CommandSpec spec = command.spec;
    spec.name(NAME).mixinStandardHelpOptions(true).versionProvider(new Version());
    spec.usageMessage()
        .description("Serves the API until the process is stopped.")
        .footer(
            "",
            "Environment variables work too, such as STUB_MAX_SESSIONS for --max-sessions. An option"
                + " overrides its variable; the values of lists are combined.");
    command.arguments.settings().forEach(command::addOptions);
    return new CommandLine(spec);
  }

  private void addOptions(Setting<?> setting) {
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

  @Override
  public Integer call() {
    ParseResult parsed = spec.commandLine().getParseResult();
    try {
      arguments.readVariables(
          System.getenv(),
          setting ->
              parsed.hasMatchedOption(setting.option())
                  || parsed.hasMatchedOption(setting.option() + FILE_SUFFIX));
      for (Setting<?> setting : arguments.settings()) {
        set(setting, parsed);
      }
    } catch (InvalidFixturesException e) {
      System.err.println(Printable.lines(String.valueOf(e.getMessage())));
      return Main.FAILED;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
    return Main.serve(arguments, System.out, System.err);
  }

  private void set(Setting<?> setting, ParseResult parsed) {
    OptionSpec option = parsed.matchedOption(setting.option());
    if (option != null && setting.defaultValue() instanceof Boolean) {
      arguments.set(setting, setting.option(), String.valueOf(option.<Object>getValue()));
    } else if (option != null) {
      for (String text : option.originalStringValues()) {
        arguments.set(setting, setting.option(), text);
      }
    }
    Path file = parsed.matchedOptionValue(setting.option() + FILE_SUFFIX, null);
    if (file != null) {
      setFromFile(setting, file);
    }
  }

  private void setFromFile(Setting<?> setting, Path file) {
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
        arguments.set(setting, option + ": line " + (i + 1), lines.get(i).strip());
      }
    }
  }
}
