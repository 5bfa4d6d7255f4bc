package io.customersession.codegen;

/**
 * Patterns of Jakarta Validation, which match a whole text, where those of OpenAPI match any part
 * of it.
 */
final class ValidationPattern {
  private static final String END = "\\z";
  private static final String ANY = "[\\\\s\\\\S]*";

  private ValidationPattern() {}

  /**
   * Returns a pattern that matches the texts in which another one is found.
   *
   * @param literal a pattern in the notation of Java, as the content of a string literal; one that
   *     names both ends of the text stays as it is
   */
  static String matching(String literal) {
    return isWhole(literal.replace("\\\\", "\\")) ? literal : ANY + "?(?:" + literal + ")" + ANY;
  }

  private static boolean isWhole(String pattern) {
    boolean hasEnds =
        pattern.startsWith("^")
            && pattern.endsWith(END)
            && !isEscaped(pattern, pattern.length() - END.length());
    return hasEnds && !hasAlternatives(pattern);
  }

  private static boolean isEscaped(String pattern, int at) {
    int backslashes = 0;
    while (backslashes < at && pattern.charAt(at - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  /** Returns true if the ends belong to different alternatives. */
  private static boolean hasAlternatives(String pattern) {
    int depth = 0;
    boolean inClass = false;
    for (int at = 0; at < pattern.length(); at++) {
      char character = pattern.charAt(at);
      if (character == '\\') {
        at++;
      } else if (inClass) {
        inClass = character != ']';
      } else if (character == '[') {
        inClass = true;
      } else if (character == '(') {
        depth++;
      } else if (character == ')') {
        depth--;
      } else if (character == '|' && depth == 0) {
        return true;
      }
    }
    return false;
  }
}
