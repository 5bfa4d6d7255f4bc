package io.customersession.stub.cli;

import io.customersession.contract.Commands;
import io.customersession.contract.Diagram;
import io.customersession.contract.Selection;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands about documents; they work on any. */
final class ContractCommands {
  private ContractCommands() {}

  /** Chooses a part of a document. */
  static final class Part {
    @Option(
        names = "--include",
        paramLabel = "OPERATIONS",
        description =
            "The operations to take, separated by commas: operationIds, tags or paths; /orders* stands"
                + " for all paths that begin with /orders (default: all).")
    private @Nullable String include;

    @Option(
        names = "--exclude",
        paramLabel = "OPERATIONS",
        description = "The operations to leave out, in the same form (default: none).")
    private @Nullable String exclude;

    @Option(
        names = "--omit-invalid",
        description = "Whether to leave out operations that errors of the document affect.")
    private boolean omitInvalid;

    Selection selection() {
      return Selection.of(include, exclude).omittingInvalid(omitInvalid);
    }
  }

  /** Checks a document. */
  @Command(
      name = "check",
      description =
          "Checks an OpenAPI document as a build does before it generates code, and prints errors and"
              + " warnings with line and column. Exits with 1 if there are errors, and with 2 if the"
              + " document cannot be read.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Check implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The document.")
    private Path file = Path.of("");

    @Mixin private Part part = new Part();

    @Option(names = "--strict", description = "Whether warnings count as errors.")
    private boolean strict;

    @Override
    public Integer call() {
      return Commands.check(file, part.selection(), strict, System.out, System.err);
    }
  }

  /** Compares two versions of a document. */
  @Command(
      name = "diff",
      description =
          "Shows the changes between two versions of an OpenAPI document, and whether each one breaks"
              + " clients, servers or stored data. Works on every document in OpenAPI 3, and compares by"
              + " meaning. Exits with 1 if a change breaks any of them,"
              + " and with 2 if a document cannot be read.",
      footer = {
        "%nNot compared:",
        "- openapi, info.version, info.contact, info.license, info.termsOfService, jsonSchemaDialect;",
        "- components that no operation, callback or webhook uses;",
        "- $schema, $id, $anchor, $dynamicAnchor, $vocabulary, $comment, $defs (as far as nothing"
            + " refers to them);",
        "- the header parameters Accept, Content-Type and Authorization, and the response header"
            + " Content-Type, which OpenAPI ignores;",
        "- extensions (x-...) of other tools."
      },
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Diff implements Callable<Integer> {
    @Parameters(paramLabel = "OLD", description = "The old document.")
    private Path old = Path.of("");

    @Parameters(paramLabel = "NEW", description = "The new document.")
    private Path now = Path.of("");

    @Override
    public Integer call() {
      return Commands.diff(old, now, System.out, System.err);
    }
  }

  /** Prints what default handlers do with a document. */
  @Command(
      name = "plan",
      description =
          "Prints what the default handlers of a stub do with each operation of an OpenAPI document, and"
              + " why. Exits with 1 if the document is invalid, or something in it is ambiguous.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Plan implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The document.")
    private Path file = Path.of("");

    @Mixin private Part part = new Part();

    @Override
    public Integer call() {
      return Commands.plan(file, part.selection(), System.out, System.err);
    }
  }

  /** Draws the state machines of a document. */
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
