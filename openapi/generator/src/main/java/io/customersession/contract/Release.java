package io.customersession.contract;

import io.customersession.contract.violation.JsonPointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares a document with its baseline, the last released contract, and moves the baseline when
 * requested.
 */
public final class Release {
  private final Document document;
  private final Document baseline;
  private final List<Change> changes;

  /**
   * Compares two documents.
   *
   * @throws InvalidContractException if the document is invalid, one of the files does not exist,
   *     or the baseline refers to something that is not there
   */
  public Release(Path document, Path baseline) {
    this(Document.checked(document), baseline);
  }

  /**
   * Compares a document with its baseline.
   *
   * @param document a document that has been checked
   * @throws InvalidContractException if the baseline does not exist, or refers to something that is
   *     not there and the document does not refer to
   */
  public Release(Document document, Path baseline) {
    this.document = document;
    this.baseline = Document.load(baseline);
    Set<String> known = new HashSet<>();
    List<Diagnostic> unresolved = new ArrayList<>();
    this.changes =
        ContractDiff.of(
            this.baseline,
            this.document,
            each -> {
              if (each.isError() && document.files().contains(each.location().file())) {
                known.add(each.problem());
              } else if (each.isError()) {
                unresolved.add(each);
              }
            });
    unresolved.removeIf(each -> known.contains(each.problem()));
    if (!unresolved.isEmpty()) {
      throw new InvalidContractException(
          new InvalidContractException(unresolved).getMessage()
              + "%nThe baseline %s is incomplete, so changes could be overlooked; restore the files that were released with it."
                  .formatted(baseline));
    }
  }

  /** Returns what changed since the baseline. */
  public List<Change> changes() {
    return changes;
  }

  /** Returns the document. */
  public Document document() {
    return document;
  }

  /**
   * Fails if a change is breaking.
   *
   * @param howToRelease what to run to release such a change
   * @throws InvalidContractException with the whole report
   */
  public void requireNothingBroken(String howToRelease) {
    if (changes.stream().anyMatch(Change::isBreaking)) {
      throw new InvalidContractException(
          "The contract breaks what was built from %s:%n%sUndo the breaking change, or release it: set info.version to %s, run%n  %s%nand commit the moved baseline with the change."
              .formatted(
                  baseline.root().location().file().getFileName(),
                  Commands.report(changes),
                  version(),
                  howToRelease));
    }
  }

  /**
   * Makes the document the baseline, and adds the changes to the change log.
   *
   * @return what was done, one sentence
   * @throws InvalidContractException if the document's version is too low for the changes, or its
   *     files cannot be copied because of where they are
   */
  public String move(Path changelog) {
    if (changes.isEmpty()) {
      return "nothing changed since " + baseline.version() + ", nothing to release";
    }
    String version = String.valueOf(document.version());
    if (compare(version, version()) < 0) {
      throw new InvalidContractException(
          List.of(
              new Diagnostic(
                  document.location(JsonPointer.of("info", "version")),
                  "version " + version + " is too low for what changed since " + baseline.version(),
                  "write version: " + version())));
    }
    try {
      String section = withSection(Files.readString(changelog), version);
      DocumentFiles.replace(document, baseline.file());
      Files.writeString(changelog, section);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "released " + version + ": moved the baseline, wrote " + changelog.getFileName();
  }

  /** Returns the lowest version number that reflects the size of the changes. */
  public String version() {
    int[] numbers = numbers(baseline.version());
    Change.Kind largest =
        changes.stream().map(Change::kind).max(Enum::compareTo).orElse(Change.Kind.WORDING);
    return switch (largest) {
      case BREAKING -> numbers[0] + 1 + ".0.0";
      case ADDITION -> numbers[0] + "." + (numbers[1] + 1) + ".0";
      case WORDING -> numbers[0] + "." + numbers[1] + "." + (numbers[2] + 1);
    };
  }

  private String withSection(String changelog, String version) {
    String lines = changes.stream().map(Release::line).distinct().collect(Collectors.joining());
    String heading = "## " + version + "\n";
    int existing = changelog.indexOf(heading);
    if (existing >= 0) {
      int next = changelog.indexOf("\n## ", existing);
      int end = next < 0 ? changelog.length() : next;
      return changelog.substring(0, end).stripTrailing() + "\n" + lines + changelog.substring(end);
    }
    int first = changelog.indexOf("\n## ");
    int location = first < 0 ? changelog.length() : first + 1;
    return changelog.substring(0, location)
        + heading
        + "\n"
        + lines
        + "\n"
        + changelog.substring(location);
  }

  private static String line(Change change) {
    return switch (change.kind()) {
      case BREAKING ->
          "- **Breaks "
              + change.verdict().substring("breaks ".length())
              + ":** "
              + change.text()
              + ".\n";
      case ADDITION -> "- " + change.text() + ".\n";
      case WORDING -> "- Wording.\n";
    };
  }

  private static int compare(String version, String other) {
    return Arrays.compare(numbers(version), numbers(other));
  }

  private static int[] numbers(@Nullable String version) {
    int[] numbers = new int[3];
    String[] parts = version == null ? new String[0] : version.split("[^0-9]+");
    for (int i = 0; i < Math.min(parts.length, numbers.length); i++) {
      numbers[i] = parts[i].isEmpty() ? 0 : Integer.parseInt(parts[i]);
    }
    return numbers;
  }
}
