package io.customersession.codegen;

import io.customersession.contract.Document;
import io.customersession.contract.InvalidContractException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Documents that no one wrote for these generators: generates both sides of each, and compiles. */
final class Corpus {
  /**
   * What became of one side of a document.
   *
   * @param classes null if it did not compile
   */
  record Side(@Nullable ClassLoader classes, String result, double seconds) {
    boolean isCompiled() {
      return classes != null;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%s, %.1f s", result, seconds);
    }
  }

  /**
   * What became of a document.
   *
   * @param operations how many the document has
   * @param trips null if a side did not compile, or the document has no operations
   * @param tripSeconds how long those took
   * @param stock the client and the server of the stock generators; empty if they were not run
   */
  record Row(
      String document,
      int operations,
      int warnings,
      Side client,
      Side stub,
      @Nullable RoundTripResult trips,
      double tripSeconds,
      List<Side> stock) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "| %s | %d | %d | %s | %s | %s | %s |",
          document,
          operations,
          warnings,
          client,
          stub,
          trips == null ? "- | - | - | - | - | - | -" : trips + " | %.1f s".formatted(tripSeconds),
          stock.isEmpty() ? "- | -" : stock.get(0) + " | " + stock.get(1));
    }
  }

  static final String HEADER =
      "| document | operations | warnings | client | stub | equal / sent | examples / faults"
          + " | oneOf / branches | refused / broken"
          + " | validator agrees | not sampled | round trips | stock client | stock server |\n"
          + "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|";

  /** The names that the main file of a folder of files can have. */
  private static final List<String> MAIN_FILES =
      List.of("openapi.yaml", "openapi.yml", "openapi.json", "api.yaml", "api.yml");

  private static final List<String> LINT =
      List.of("-Xlint:all,-deprecation,-serial,-processing,-options", "-Werror");

  private Corpus() {}

  /** Returns the documents in a folder: its files, and the main file of each folder in it. */
  static List<Path> documents(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .sorted()
          .map(entry -> Files.isDirectory(entry) ? mainFile(entry) : entry)
          .filter(file -> file.toString().matches(".*\\.(yaml|yml|json)"))
          .toList();
    }
  }

  private static Path mainFile(Path folder) {
    return MAIN_FILES.stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseGet(() -> folder.resolve(folder.getFileName()));
  }

  /** Generates and compiles both sides of a document. */
  static Row row(Path folder, Path document, Path output) throws IOException {
    String name = folder.relativize(document).toString();
    int operations = OperationCount.of(document);
    int warnings = 0;
    try {
      warnings =
          (int) Document.load(document).check().stream().filter(each -> !each.isError()).count();
    } catch (InvalidContractException e) {
      // The result of either side says why.
    }
    List<Side> sides = sides(document, output);
    ClassLoader client = sides.get(0).classes();
    ClassLoader stub = sides.get(1).classes();
    RoundTripResult trips = null;
    long start = System.nanoTime();
    if (client != null && stub != null && operations > 0) {
      trips = trips(document, client, stub);
    }
    return new Row(
        name,
        operations,
        warnings,
        sides.get(0),
        sides.get(1),
        trips,
        seconds(start),
        Boolean.getBoolean("corpus.stock") ? stock(document, output) : List.of());
  }

  /** Returns how many operations a compiled side has. */
  static int rendered(Side side) {
    ClassLoader classes = side.classes();
    try {
      return classes == null ? 0 : RoundTrips.operations(classes).size();
    } catch (LinkageError e) {
      // A document without operations has no such class.
      return 0;
    }
  }

  /** Returns null if exchanges need more memory than there is. */
  private static @Nullable RoundTripResult trips(
      Path document, ClassLoader client, ClassLoader stub) throws IOException {
    try {
      return RoundTrips.of(document, client, stub);
    } catch (OutOfMemoryError e) {
      System.out.println("no exchanges with " + document.getFileName() + ": " + e);
      return null;
    }
  }

  /** Generates and compiles a client and a stub. */
  static List<Side> sides(Path document, Path output) {
    return List.of(
        side(out -> generate("contract-client", document, out), 11, LINT, output.resolve("client")),
        side(
            out -> generate("contract-server-stub", document, out),
            17,
            LINT,
            output.resolve("stub")));
  }

  private static void generate(String generator, Path document, Path output) {
    Generated.bare(document, generator, "sample", output, null, java.util.Map.of());
  }

  /** Does the same with the stock generators, and compiles what they make with any warnings. */
  private static List<Side> stock(Path document, Path output) {
    List<String> warnings = List.of("-nowarn");
    return List.of(
        side(
            out -> Stock.CLIENT.generate(document, out),
            11,
            warnings,
            output.resolve("stock-client")),
        side(
            out -> Stock.SERVER.generate(document, out),
            17,
            warnings,
            output.resolve("stock-server")));
  }

  private static Side side(
      Consumer<Path> generator, int release, List<String> options, Path directory) {
    long start = System.nanoTime();
    String result;
    ClassLoader classes = null;
    try {
      Files.createDirectories(directory);
      generator.accept(directory.resolve("out"));
      classes = Generated.in(directory).compile(release, List.of(), options);
      result = "compiles";
    } catch (InvalidContractException e) {
      List<String> lines = String.valueOf(e.getMessage()).lines().toList();
      result = lines.size() + " errors: " + lines.get(0);
    } catch (AssertionError e) {
      result =
          "does not compile: "
              + String.valueOf(e.getMessage()).replaceAll("(?s)^.*? error: |\\R.*", "");
    } catch (OutOfMemoryError | StackOverflowError e) {
      // Of one document, or of the stock generator; the others are independent of it.
      result = e.toString();
    } catch (IOException | RuntimeException e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      result =
          firstLine(cause) + " at " + List.of(cause.getStackTrace()).stream().limit(3).toList();
    }
    return new Side(classes, result, seconds(start));
  }

  private static String firstLine(Throwable cause) {
    return cause.toString().lines().findFirst().orElse("").replace("|", "\\|");
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
