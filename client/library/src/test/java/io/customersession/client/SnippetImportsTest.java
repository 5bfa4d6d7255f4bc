package io.customersession.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Java snippets of all READMEs show the import of each class that they use. */
class SnippetImportsTest {
  private static final Path ROOT = Path.of("../..");

  /**
   * Classes of the reader, or generated from the examples' documents, and what a class inherits.
   */
  private static final Set<String> EXAMPLES =
      Set.of(
          "Cat",
          "CourierLimit",
          "DefaultHandlers",
          "Move",
          "OrderHandlers",
          "OrderStub",
          "Pet",
          "Shop",
          "OrdersApiDefaults");

  static String withoutImports(String snippet) {
    return snippet.replaceFirst("\\A(import [^\n]+\n|\n)+", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"README.md", "client/README.md", "server-stub/README.md", "openapi/README.md"})
  void snippets_importWhatTheyUse(String readme) throws IOException {
    List<String> snippets =
        all(Files.readString(ROOT.resolve(readme)), "(?s)```java\n(.*?)```").toList();

    assertThat(snippets).isNotEmpty().allSatisfy(SnippetImportsTest::importsWhatItUses);
  }

  private static void importsWhatItUses(String snippet) {
    Set<String> imports =
        all(snippet, "(?m)^import (?:static )?([\\w.]+);$")
            .collect(Collectors.toCollection(TreeSet::new));
    String code =
        snippet
            .replaceAll("(?m)^import .*$", "")
            .replaceAll("\"(\\\\.|[^\"\\\\])*\"|//.*|(?s:/\\*.*?\\*/)", "");
    Set<String> used =
        all(code, "(?<![\\w.])([A-Z][a-z]\\w*)").collect(Collectors.toCollection(TreeSet::new));
    used.removeAll(all(code, "class (\\w+)").toList());
    used.removeAll(EXAMPLES);
    used.removeIf(name -> exists("java.lang." + name));

    Set<String> imported =
        imports.stream().map(SnippetImportsTest::simple).collect(Collectors.toSet());
    assertThat(imported).containsAll(used);
    assertThat(imports)
        .allSatisfy(each -> assertThat(code).containsPattern("\\b" + simple(each) + "\\b"))
        .filteredOn(each -> each.startsWith("io.customersession."))
        .allMatch(SnippetImportsTest::isOurs);
  }

  /** Returns true for a class or a static member, here or in a module that this one lacks. */
  private static boolean isOurs(String name) {
    String owner = name.replaceFirst("\\.[a-z]\\w*$", "");
    String file = "src/main/java/" + owner.replace('.', '/') + ".java";
    return exists(owner)
        || Stream.of("client/spring-boot", "server-stub/spring-boot", "server-stub/quarkus")
            .anyMatch(module -> Files.exists(ROOT.resolve(module).resolve(file)));
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static boolean exists(String name) {
    try {
      Class.forName(name, false, SnippetImportsTest.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static Stream<String> all(String text, String regex) {
    return Pattern.compile(regex).matcher(text).results().map((MatchResult it) -> it.group(1));
  }

  @Test
  void withoutImports_leavesTheCode() {
    assertThat(withoutImports("import static a.B.c;\n\nimport a.B;\n\nB b = c();"))
        .isEqualTo("B b = c();");
  }
}
