package io.customersession.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the client adds to an application: few libraries, Java 11 bytecode, nullness annotations.
 */
final class DependencyFootprintTest {
  private static final Path CLASSES = Path.of("target/classes");
  private static final List<String> ALLOWED =
      List.of(
          "io.customersession:contract-client-runtime",
          "jakarta.annotation:jakarta.annotation-api",
          "jakarta.validation:jakarta.validation-api",
          "org.jspecify:jspecify",
          "org.slf4j:slf4j-api");

  @Test
  void dependencies_ofPartners_areTheAllowedOnes() throws IOException {
    List<String> declared = passedOn(Files.readString(Path.of("pom.xml")));

    assertThat(declared).contains("io.customersession:contract-client-runtime");
    assertThat(ALLOWED).containsAll(declared);
  }

  /** Shows that the check above can fail. */
  @ParameterizedTest
  @ValueSource(strings = {"", "<scope>compile</scope>", "<scope>runtime</scope>"})
  void dependencies_oneMore_isSeen(String scope) {
    String pom =
        "<project><dependencies><dependency><groupId>com.google.guava</groupId>"
            + "<artifactId>guava</artifactId>"
            + scope
            + "</dependency></dependencies></project>";

    assertThat(passedOn(pom))
        .containsExactly("com.google.guava:guava")
        .doesNotContainAnyElementsOf(ALLOWED);
    assertThat(passedOn(pom.replace("</artifactId>", "</artifactId><scope>test</scope>")))
        .isEmpty();
  }

  private static List<String> passedOn(String pom) {
    String dependencies =
        pom.substring(pom.indexOf("<dependencies>"), pom.indexOf("</dependencies>"));
    List<String> found = new ArrayList<>();
    Matcher one =
        Pattern.compile(
                "<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>(.*?)</dependency>",
                Pattern.DOTALL)
            .matcher(dependencies);
    while (one.find()) {
      if (!one.group(3).contains("<scope>test</scope>")) {
        found.add(one.group(1) + ":" + one.group(2));
      }
    }
    return found;
  }

  @Test
  void classes_allOfThem_runOnJava11() throws IOException {
    try (Stream<Path> files = Files.walk(CLASSES)) {
      List<Path> classes = files.filter(file -> file.toString().endsWith(".class")).toList();

      assertThat(classes).hasSizeGreaterThan(100).allMatch(file -> version(file) == 55);
    }
  }

  private static int version(Path file) {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      in.readInt();
      in.readUnsignedShort();
      return in.readUnsignedShort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Kotlin, among others, does not check unmarked types for null. */
  @Test
  void packages_all_areNullMarked() throws Exception {
    TreeSet<String> packages = new TreeSet<>();
    try (Stream<Path> files = Files.walk(CLASSES.resolve("io/customersession"))) {
      files
          .filter(file -> file.toString().endsWith(".class"))
          .map(file -> CLASSES.relativize(file.getParent()).toString().replace('/', '.'))
          .forEach(packages::add);
    }

    assertThat(packages)
        .contains("io.customersession.client.model", "io.customersession.client.api");
    for (String name : packages) {
      Annotation[] marks = Class.forName(name + ".package-info").getPackage().getAnnotations();
      assertThat(marks).as(name).hasAtLeastOneElementOfType(NullMarked.class);
    }
  }
}
