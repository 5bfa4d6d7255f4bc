package io.customersession.stub.cli;

import io.customersession.contract.stub.http.Printable;
import io.customersession.stub.SessionSettings;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The commands with all their options. */
@Command(
    name = "customer-session-stub",
    description = "A stateful stub of the customer session API, for contract tests.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {ContractCommands.Diff.class, ContractCommands.Draw.class},
    footer = {
      "",
      "The default command is serve; 'serve --help' lists its options.",
      "Exit codes: 1 cannot start, or a document is invalid or has a breaking change; 2 wrong arguments; 3 out of memory, or the server has failed; 4 cannot write the report; 143 stopped by SIGTERM after all requests in flight got their responses."
    })
final class CommandLineInterface {
  private static final Pattern OPTION = Pattern.compile("--?[a-z][a-z-]{0,30}");

  private CommandLineInterface() {}

  static int run(String[] args) {
    CommandLine commands = new CommandLine(new CommandLineInterface());
    commands.addSubcommand(ServeCommand.NAME, ServeCommand.create());
    commands.setCaseInsensitiveEnumValuesAllowed(true); // the formats of diagram
    commands.setParameterExceptionHandler(CommandLineInterface::printMistake);
    return commands.execute(withCommand(commands, args));
  }

  /** Puts the default command before arguments that name none. */
  private static String[] withCommand(CommandLine commands, String[] args) {
    if (args.length > 0
        && (commands.getSubcommands().containsKey(args[0])
            || commands.getCommandSpec().optionsMap().containsKey(args[0]))) {
      return args;
    }
    return Stream.concat(Stream.of(ServeCommand.NAME), Arrays.stream(args)).toArray(String[]::new);
  }

  /**
   * Prints what is wrong with the arguments. An argument that nobody knows may be a key, so only
   * what looks like the name of an option is shown.
   */
  private static int printMistake(ParameterException mistake, String[] args) {
    CommandLine command = mistake.getCommandLine();
    PrintWriter err = command.getErr();
    String message =
        mistake instanceof UnmatchedArgumentException unmatched
            ? unmatched.getUnmatched().stream()
                .map(CommandLineInterface::unknown)
                .distinct()
                .collect(Collectors.joining("\n"))
            : String.valueOf(mistake.getMessage());
    err.println(Printable.lines(message));
    if (!UnmatchedArgumentException.printSuggestions(mistake, err)) {
      command.usage(err);
    }
    err.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String unknown(String argument) {
    String name = argument.substring(0, (argument + "=").indexOf('='));
    return OPTION.matcher(name).matches()
            && SessionSettings.all().stream()
                .noneMatch(setting -> setting.isSecret() && name.startsWith(setting.option()))
        ? "Unknown option: '" + name + "'"
        : "Unknown argument; it is not shown, as it may be a key";
  }
}
