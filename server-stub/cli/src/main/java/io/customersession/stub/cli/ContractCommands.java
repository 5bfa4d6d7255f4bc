package io.customersession.stub.cli;

import io.customersession.contract.Commands;
import io.customersession.contract.Diagram;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands about documents; they work on any. */
final class ContractCommands {
  private ContractCommands() {}

  /** Compares. */
  @Command(
      name = "diff",
      description =
          "Says what changed between two versions of an OpenAPI document, and whom each change breaks: clients,"
              + " servers, or what is stored. Exits with 1 if any breaks somebody.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Diff implements Callable<Integer> {
    @Parameters(paramLabel = "OLD", description = "The document as it was.")
    private Path old = Path.of("");

    @Parameters(paramLabel = "NEW", description = "The document as it is.")
    private Path now = Path.of("");

    @Override
    public Integer call() {
      return Commands.diff(old, now, System.out, System.err);
    }
  }

  /** Draws. */
  @Command(
      name = "diagram",
      description = "Draws the state machines of an OpenAPI document (x-state-machine).",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Draw implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The document.")
    private Path file = Path.of("");

    @Option(
        names = "--format",
        paramLabel = "F",
        defaultValue = "mermaid",
        description = "mermaid, dot or svg (default: ${DEFAULT-VALUE}).")
    private Diagram format = Diagram.MERMAID;

    @Override
    public Integer call() {
      return Commands.diagram(file, format, System.out, System.err);
    }
  }
}
