package io.customersession.stub.cli;

import io.customersession.contract.stub.http.Printable;
import io.customersession.contract.stub.violation.ContractRule;
import io.customersession.contract.stub.violation.ExpectedViolation;
import io.customersession.contract.stub.violation.Severities;
import io.customersession.stub.CustomerSessionStub;
import io.customersession.stub.account.InvalidFixturesException;
import io.customersession.stub.session.ParallelUpdates;
import io.customersession.stub.session.RepeatedMove;
import io.customersession.stub.session.ResponseVersion;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The commands with all their options. */
@Command(
    name = "customer-session-stub",
    description = "A stateful stub of the customer session API, for contract tests.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      CommandLineInterface.Serve.class,
      ContractCommands.Diff.class,
      ContractCommands.Draw.class
    },
    footer = {
      "",
      "The default command is serve; 'serve --help' lists its options.",
      "Exit codes: 1 could not start, or a document is faulty or breaks somebody, 2 wrong arguments, 3 out of memory or the server has failed, 4 the report could not be written, 143 stopped by SIGTERM after all requests in flight are completed."
    })
final class CommandLineInterface {
  private static final Pattern OPTION = Pattern.compile("--?[a-z][a-z-]{0,30}");

  private CommandLineInterface() {}

  static int run(String[] args) {
    CommandLine commands = new CommandLine(new CommandLineInterface());
    commands.setCaseInsensitiveEnumValuesAllowed(true);
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
    return Stream.concat(Stream.of("serve"), Arrays.stream(args)).toArray(String[]::new);
  }

  /** Serves. */
  @Command(
      name = "serve",
      description = "Serves the API until the process is stopped.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Serve implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Option(
        names = "--report",
        paramLabel = "FILE",
        description =
            "The file that contract violations are written to when the stub stops: as JSON if its name ends with .json, as JUnit XML if it ends with .xml.")
    private @Nullable Path report;

    @Option(
        names = "--port",
        paramLabel = "N",
        defaultValue = "8080",
        description = "TCP port; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
        names = "--host",
        paramLabel = "H",
        defaultValue = "127.0.0.1",
        description = "Name or address to listen on (default: ${DEFAULT-VALUE}).")
    private String host = PlainArguments.DEFAULT_HOST;

    @Option(
        names = "--api-key",
        paramLabel = "KEY=APPLICATION",
        description =
            "An API key and the application it belongs to; can be repeated. If no key of either kind is set, any key is accepted. Other users of the machine can see it; --api-key-file or the environment variable "
                + Keys.API_KEYS
                + " (entries separated by blanks) keep it from them.")
    private List<String> apiKeys = new ArrayList<>();

    @Option(
        names = "--api-key-file",
        paramLabel = "FILE",
        description = "A file with API keys, one KEY=APPLICATION a line.")
    private @Nullable Path apiKeyFile;

    @Option(
        names = "--management-key",
        paramLabel = "KEY=APPLICATION",
        description =
            "A management key and an application whose sessions it may read; can be repeated. In the environment: "
                + Keys.MANAGEMENT_KEYS
                + ".")
    private List<String> managementKeys = new ArrayList<>();

    @Option(
        names = "--management-key-file",
        paramLabel = "FILE",
        description = "A file with management keys, one KEY=APPLICATION a line.")
    private @Nullable Path managementKeyFile;

    @Option(
        names = "--cors",
        paramLabel = "ORIGIN",
        split = ",",
        description =
            "Origins whose web pages may call the stub, such as http://localhost:5173, separated by commas; * is every origin. If omitted, none.")
    private String[] cors = {};

    @Option(
        names = "--control-host",
        paramLabel = "NAME",
        description =
            "A name besides those of the loopback interface by which the control API may be called; can be repeated. On other interfaces than the loopback one, a token is needed instead: it is printed at the start, or comes from the environment variable "
                + Keys.CONTROL_TOKEN
                + ".")
    private List<String> controlHosts = new ArrayList<>();

