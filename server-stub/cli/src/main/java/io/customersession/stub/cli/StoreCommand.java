package io.customersession.stub.cli;

import io.customersession.contract.stub.http.Printable;
import io.customersession.contract.stub.setting.Setting;
import io.customersession.contract.stub.setting.SettingValues;
import io.customersession.stub.SessionSettings;
import io.customersession.stub.store.StoreProvider;
import io.customersession.stub.store.StoreStatus;
import io.customersession.stub.store.Stores;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Shows or migrates the tables of a store, and exports or imports its worlds, without a stub. */
final class StoreCommand implements Callable<Integer> {
  static final String NAME = "store";

  private static final List<Setting<?>> SETTINGS = List.of(SessionSettings.STORE);

  private final SettingOptions options = new SettingOptions(SETTINGS);
  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
  private final Task task;
  private SettingValues values = SettingValues.DEFAULTS;

  /** What a command does with a store. */
  @FunctionalInterface
  private interface Task {
    int run(StoreProvider provider, String location, ParseResult parsed);
  }

  private StoreCommand(Task task) {
    this.task = task;
  }

  /** Returns the command with those below it. */
  static CommandLine create() {
    CommandSpec group = CommandSpec.create();
    group.name(NAME).mixinStandardHelpOptions(true).versionProvider(new Version());
    group
        .usageMessage()
        .description(
            "Shows or migrates the tables of a store, and exports or imports its worlds, without a stub.");
    CommandLine store = new CommandLine(group);
    store.addSubcommand(
        "status",
        create(
            StoreCommand::status,
            "Shows the engine, the version of the tables, which migrations are pending, and the"
                + " worlds with their numbers of sessions. Changes nothing."));
    store.addSubcommand(
        "migrate",
        create(
            StoreCommand::migrate,
            "Creates the tables, or brings them to the version of this stub, as serve does when it"
                + " starts. Several processes may do so at once."));
    store.addSubcommand(
        "export",
        create(
            WorldTransfer::exportWorld,
            "Writes a world as lines of JSON, as it is at one point in time. Stubs can use it"
                + " meanwhile.",
            WorldTransfer.exported(),
            WorldTransfer.output()));
    store.addSubcommand(
        "import",
        create(
            WorldTransfer::importWorld,
            "Reads a world that export has written, from a store of any kind. Lines that are not"
                + " valid are printed and left out. The world gets its content when all lines have"
                + " been read; if that is interrupted, the next import of the same lines continues"
                + " where it ended.",
            WorldTransfer.target(),
            WorldTransfer.input(),
            WorldTransfer.replace()));
    return store;
  }

  private static CommandLine create(Task task, String description, OptionSpec... more) {
    StoreCommand command = new StoreCommand(task);
    CommandSpec spec = command.spec;
    spec.mixinStandardHelpOptions(true).versionProvider(new Version());
    spec.usageMessage()
        .description(description)
        .footer(
            "",
            "The variable "
                + SessionSettings.STORE.variable()
                + " works too. Exit codes: 1 the store cannot be opened, or the lines not read or written; 2"
                + " wrong arguments; 3 some lines were not imported.");
    command.options.addTo(spec);
    for (OptionSpec option : more) {
      spec.addOption(option);
    }
    return new CommandLine(spec);
  }

  @Override
  public Integer call() {
    ParseResult parsed = spec.commandLine().getParseResult();
    try {
      if (!options.isGiven(SessionSettings.STORE, parsed)) {
        values = values.withEnvironment(SETTINGS, System.getenv());
      }
      options.read(
          parsed, (setting, source, text) -> values = values.parsed(setting, source, text));
      String location = values.get(SessionSettings.STORE);
      return task.run(Stores.provider(location), location, parsed);
    } catch (UncheckedIOException e) {
      System.err.println(Printable.lines(String.valueOf(e.getMessage())));
      return Main.FAILED;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static int status(StoreProvider provider, String location, ParseResult parsed) {
    PrintStream out = System.out;
    StoreStatus status = provider.status(location);
    out.println("engine: " + status.engine());
    out.println("tables: " + tables(status));
    out.println("pending: " + listed(status.pending()));
    out.println("worlds: " + status.sessions().size());
    status
        .sessions()
        .forEach(
            (world, sessions) ->
                out.println("  " + Printable.of(world) + ": " + sessions + " sessions"));
    return 0;
  }

  private static int migrate(StoreProvider provider, String location, ParseResult parsed) {
    provider.migrate(location);
    System.out.println("tables: " + tables(provider.status(location)));
    return 0;
  }

  private static String tables(StoreStatus status) {
    return status.version().isEmpty() ? "none" : "version " + status.version();
  }

  private static String listed(List<String> pending) {
    return pending.isEmpty() ? "none" : String.join(", ", pending);
  }
}
