package io.customersession.codegen;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The generators that openapi-generator has itself make the same of a document, whether our
 * artifacts are on the class path of the plugin or not. The documents are what ours read otherwise:
 * OpenAPI 3.1, names that Java does not allow, and a document that the stock parser does not read,
 * for which it asks others.
 */
class BesideStockTest {
  private static final List<String> DOCUMENTS =
      Stream.of("golden/orders.yaml", "corpus/three-one.yaml", "corpus/words.yaml")
          .map(name -> Path.of("src/test/resources", name).toString())
          .toList();

  @TempDir private Path directory;

  @Test
  void stockGenerators_besideOurs_generateTheSameFiles() throws Exception {
    List<Path> all = Stream.of(classPath()).map(Path::of).toList();
    List<Path> others = all.stream().filter(entry -> !isOurs(entry)).toList();
    assertThat(all).as("entries of the class path").hasSizeGreaterThan(others.size() + 1);

    Path unreadable =
        Files.writeString(directory.resolve("unreadable.yaml"), "openapi: 3.0.3\npaths: [\n");
    Process with = start(all, "with", unreadable);
    Process without = start(others, "without", unreadable);
    assertThat(with.waitFor()).as(() -> log("with")).isZero();
    assertThat(without.waitFor()).as(() -> log("without")).isZero();

    Map<String, String> expected = files("without");
    assertThat(expected.keySet())
        .anyMatch(name -> name.endsWith("orders.yaml/client/src/main/java/stock/model/Order.java"))
        .anyMatch(name -> name.endsWith("orders.yaml/server/src/gen/java/stock/model/Order.java"))
        .anyMatch(name -> name.contains("three-one.yaml/client/src/main/java/stock/api/"))
        .contains("unreadable.yaml/failure")
        .filteredOn(name -> name.endsWith("/failure"))
        .hasSize(1);
    assertThat(files("with")).isEqualTo(expected);
  }

  private static String[] classPath() {
    return System.getProperty("java.class.path").split(File.pathSeparator);
  }

  /** Returns true for artifacts of this project; these tests are none. */
  private static boolean isOurs(Path entry) {
    if (Files.isDirectory(entry)) {
      return Files.isDirectory(entry.resolve("io/customersession"))
          && !Files.exists(entry.resolve("io/customersession/codegen/Stock.class"));
    }
    try (JarFile jar = new JarFile(entry.toFile())) {
      return jar.stream().anyMatch(each -> each.getName().startsWith("io/customersession/"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process start(List<Path> classPath, String name, Path another) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(Stock.class.getName());
    command.add(directory.resolve(name).toString());
    command.addAll(DOCUMENTS);
    command.add(another.toString());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve(name + ".log").toFile())
        .start();
  }

  private String log(String name) {
    try {
      return Files.readString(directory.resolve(name + ".log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> files(String name) throws IOException {
    Path root = directory.resolve(name);
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        contents.put(root.relativize(each).toString(), Files.readString(each, ISO_8859_1));
      }
    }
    return contents;
  }
}
