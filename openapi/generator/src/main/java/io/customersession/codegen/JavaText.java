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
          if (Character.isISOControl(c)) {
            literal.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            literal.append(c);
          }
        }
      }
    }
    return StatementLayout.escape(literal.toString());
  }

  /** Returns a string literal with a content that is escaped already. */
  static String quoted(String literal) {
    return '"' + StatementLayout.escape(literal) + '"';
  }
}
