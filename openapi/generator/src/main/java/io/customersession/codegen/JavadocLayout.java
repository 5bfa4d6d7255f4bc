package io.customersession.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills the Javadoc comments of generated code as google-java-format does. A comment consists of
 * paragraphs that blank lines separate, and of block tags.
 */
final class JavadocLayout {
  private static final Pattern COMMENT =
      Pattern.compile("^( *)/\\*\\*(.*?)\\*/", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern ASTERISK = Pattern.compile("^\\* ?");
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final String PARAGRAPH = "<p>";
  private static final String TAG_INDENT = "    ";

  private final String indent;
  private final List<String> lines = new ArrayList<>();

  private JavadocLayout(String indent) {
    this.indent = indent;
  }

  /** Lays out every Javadoc comment of a text. */
  static String format(String text) {
    return COMMENT
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    new JavadocLayout(match.group(1)).comment(match.group(2))));
  }

  private String comment(String content) {
    List<String> paragraphs = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (String line : content.split("\n", -1)) {
      String words = ASTERISK.matcher(line.strip()).replaceFirst("").strip();
      boolean isParagraph = words.startsWith(PARAGRAPH);
      if (words.isEmpty() || isParagraph || words.startsWith("@")) {
        add(text, paragraphs, tags);
      }
      text.append(isParagraph ? words.substring(PARAGRAPH.length()) : words).append(' ');
    }
    add(text, paragraphs, tags);
    String oneLine = paragraphs.isEmpty() ? "" : indent + "/** " + paragraphs.get(0) + " */";
    if (paragraphs.size() == 1 && tags.isEmpty() && oneLine.length() <= SourceLayout.MAX_COLUMNS) {
      return oneLine;
    }
    lines.add(indent + "/**");
    for (int i = 0; i < paragraphs.size(); i++) {
      if (i > 0) {
        lines.add(indent + " *");
      }
      fill((i > 0 ? PARAGRAPH : "") + paragraphs.get(i), "");
    }
    if (!paragraphs.isEmpty() && !tags.isEmpty()) {
      lines.add(indent + " *");
    }
    for (String tag : tags) {
      fill(tag, TAG_INDENT);
    }
    lines.add(indent + " */");
    return String.join("\n", lines);
  }

  private static void add(StringBuilder text, List<String> paragraphs, List<String> tags) {
    String words = SPACE.matcher(text.toString().strip()).replaceAll(" ");
    text.setLength(0);
    if (!words.isEmpty()) {
      (words.startsWith("@") ? tags : paragraphs).add(words);
    }
  }

  private void fill(String words, String continuation) {
    String start = indent + " * ";
    StringBuilder line = new StringBuilder(start);
    boolean isEmpty = true;
    for (String word : words.split(" ", -1)) {
      if (!isEmpty && line.length() + 1 + word.length() > SourceLayout.MAX_COLUMNS) {
        lines.add(line.toString());
        line = new StringBuilder(start).append(continuation);
        isEmpty = true;
      }
      line.append(isEmpty ? "" : " ").append(word);
      isEmpty = false;
    }
    lines.add(line.toString());
  }
}
