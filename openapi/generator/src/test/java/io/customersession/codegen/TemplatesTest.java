package io.customersession.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Templates stay readable, and Java source code stays in them. */
class TemplatesTest {
  private static final Path TEMPLATES = Path.of("src/main/resources/contract");
  private static final Path CODE = Path.of("src/main/java/io/customersession/codegen");

  private static final Pattern LITERAL =
      Pattern.compile("'(?:\\\\.|[^'\\\\])'|\"((?:\\\\.|[^\"\\\\\n])*)\"");

  /** A constructor, a call, an annotation, a statement or a declaration. */
  private static final Pattern JAVA =
      Pattern.compile(
          "\\bnew [A-Z]\\w*[<(]|\\b[a-z]\\w*\\((?!\\?)|^@[A-Z]|\\breturn \\w+;"
              + "|\\b(private|public|final|import) [a-z]");

  private static List<String> java(String source) {
    return LITERAL
        .matcher(source.replaceAll("(?m)^ *(//|/?\\*).*", ""))
        .results()
        .map(literal -> literal.group(1))
        .filter(literal -> literal != null && JAVA.matcher(literal).find())
        .toList();
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void templates_haveAtMost100Columns_and1600Lines() throws IOException {
    int lines = 0;
    for (Path template : files(TEMPLATES)) {
      List<String> text = Files.readAllLines(template);
      assertThat(text).as(template.toString()).allMatch(line -> line.length() <= 100);
      lines += text.size();
    }
    assertThat(lines).isBetween(500, 1600);
  }

  @Test
  void generators_haveNoJavaSourceInStringLiterals() throws IOException {
    for (Path file : files(CODE)) {
      assertThat(java(Files.readString(file))).as(file.toString()).isEmpty();
    }
  }

  @Test
  void java_findsJavaSourceInStringLiterals() {
    assertThat(
            java("a(\"new ArrayList<>(\", '\"', \"Codecs.list(\", \"@NotNull \", \"return x;\")"))
        .hasSize(4);
    assertThat(java("fail(\"values of type (x) are new\");")).isEmpty();
  }
}
