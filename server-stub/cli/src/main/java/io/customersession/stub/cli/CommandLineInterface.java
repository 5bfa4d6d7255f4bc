package io.customersession.stub.cli;

import io.customersession.contract.stub.http.Printable;
import io.customersession.contract.violation.Suggestions;
import io.customersession.stub.SessionSettings;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    subcommands = {
      ContractCommands.Check.class,
      ContractCommands.Diff.class,
      ContractCommands.Draw.class,
      ContractCommands.Plan.class,
      HealthCommand.class
    },
    footer = {
      "",
      "The default command is serve; 'serve --help' lists its options.",
      "Exit codes of serve: 1 cannot start; 2 wrong arguments; 3 violations, with --fail-on; 4 cannot"
          + " write the report; 5 out of memory, or the server has failed; 143 stopped by SIGTERM"
          + " after all requests in flight got their responses, without --fail-on."
    })
final class CommandLineInterface {
  private static final Pattern OPTION = Pattern.compile("--?[a-z][a-z-]{0,30}");

  private CommandLineInterface() {}

  static int run(String[] args) {
    CommandLine commands = new CommandLine(new CommandLineInterface());
    commands.addSubcommand(ServeCommand.NAME, ServeCommand.create());
    commands.addSubcommand(StoreCommand.NAME, StoreCommand.create());
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
   * Prints what is wrong with the arguments, and where the help is. An argument that nobody knows
   * may be a key, so only what looks like a command or the name of an option is shown.
   */
  private static int printMistake(ParameterException mistake, String[] args) {
    CommandLine command = mistake.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(
        Printable.lines(
            mistake instanceof UnmatchedArgumentException unmatched
                ? unknown(command, unmatched.getUnmatched())
                : String.valueOf(mistake.getMessage())));
    err.println("'" + command.getCommandSpec().qualifiedName() + " --help' lists all options.");
    err.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String unknown(CommandLine command, List<String> arguments) {
    Set<String> commands =
        command.getParent() == null
            ? command.getSubcommands().keySet()
            : command.getParent().getSubcommands().keySet();
    String first = arguments.get(0);
    if (nearest(first, commands).isPresent()) {
      return "Unknown command '" + first + "'" + advice(first, commands);
    }
    Set<String> options = command.getCommandSpec().optionsMap().keySet();
    String named =
        arguments.stream()
            .map(argument -> argument.substring(0, (argument + "=").indexOf('=')))
            .filter(CommandLineInterface::isOption)
            .distinct()
            .map(name -> "Unknown option '" + name + "'" + advice(name, options))
            .collect(Collectors.joining("\n"));
    // Other arguments are probably the values of these options.
    return named.isEmpty() ? "Unknown argument; it is not shown, as it may be a key" : named;
  }

  private static boolean isOption(String name) {
    return OPTION.matcher(name).matches()
        && SessionSettings.all().stream()
            .noneMatch(setting -> setting.isSecret() && name.startsWith(setting.option()));
  }

  private static String advice(String name, Set<String> known) {
    return nearest(name, known).map(nearest -> "; did you mean '" + nearest + "'?").orElse("");
  }

  /** Returns a name that differs in few letters, or in their order only. */
  private static Optional<String> nearest(String name, Set<String> known) {
    return Suggestions.nearest(name, known)
        .or(() -> known.stream().filter(each -> sorted(each).equals(sorted(name))).findFirst());
  }

  private static String sorted(String name) {
    return name.chars().sorted().mapToObj(Character::toString).collect(Collectors.joining());
  }
}
