package io.customersession.contract;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The commands about documents, for a command line or a build. */
public final class Commands {
  /** The exit code of success. */
  public static final int DONE = 0;

  /** The exit code if the document is invalid or has breaking changes. */
  public static final int REFUSED = 1;

  /** The exit code of {@link #diff} if a document cannot be read. */
  public static final int UNREADABLE = 2;

  private Commands() {}

  /**
   * Prints the errors and warnings of a document, or of the part of it that is selected.
   *
   * @param strict whether a warning counts as an error
   * @return {@link #REFUSED} if it has errors, {@link #UNREADABLE} if it cannot be read
   */
  public static int check(
      Path file, Selection selection, boolean strict, PrintStream out, PrintStream err) {
    Document document;
    try {
      document = Document.load(file);
      document.check();
    } catch (InvalidContractException e) {
      err.println(e.getMessage());
      return UNREADABLE;
    }
    try {
      List<Diagnostic> found = selection.check(document);
      if (strict && !found.isEmpty()) {
        throw new InvalidContractException(found);
      }
      Diagnostics.warnings(found).forEach(each -> err.println("warning: " + each));
      out.println(file + ": no errors");
      return DONE;
    } catch (InvalidContractException e) {
      String.valueOf(e.getMessage()).lines().forEach(line -> err.println("error: " + line));
      return REFUSED;
    }
  }

  /**
   * Prints the changes between two versions of a document.
   *
   * @return {@link #REFUSED} if a change is breaking, {@link #UNREADABLE} if one of the documents
   *     cannot be read
   */
  public static int diff(Path old, Path now, PrintStream out, PrintStream err) {
    try {
      List<Change> changes =
          ContractDiff.of(
              Document.load(old),
              Document.load(now),
              warning -> err.println("warning: " + warning));
      out.print(report(changes));
      return changes.stream().anyMatch(Change::isBreaking) ? REFUSED : DONE;
    } catch (InvalidContractException e) {
      err.println(e.getMessage());
      return UNREADABLE;
    }
  }

  /**
   * Draws the state machines of a document, one after the other.
   *
   * @return {@link #REFUSED} if the document cannot be read or has no valid state machine
   */
  public static int diagram(Path file, Diagram format, PrintStream out, PrintStream err) {
    try {
      Document document = Document.load(file);
      document.requireOpenApi();
      Map<String, StateMachine> machines = document.stateMachines();
      if (machines.isEmpty()) {
        err.println(file + ": no schema has " + StateMachine.EXTENSION);
        return REFUSED;
      }
      document.requireStateMachines();
      machines.values().forEach(machine -> out.print(format.draw(machine)));
      return DONE;
    } catch (InvalidContractException e) {
      err.println(e.getMessage());
      return REFUSED;
    }
  }

  /**
   * Prints what default handlers would do with each operation of a document, or of the part of it
   * that is selected, and why.
   *
   * @return {@link #REFUSED} if the document is invalid, or something in it is ambiguous
   */
  public static int plan(Path file, Selection selection, PrintStream out, PrintStream err) {
    try {
      Document document = Document.load(file);
      Diagnostics.warnings(selection.check(document))
          .forEach(each -> err.println("warning: " + each));
      EntityPlan plan = EntityPlan.of(document, selection);
      out.print(plan.text());
      plan.diagnostics().stream()
          .filter(Diagnostic::isError)
          .forEach(each -> err.println("error: " + each));
      Diagnostics.warnings(plan.diagnostics()).forEach(each -> err.println("warning: " + each));
      return plan.diagnostics().stream().anyMatch(Diagnostic::isError) ? REFUSED : DONE;
    } catch (InvalidContractException e) {
      err.println(e.getMessage());
      return REFUSED;
    }
  }

  /**
   * Returns a report of changes, grouped by the parties that they break, the most serious first.
   */
  public static String report(List<Change> changes) {
    if (changes.isEmpty()) {
      return "no changes\n";
    }
    long breaking = changes.stream().filter(Change::isBreaking).count();
    StringBuilder report =
        new StringBuilder(
            "%d %s, %d breaking%n"
                .formatted(changes.size(), changes.size() == 1 ? "change" : "changes", breaking));
    changes.stream()
        .collect(Collectors.groupingBy(Change::verdict, LinkedHashMap::new, Collectors.toList()))
        .forEach(
            (verdict, group) -> {
              report.append(verdict).append(System.lineSeparator());
              group.forEach(
                  change ->
                      report.append("  %s: %s%n".formatted(change.location(), change.text())));
            });
    return report.toString();
  }

  /**
   * Writes a file for each state machine and format: {@code SessionState.mmd}, {@code .dot} and
   * {@code .svg}.
   */
  public static void draw(Document document, Path directory) {
    Map<Diagram, String> suffixes =
        Map.of(Diagram.MERMAID, ".mmd", Diagram.DOT, ".dot", Diagram.SVG, ".svg");
    Function<StateMachine, Path> location = machine -> directory.resolve(machine.schemaName());
    try {
      Files.createDirectories(directory);
      for (StateMachine machine : document.stateMachines().values()) {
        for (Map.Entry<Diagram, String> format : suffixes.entrySet()) {
          Files.writeString(
              Path.of(location.apply(machine) + format.getValue()), format.getKey().draw(machine));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
