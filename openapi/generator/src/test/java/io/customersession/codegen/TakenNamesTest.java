package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.customersession.contract.Diagnostic;
import io.customersession.contract.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A schema cannot have the name of a class that generated code uses. */
class TakenNamesTest {
  private static final Pattern USED =
      Pattern.compile("(?m)^import [\\w.]+\\.(\\w+);$|\\b(?:class|enum) (\\w+)\\b");

  @TempDir private Path directory;

  @Test
  void schema_namedAsAClassOfTheTemplates_isRefused() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> templates = Files.walk(Path.of("src/main/resources/contract"))) {
      for (Path template : templates.filter(Files::isRegularFile).toList()) {
        USED.matcher(Files.readString(template))
            .results()
            .map(use -> use.group(1) == null ? use.group(2) : use.group(1))
            .forEach(names::add);
      }
    }
    assertThat(names).contains("PropertyTable", "Machine", "Codec", "UUID").hasSizeGreaterThan(50);
    for (String name : names) {
      Path file =
          Files.writeString(
              directory.resolve("document.yaml"),
              "openapi: 3.0.3\npaths: {}\ncomponents:\n  schemas:\n    %s: {type: object}\n"
                  .formatted(name));

      List<Diagnostic> found = Document.load(file).check();

      assertThat(found)
          .as(name)
          .anyMatch(it -> it.problem().startsWith("a schema cannot be named \"" + name + "\""));
    }
  }
}