    @Option(
        names = "--fixtures",
        paramLabel = "FILE",
        description =
            "The fixtures of the account, in YAML or JSON. If omitted, the account has no restrictions.")
    private @Nullable Path fixtures;

    @Option(names = "--strict", description = "Refuse unknown and read-only properties.")
    private boolean strict;

    @Option(
        names = "--repeated-move",
        paramLabel = "R",
        defaultValue = "refuse",
        description =
            "How to handle a transition to the current state: refuse or accept (default: ${DEFAULT-VALUE}).")
    private RepeatedMove repeatedMove = RepeatedMove.REFUSE;

    @Option(
        names = "--parallel-updates",
        paramLabel = "P",
        defaultValue = "serialize",
        description =
            "How to handle concurrent changes of a session: serialize or refuse (default: ${DEFAULT-VALUE}).")
    private ParallelUpdates parallelUpdates = ParallelUpdates.SERIALIZE;

    @Option(
        names = "--response-version",
        paramLabel = "V",
        defaultValue = "auto",
        converter = ResponseVersionConverter.class,
        description =
            "Properties in responses: auto (those that the SDK named by the User-Agent knows), latest, or"
                + " those of an SDK version such as 26.02 (default: ${DEFAULT-VALUE}).")
    private ResponseVersion responseVersion = ResponseVersion.AUTO;

    @Option(
        names = "--max-sessions",
        paramLabel = "N",
        defaultValue = "100000",
        description = "Maximum number of sessions in a world (default: ${DEFAULT-VALUE}).")
    private int maxSessions;

    @Option(
        names = "--max-profiles",
        paramLabel = "N",
        defaultValue = "100000",
        description = "Maximum number of profiles in a world (default: ${DEFAULT-VALUE}).")
    private int maxProfiles;

    @Option(
        names = "--max-idempotency-bytes",
        paramLabel = "BYTES",
        defaultValue = "33554432",
        description =
            "Maximum size of the responses that a world remembers for requests with an Idempotency-Key; the oldest are evicted first (default: ${DEFAULT-VALUE}).")
    private long maxIdempotencyBytes;

    @Option(
        names = "--max-memory",
        paramLabel = "BYTES",
        description =
            "Approximate maximum memory of everything that is stored, in all worlds together; a quarter is for journals (default: half of the largest heap).")
    private @Nullable Long maxMemory;

    @Option(
        names = "--max-worlds",
        paramLabel = "N",
        defaultValue = "1000",
        description = "Maximum number of worlds at a time (default: ${DEFAULT-VALUE}).")
    private int maxWorlds;

    @Option(
        names = "--world-per-key",
        description = "Give each key a world of its own, with its own sessions, clock and journal.")
    private boolean worldPerKey;

    @Option(
        names = "--max-exchanges",
        paramLabel = "N",
        defaultValue = "10000",
        description =
            "Maximum number of exchanges in a world's journal (default: ${DEFAULT-VALUE}).")
    private int maxExchanges;

    @Option(
        names = "--max-exchange-bytes",
        paramLabel = "BYTES",
        defaultValue = "33554432",
        description = "Maximum size of these exchanges (default: ${DEFAULT-VALUE}).")
    private long maxExchangeBytes;

    @Option(
        names = "--max-violations",
        paramLabel = "N",
        defaultValue = "10000",
        description =
            "Maximum number of violations that a world keeps (default: ${DEFAULT-VALUE}).")
    private int maxViolations;

    @Option(
        names = "--severity",
        paramLabel = "RULE=SEVERITY",
        description =
            "Severity of a rule of the contract: error, warning or off; * is every rule. Separate several entries with commas.")
    private @Nullable String severities;

    @Option(
        names = "--expected-violation",
        paramLabel = "'RULE LOCATION'",
        description =
            "A violation that callers are known to cause, such as 'unknown-property /customerSession/cartItems/*/masterId'; it is counted apart. Can be repeated.")
    private List<String> expectedViolations = new ArrayList<>();

