package io.customersession.codegen;

import java.util.Locale;

/** Texts of the document in Java source code. */
final class JavaText {
  private JavaText() {}

  /** Returns the content of the string literal for a text. */
  static String literal(String text) {
    StringBuilder literal = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> literal.append("\\\"");
        case '\\' -> literal.append("\\\\");
        case '\n' -> literal.append("\\n");
        case '\r' -> literal.append("\\r");
        case '\t' -> literal.append("\\t");
        default -> {
          if (Character.isISOControl(c) || isUnpaired(text, i)) {
            literal.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            literal.append(c);
          }
        }
      }
    }
    return StatementLayout.escape(literal.toString());
  }

  /** Returns true if a text has one half of a character there, which UTF-8 cannot represent. */
  private static boolean isUnpaired(String text, int index) {
    char c = text.charAt(index);
    if (Character.isHighSurrogate(c)) {
      return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
    }
    return Character.isLowSurrogate(c)
        && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
  }

  /** Returns a string literal with a content that is escaped already. */
  static String quoted(String literal) {
    return '"' + StatementLayout.escape(literal) + '"';
  }
}
