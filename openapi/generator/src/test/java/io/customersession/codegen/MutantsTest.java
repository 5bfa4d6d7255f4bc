package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.Diagnostic;
import io.customersession.contract.Document;
import io.customersession.contract.InvalidContractException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Documents with random faults are checked without a crash, and what is accepted generates a client
 * and a stub that compile. {@code -Dmutants=20000 -Dmutants.generated=500} tries more, {@code
 * -Dmutants.documents=DIR} mutates the documents of a folder too, and {@code -Dmutants.only=N}
 * tries one.
 */
class MutantsTest {
  private static final int MUTANTS = Integer.getInteger("mutants", 300);
  private static final int GENERATED = Integer.getInteger("mutants.generated", 10);
  private static final int ONLY = Integer.getInteger("mutants.only", -1);
  private static final long SEED = Long.getLong("mutants.seed", 18);
  private static final int MAX_BYTES = 100 * 1024;
  private static final int MAX_SECONDS = 60;

  @TempDir private Path directory;

  @Test
  void mutant_isRefusedWithLocations_orGeneratesCodeThatCompiles() throws Exception {
    Mutants mutants = new Mutants(documents(), SEED);
    List<String> failures = new ArrayList<>();
    List<Integer> accepted = new ArrayList<>();
    ExecutorService executor = Executors.newSingleThreadExecutor(MutantsTest::daemon);
    try {
      for (int i = Math.max(ONLY, 0); i < (ONLY < 0 ? MUTANTS : ONLY + 1); i++) {
        Path file = file(mutants, i);
        String failure = failure(executor.submit(() -> check(file)));
        if (failure == null) {
          accepted.add(i);
        } else if (!failure.isEmpty()) {
          failures.add("mutant " + i + ": check: " + failure);
        }
        if (failure != null && ONLY < 0) {
          Files.delete(file);
        }
      }
      int step = Math.max(1, accepted.size() / GENERATED);
      int generated = 0;
      for (int i = 0; i < accepted.size() && generated < GENERATED; i += step, generated++) {
        int number = accepted.get(i);
        Path file = file(mutants, number);
        String failure = failure(executor.submit(() -> generate(file)));
        if (failure != null) {
          failures.add("mutant " + number + ": " + failure);
        }
      }
      System.out.printf(
          "mutants: %d checked, %d accepted, %d of these generated, %d failures%n",
          MUTANTS, accepted.size(), generated, failures.size());
    } finally {
      executor.shutdownNow();
    }

    assertThat(accepted).isNotEmpty();
    assertThat(failures).isEmpty();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "mutants");
    thread.setDaemon(true);
    return thread;
  }

  private Path file(Mutants mutants, int number) throws IOException {
    // Half a character, which a cut may leave, becomes a question mark.
    byte[] octets = mutants.text(number).getBytes(StandardCharsets.UTF_8);
    return Files.write(directory.resolve(number + ".yaml"), octets);
  }

  private static List<Path> documents() throws IOException {
    List<Path> found = new ArrayList<>(Corpus.documents(Path.of("src/test/resources/corpus")));
    found.add(FrozenDocument.FILE);
    found.add(Path.of("../stub-control/src/it/orders/order.yaml"));
    String more = System.getProperty("mutants.documents");
    if (more != null) {
      found.addAll(Corpus.documents(Path.of(more)));
    }
    List<Path> small = new ArrayList<>();
    for (Path document : found) {
      if (Files.isRegularFile(document) && Files.size(document) < MAX_BYTES) {
        small.add(document);
      }
    }
    return small;
  }

  /** Returns null for success, an empty text if the document is refused, or what failed. */
  private static String check(Path file) {
    List<Diagnostic> found;
    try {
      found = Document.load(file).check();
    } catch (InvalidContractException e) {
      return String.valueOf(e.getMessage()).contains(file.getFileName() + ":")
          ? ""
          : "no location: " + e.getMessage();
    }
    return found.stream().anyMatch(Diagnostic::isError) ? "" : null;
  }

  private String generate(Path file) throws IOException {
    Path output = directory.resolve(file.getFileName() + ".out");
    for (Corpus.Side side : Corpus.sides(file, output)) {
      if (!side.isCompiled()) {
        return side.result();
      }
    }
    try (Stream<Path> files = Files.walk(output)) {
      files.sorted(Comparator.reverseOrder()).forEach(each -> each.toFile().delete());
    }
    return null;
  }

  private static String failure(Future<String> result) throws InterruptedException {
    try {
      return result.get(MAX_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      result.cancel(true);
      return "takes more than " + MAX_SECONDS + " s";
    } catch (ExecutionException e) {
      StringBuilder text = new StringBuilder(String.valueOf(e.getCause()));
      Stream.of(e.getCause().getStackTrace())
          .filter(frame -> frame.getClassName().startsWith("io.customersession"))
          .limit(4)
          .forEach(frame -> text.append("\n    at ").append(frame));
      return text.toString();
    }
  }
}
