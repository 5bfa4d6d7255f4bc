package io.customersession.codegen;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns texts of the document (CommonMark) into the content of Javadoc comments. */
final class Javadoc {
  private static final Pattern CODE = Pattern.compile("`([^`]*)`");

  private Javadoc() {}

  /** Returns the paragraphs of a description, each on one line; none if there is no description. */
  static List<String> paragraphs(@Nullable String description) {
    if (description == null || description.isBlank()) {
      return List.of();
    }
    return Arrays.stream(description.strip().split("\\n\\s*\\n"))
        .map(paragraph -> text(paragraph.strip().replaceAll("\\s+", " ")))
        .toList();
  }

  /** Returns a name of the document as code, or in quotation marks if code cannot contain it. */
  static String code(String name) {
    boolean isCode =
        !name.isBlank()
            && !name.contains("*/")
            && !name.contains("\\u")
            && name.equals(StatementLayout.escape(name))
            && isBalanced(name);
    return isCode ? "{@code " + name + "}" : '"' + escape(name) + '"';
  }

  private static String text(String paragraph) {
    StringBuilder text = new StringBuilder();
    Matcher code = CODE.matcher(paragraph);
    int end = 0;
    while (code.find()) {
      text.append(escape(paragraph.substring(end, code.start()))).append(code(code.group(1)));
      end = code.end();
    }
    return text.append(escape(paragraph.substring(end))).toString();
  }

  /** Returns a text as HTML without inline tags, marks and the end of the comment. */
  private static String escape(String text) {
    StringBuilder html = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      String one = String.valueOf(c);
      if (c == '&') {
        html.append("&amp;");
      } else if (c == '<') {
        html.append("&lt;");
      } else if (c == '>') {
        html.append("&gt;");
      } else if (c == '\\' && text.startsWith("u", i + 1)) {
        // A Unicode escape, which Java reads in comments too.
        html.append("&#92;");
      } else if (c == '@' || c == '{' || c == '*' || !StatementLayout.escape(one).equals(one)) {
        html.append("&#").append((int) c).append(';');
      } else {
        html.append(c);
      }
    }
    return html.toString();
  }

  private static boolean isBalanced(String name) {
    int depth = 0;
    for (int i = 0; i < name.length() && depth >= 0; i++) {
      depth += name.charAt(i) == '{' ? 1 : name.charAt(i) == '}' ? -1 : 0;
    }
    return depth == 0;
  }
}
