package io.customersession.codegen;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a description of the document (CommonMark) into lines of a Javadoc comment. */
final class Javadoc {
  private static final int WIDTH = 100;

  private Javadoc() {}

  static List<String> lines(@Nullable String description, String fallback) {
    String text = description == null || description.isBlank() ? fallback : description.strip();
    List<String> lines = new ArrayList<>();
    for (String paragraph : escape(text).split("\\n\\s*\\n")) {
      StringBuilder line = new StringBuilder(lines.isEmpty() ? "" : "<p>");
      if (!lines.isEmpty()) {
        lines.add("");
      }
      for (String word : paragraph.split("\\s+")) {
        if (line.length() + word.length() >= WIDTH) {
          lines.add(line.toString());
          line.setLength(0);
        }
        line.append(line.isEmpty() || line.toString().equals("<p>") ? "" : " ").append(word);
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static String escape(String text) {
    String html =
        text.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("@", "&#64;")
            .replace("*/", "*&#47;");
    return html.replaceAll("`([^`]*)`", "<code>$1</code>");
  }
}