    @Option(
        names = "--no-magic-values",
        description = "Do not inject faults for texts with stub-fault- in requests.")
    private boolean noMagicValues;

    @Option(names = "--no-control-api", description = "Turn off the control API under /__stub.")
    private boolean noControlApi;

    @Option(
        names = "--max-body-size",
        paramLabel = "BYTES",
        defaultValue = "2097152",
        description = "Maximum size of a request's body (default: ${DEFAULT-VALUE}).")
    private int maxBodySize;

    @Option(
        names = "--request-timeout",
        paramLabel = "SECONDS",
        defaultValue = "10",
        description =
            "Timeout for receiving a request and for sending a response to a client that does not read (default: ${DEFAULT-VALUE}).")
    private int requestTimeout;

    @Option(
        names = "--stop-timeout",
        paramLabel = "SECONDS",
        defaultValue = "5",
        description =
            "Timeout for requests in flight when the stub stops (default: ${DEFAULT-VALUE}).")
    private int stopTimeout;

    @Override
    public Integer call() {
      CustomerSessionStub.Builder settings;
      EndReport atTheEnd;
      try {
        atTheEnd = new EndReport(report);
        settings =
            CustomerSessionStub.builder()
                .port(port)
                .host(host)
                .strict(strict)
                .repeatedMove(repeatedMove)
                .parallelUpdates(parallelUpdates)
                .responseVersion(responseVersion)
                .maxSessions(maxSessions)
                .maxBodySize(maxBodySize)
                .maxProfiles(maxProfiles)
                .maxIdempotencyBytes(maxIdempotencyBytes)
                .maxWorlds(maxWorlds)
                .worldPerKey(worldPerKey)
                .maxExchanges(maxExchanges)
                .maxExchangeBytes(maxExchangeBytes)
                .maxViolations(maxViolations)
                .magicValues(!noMagicValues)
                .controlApi(!noControlApi)
                .requestTimeout(Duration.ofSeconds(requestTimeout))
                .stopTimeout(Duration.ofSeconds(stopTimeout));
        addKeys(settings);
        settings.cors(cors);
        controlHosts.forEach(settings::controlHost);
        String controlToken = System.getenv(Keys.CONTROL_TOKEN);
        if (controlToken != null) {
          settings.controlToken(controlToken);
        }
        if (maxMemory != null) {
          settings.maxMemory(maxMemory);
        }
        if (fixtures != null) {
          settings.fixtures(fixtures);
        }
        for (String text : expectedViolations) {
          ExpectedViolation expected = ExpectedViolation.parse(text);
          settings.expectViolation(expected.rule().key(), expected.location());
        }
        if (severities != null) {
          Severities chosen = Severities.defaults().with(severities);
          for (ContractRule rule : ContractRule.values()) {
            settings.severity(rule, chosen.of(rule));
          }
        }
      } catch (InvalidFixturesException e) {
        System.err.println(Printable.lines(String.valueOf(e.getMessage())));
        return Main.FAILED;
      } catch (IllegalArgumentException e) {
        throw new ParameterException(
            Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()));
      }
      return Main.serve(settings, atTheEnd, System.out, System.err);
    }

    private void addKeys(CustomerSessionStub.Builder settings) {
      Keys.add("--api-key", apiKeys, settings::apiKey);
      Keys.addFromFile("--api-key-file", apiKeyFile, settings::apiKey);
      Keys.addFromEnvironment(Keys.API_KEYS, settings::apiKey);
      Keys.add("--management-key", managementKeys, settings::managementKey);
      Keys.addFromFile("--management-key-file", managementKeyFile, settings::managementKey);
      Keys.addFromEnvironment(Keys.MANAGEMENT_KEYS, settings::managementKey);
    }
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
            && !name.startsWith("--api-key")
            && !name.startsWith("--management-key")
        ? "Unknown option: '" + name + "'"
        : "Unknown argument; it is not shown, as it may be a key";
  }
}
