package io.customersession.stub.cli;

import io.customersession.contract.stub.http.Printable;
import io.customersession.stub.account.InvalidFixturesException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Serves, with an option for each setting of the stub. */
final class ServeCommand implements Callable<Integer> {
  static final String NAME = "serve";

  private final ServeArguments arguments = new ServeArguments();
  private final SettingOptions options = new SettingOptions(arguments.settings());
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
    command.options.addTo(spec);
    return new CommandLine(spec);
  }

  @Override
  public Integer call() {
    ParseResult parsed = spec.commandLine().getParseResult();
    try {
      arguments.readVariables(System.getenv(), setting -> options.isGiven(setting, parsed));
      options.read(parsed, arguments::set);
    } catch (InvalidFixturesException e) {
      System.err.println(Printable.lines(String.valueOf(e.getMessage())));
      return Main.FAILED;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
    return Main.serve(arguments, System.out, System.err);
  }
}
