package shop;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import io.customersession.contract.stub.StubServer;
import io.customersession.contract.violation.Violation;
import jakarta.validation.Constraint;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.AnnotatedElement;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;

/** What is in the jar that a partner's tests get, and what is not. */
class LibraryJarTest {
  private static final int MEBIBYTE = 1 << 20;

  private static final Pattern OURS =
      Pattern.compile(
          "io/customersession/stub/.+"
              + "|META-INF/(MANIFEST\\.MF|LICENSE)"
              + "|META-INF/openapi/.+"
              + "|META-INF/maven/io\\.customersession/.+");

  /** One class of each jar that the stub needs. */
  private static final List<Class<?>> NEEDED =
      List.of(
          StubServer.class,
          Violation.class,
          Gson.class,
          Load.class,
          jakarta.ws.rs.Path.class,
          Constraint.class);

  /** Who may ask for a framework: only those who have chosen it get to these packages. */
  private static final Map<String, List<String>> ASKED_FOR_BY_CHOICE =
      Map.of(
          "io.customersession.stub.junit.", List.of("org.junit.", "org.opentest4j."),
          "io.customersession.stub.wiremock.", List.of("com.github.tomakehurst.wiremock."));

  /** Annotations that nobody reads at run time. */
  private static final List<String> NEVER_READ =
      List.of("org.jspecify.annotations.", "com.google.errorprone.annotations.");

  private static final Pattern MISSING = Pattern.compile("\\s+(\\S+)\\s+->\\s+(\\S+)\\s+not found");

  @Test
  void entries_allOfThem_areInPackagesOfOurs() throws IOException {
    assertThat(entries())
        .filteredOn(entry -> !entry.isDirectory())
        .extracting(JarEntry::getName)
        .hasSizeGreaterThan(300)
        .allMatch(name -> OURS.matcher(name).matches())
        .contains("META-INF/LICENSE");
  }

  @Test
  void size_ofTheJar_isSmall() throws IOException {
    assertThat(Files.size(Library.jar())).isBetween(MEBIBYTE / 4L, 5L * MEBIBYTE / 2);
  }

  @Test
  void references_toOtherClasses_endInTheJdkOrItsDependencies() {
    StringWriter out = new StringWriter();
    StringWriter errors = new StringWriter();
    int status =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(
                new PrintWriter(out),
                new PrintWriter(errors),
                "--multi-release",
                "base",
                "-verbose:class",
                "--class-path",
                NEEDED.stream().map(LibraryJarTest::of).collect(joining(File.pathSeparator)),
                Library.jar().toString());

    assertThat(status).as(errors.toString()).isZero();
    Matcher missing = MISSING.matcher(out.toString());
    TreeSet<String> unexplained = new TreeSet<>();
    TreeSet<String> explained = new TreeSet<>();
    while (missing.find()) {
      String from = missing.group(1);
      String to = missing.group(2);
      (isExplained(from, to) ? explained : unexplained).add(from + " -> " + to);
    }
    assertThat(unexplained).isEmpty();
    assertThat(explained)
        .as("what this test lets through, so that its pattern is known to match")
        .anyMatch(line -> line.contains("-> com.github.tomakehurst.wiremock"));
  }

  @Test
  void everyClass_withNothingButItsDependencies_loadsAndTellsItsAnnotations() throws Exception {
    List<URL> path = new ArrayList<>(List.of(Library.jar().toUri().toURL()));
    for (Class<?> needed : NEEDED) {
      path.add(new URL("file:" + of(needed)));
    }
    int loaded = 0;
    try (URLClassLoader alone =
        new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      for (JarEntry entry : entries()) {
        if (!entry.getName().endsWith(".class")) {
          continue;
        }
        String name = entry.getName().replace('/', '.').replaceFirst("\\.class$", "");
        if (ASKED_FOR_BY_CHOICE.keySet().stream().anyMatch(name::startsWith)) {
          continue;
        }
        Class<?> type = Class.forName(name, false, alone);
        assertThat(type.getClassLoader()).isSameAs(alone);
        Stream.<AnnotatedElement[]>of(
                new AnnotatedElement[] {type},
                type.getDeclaredConstructors(),
                type.getDeclaredMethods(),
                type.getDeclaredFields())
            .flatMap(Stream::of)
            .forEach(AnnotatedElement::getAnnotations);
        loaded++;
      }
    }
    assertThat(loaded).isGreaterThan(300);
  }

  private static boolean isExplained(String from, String to) {
    return NEVER_READ.stream().anyMatch(to::startsWith)
        || ASKED_FOR_BY_CHOICE.entrySet().stream()
            .anyMatch(
                choice ->
                    from.startsWith(choice.getKey())
                        && choice.getValue().stream().anyMatch(to::startsWith));
  }

  private static List<JarEntry> entries() throws IOException {
    try (JarFile jar = new JarFile(Library.jar().toFile())) {
      return new ArrayList<>(jar.stream().toList());
    }
  }

  private static String of(Class<?> api) {
    try {
      return Path.of(api.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
