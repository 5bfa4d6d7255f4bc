package io.customersession.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every regular expression in the code of the stub, of the client and of what is generated into
 * either, and of the generator, takes time in proportion to the text, whatever the text is.
 */
class PatternsTest {
  private static final List<Path> SOURCES =
      List.of(
          Path.of("src/main/java"),
          Path.of("../cli/src/main/java"),
          Path.of("../jersey/src/main/java"),
          Path.of("../../client/library/src/main/java"),
          Path.of("../../openapi/runtime/src/main/java"),
          Path.of("../../openapi/client-runtime/src/main/java"),
          Path.of("../../openapi/stub-kit/src/main/java"),
          Path.of("../../openapi/stub-control/src/main/java"),
          Path.of("../../openapi/generator/src/main/java"),
          Path.of("../../openapi/generator/src/main/resources/contract"));

  private static final List<Path> DOCUMENTS =
      List.of(
          Path.of("../../openapi/contract/customer-session.yaml"),
          Path.of("target/generated-resources/openapi/session-stub-control.yaml"),
          Path.of("src/main/openapi/fixtures.yaml"));

  /** The calls whose first argument is a regular expression. */
  private static final Pattern CALL =
      Pattern.compile(
          "(?:Pattern\\s*\\.\\s*compile|\\.matches|\\.replaceAll|\\.replaceFirst|\\.split)\\(\\s*");

  private static final Pattern LITERAL = Pattern.compile("\\s*\\+?\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"");

  /** How arguments start that are not literals; all are looked at by {@link #patterns()}. */
  private static final List<String> NO_LITERALS =
      List.of(
          // A pattern of the customer session document.
          "regex)",
          // A pattern of any document, while it is checked and generated from.
          "translated(regex))",
          "java)",
          // A constant before a literal.
          "ControlApi.PREFIX + \"");

  private static final int LENGTH = 100_000;
  private static final long MAX_NANOS = 1_000_000_000L;

  static Stream<String> patterns() {
    Set<String> patterns = new TreeSet<>();
    files().forEach(file -> addPatterns(file, patterns));
    for (Path document : DOCUMENTS) {
      Matcher declared =
          Pattern.compile("\"?pattern\"?: *(?:'([^']*)'|\"((?:[^\"\\\\]|\\\\.)*)\")")
              .matcher(text(document));
      while (declared.find()) {
        patterns.add(
            declared.group(1) == null ? declared.group(2).translateEscapes() : declared.group(1));
      }
    }
    return patterns.stream();
  }

  @Test
  void patterns_areFound() {
    assertThat(patterns().toList())
        .contains(
            "[A-Za-z0-9][A-Za-z0-9._:-]{0,99}",
            "signer=([1-9][0-9]{0,17})",
            "-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?",
            "^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$")
        .hasSizeGreaterThan(20);
  }

  @Test
  void expressions_thatAreNoLiterals_areKnown() {
    Pattern compile = Pattern.compile("Pattern\\s*\\.\\s*compile\\(\\s*+([^\"].{0,40})");
    List<String> unknown = new ArrayList<>();
    files()
        .forEach(
            file ->
                compile
                    .matcher(text(file))
                    .results()
                    .map(call -> call.group(1))
                    .filter(argument -> NO_LITERALS.stream().noneMatch(argument::startsWith))
                    .forEach(argument -> unknown.add(file + ": " + argument)));
    assertThat(unknown).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void pattern_againstNearMisses_takesLinearTime(String regex) {
    Pattern pattern = Pattern.compile(regex);
    for (String text : nearMisses(regex)) {
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      pattern.matcher(text).matches();
      long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
      assertThat(nanos).as("%s against %s...", regex, text.substring(0, 40)).isLessThan(MAX_NANOS);
    }
  }

  /** Returns long texts made of what the expression itself is made of, each with a wrong end. */
  private static List<String> nearMisses(String regex) {
    Set<String> pieces =
        new TreeSet<>(
            List.of(
                " ", "a", "A", "0", "1", "-", ".", "=", "\"", "/", "\\", "\t", "0a", "a.", "1.",
                "a1-", ";a"));
    Matcher words = Pattern.compile("[a-z-]+=?|[^a-zA-Z0-9\\\\()\\[\\]{}*+?]").matcher(regex);
    while (words.find()) {
      pieces.add(words.group());
    }
    List<String> starts = new ArrayList<>(List.of(""));
    Matcher literal = Pattern.compile("^[\\^(?:i)]*([a-zA-Z=/_ \"-]{2,})").matcher(regex);
    if (literal.find()) {
      starts.add(literal.group(1));
      starts.add(literal.group(1) + "1;");
    }
    List<String> texts = new ArrayList<>();
    for (String start : starts) {
      for (String piece : pieces) {
        String middle = piece.repeat(LENGTH / piece.length());
        texts.add(start + middle + "\u0000");
        texts.add(start + middle + "x");
      }
    }
    return texts;
  }

  private static void addPatterns(Path file, Set<String> patterns) {
    String text = text(file);
    Matcher call = CALL.matcher(text);
    while (call.find()) {
      StringBuilder regex = new StringBuilder();
      int at = text.startsWith("ControlApi.PREFIX", call.end()) ? call.end() + 18 : call.end();
      Matcher literal = LITERAL.matcher(text);
      while (literal.find(at) && literal.start() == at) {
        regex.append(translated(literal.group(1)));
        at = literal.end();
      }
      if (!regex.isEmpty()) {
        patterns.add(regex.toString());
      }
    }
  }

  private static String translated(String literal) {
    return Pattern.compile("(?<!\\\\)\\\\u([0-9a-fA-F]{4})")
        .matcher(literal)
        .replaceAll(escape -> String.valueOf((char) Integer.parseInt(escape.group(1), 16)))
        .translateEscapes();
  }

  private static Stream<Path> files() {
    return SOURCES.stream().flatMap(PatternsTest::filesIn);
  }

  private static Stream<Path> filesIn(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(java|mustache)"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
