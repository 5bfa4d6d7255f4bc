package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Checks one document, in this JVM or in one of its own. */
final class CorpusRun {
  private static final String OURS = "src/test/resources/corpus";
  private static final int MAX_SHOWN = 5;

  /** What validators say otherwise, and why: parts of their messages. */
  private static final List<String> KNOWN_DISAGREEMENTS =
      List.of(
          // swagger-request-validator does not read a discriminator that is not required.
          "must be marked as a required property",
          // swagger-request-validator compares literals of paths as they are encoded.
          "No API path found that matches request '/orders/*/%5Cusers'",
          // It does not follow the reference of an operation.
          "io.swagger.v3.oas.models.Operation.getResponses()",
          "because \"responses\" is null",
          // A form has each item of a list as a field, and it takes the only one for a text.
          "[Path '/events'] Instance type (string)",
          // The same, and an empty field, which it takes for null.
          "chooseByForm request: validation.request.body.schema.anyOf: ERROR - [Path '/aliases']",
          // An operation without a successful response has to return something.
          "Response status 200 not defined for path '/streams'");

  /** What a validator says of a document with schemas that are not in JSON Schema. */
  private static final String INVALID = "Invalid JSON Schema, cannot continue";

  private CorpusRun() {}

  /** Returns the folder of documents: that of {@code -Dcorpus=DIR}, or the one of CI. */
  static Path folder() {
    return Path.of(System.getProperty("corpus", OURS));
  }

  /**
   * Checks a document, and prints its row.
   *
   * @param output gets what is generated, and is emptied
   */
  static void check(Path folder, Path document, Path output) throws IOException {
    Corpus.Row row = Corpus.row(folder, document, output);
    System.out.println(row);
    // Some documents make thousands of files.
    try (Stream<Path> files = Files.walk(output)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }

    assertThat(row.client().classes()).as(row.client().result()).isNotNull();
    assertThat(row.stub().classes()).as(row.stub().result()).isNotNull();
    assertThat(Corpus.rendered(row.client()))
        .as("operations of the client")
        .isEqualTo(row.operations());
    assertThat(Corpus.rendered(row.stub()))
        .as("operations of the stub")
        .isEqualTo(row.operations());
    RoundTripResult trips = row.trips();
    if (row.operations() > 0) {
      assertThat(trips).as("exchanges").isNotNull();
    }
    if (trips != null) {
      List<String> disagreements =
          trips.disagreements().stream()
              .filter(each -> KNOWN_DISAGREEMENTS.stream().noneMatch(each::contains))
              .filter(each -> !document.endsWith("faults.yaml") || !each.contains(INVALID))
              .toList();
      disagreements.stream().limit(MAX_SHOWN).forEach(System.out::println);
      assertThat(trips.failures()).isEmpty();
      assertThat(folder.equals(Path.of(OURS)) ? disagreements : List.of()).isEmpty();
    }
  }

  /**
   * Checks a document in a JVM of its own, whose memory no other document has used.
   *
   * @param heap its maximum, as for {@code -Xmx}
   */
  static void fork(Path document, Path output, String heap)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(each -> each.startsWith("--add-exports"))
            .toList());
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("corpus"))
        .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
    command.add("-Xmx" + heap);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(CorpusRun.class.getName(), document.toString(), output.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    boolean hasRow = false;
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        hasRow |= line.startsWith("|");
        System.out.println(line);
      }
    }
    int status = process.waitFor();
    if (!hasRow) {
      System.out.println("| " + folder().relativize(document) + " | exit code " + status + " |");
    }
    assertThat(status).as("exit code for %s", document.getFileName()).isZero();
  }

  /** Checks the document of the first argument, and generates into the second. */
  public static void main(String[] arguments) {
    int status = 1;
    try {
      check(folder(), Path.of(arguments[0]), Path.of(arguments[1]));
      status = 0;
    } catch (IOException | RuntimeException | Error e) {
      e.printStackTrace(System.out);
    }
    // A validator that does not end would keep this process.
    System.exit(status);
  }
}
