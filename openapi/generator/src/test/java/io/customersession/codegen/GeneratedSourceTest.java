package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Generated code reads as if a person had written and formatted it. */
class GeneratedSourceTest {
  /** What -Xdoclint misses of tags that would only repeat a name. */
  private static final Pattern MISSING_TAG =
      Pattern.compile("no @(param|return|throws).*", Pattern.DOTALL);

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "contract-client, src/test/resources/golden/orders.yaml",
    "contract-server-stub, src/test/resources/golden/orders.yaml",
    "contract-client, src/test/resources/bodies/bodies.yaml",
    "contract-server-stub, src/test/resources/bodies/bodies.yaml",
    "contract-client, ../stub-control/src/it/orders/order.yaml",
    "contract-server-stub, ../stub-control/src/it/orders/order.yaml",
    "contract-client, src/test/resources/frozen/customer-session.yaml",
    "contract-server-stub, src/test/resources/frozen/customer-session.yaml",
    "contract-server-stub, ../stub-control/src/main/openapi/stub-control.yaml",
  })
  void source_isFormatted_hasNoUnusedImports_andIsDocumented(String generator, Path document)
      throws Exception {
    Path file = Files.copy(document, directory.resolve("document.yaml"));
    Path output = directory.resolve("out");
    Generated.generate(file, generator, "sample", output, null, java.util.Map.of());

    List<Path> sources;
    try (Stream<Path> files = Files.walk(output)) {
      sources = files.filter(it -> it.toString().endsWith(".java")).sorted().toList();
    }
    assertThat(sources).hasSizeGreaterThan(5);
    for (Path source : sources) {
      String text = Files.readString(source);
      assertThat(text).isEqualTo(new Formatter().formatSource(text));
      assertThat(RemoveUnusedImports.removeUnusedImports(text)).isEqualTo(text);
      assertThat(text.lines().filter(line -> line.length() > 100)).isEmpty();
      assertThat(text).doesNotContain("<p>\n").doesNotContain(" @param order Order\n");
      requireFewPaths(text);
    }
    assertThat(doclint(sources)).isEmpty();
  }

  /** Paths are computed from the schema and the property; an enum names its own once. */
  private static void requireFewPaths(String text) {
    Matcher path = Pattern.compile("\"#/").matcher(text);
    assertThat(path.results().count()).isLessThanOrEqualTo(1);
  }

  private static List<String> doclint(List<Path> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      compiler
          .getTask(
              new StringWriter(),
              manager,
              diagnostics,
              List.of(
                  "-classpath",
                  System.getProperty("java.class.path"),
                  "-proc:none",
                  "-Xdoclint:all/protected",
                  "-Xmaxwarns",
                  "10000",
                  "-implicit:none",
                  "-d",
                  Files.createTempDirectory("doclint").toString()),
              null,
              manager.getJavaFileObjectsFromPaths(sources))
          .call();
    }
    List<String> found = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
      String message = diagnostic.getMessage(java.util.Locale.ENGLISH);
      if (!MISSING_TAG.matcher(message).matches()) {
        found.add(diagnostic.toString());
      }
    }
    return found;
  }
}
