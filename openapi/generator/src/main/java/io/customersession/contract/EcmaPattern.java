package io.customersession.contract;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Translates patterns of OpenAPI, which are regular expressions of ECMA-262, to those of Java. */
final class EcmaPattern {
  /** How a combination of patterns starts. */
  private static final String FOUND = "^(?=[\\s\\S]*(?:";

  private static final Pattern GROUP_REFERENCE = Pattern.compile("\\\\[1-9]|\\(\\?<\\w|\\\\k");

  private EcmaPattern() {}

  /**
   * Returns the pattern in the notation of Java, or null if Java has no such pattern.
   *
   * @param regex a pattern in the notation of ECMA-262
   */
  static @Nullable String inJava(String regex) {
    String java = translated(regex);
    try {
      Pattern.compile(java);
      return java;
    } catch (PatternSyntaxException e) {
      return null;
    }
  }

  /**
   * Returns a pattern that finds what two patterns find, or null if it cannot be written: if one of
   * them is not a pattern, or refers to a group, of which the other one may have more.
   *
   * @param first a pattern in the notation of ECMA-262
   * @param second another one, in the same notation
   */
  static @Nullable String both(String first, String second) {
    String condition = condition(second);
    if (first.equals(second) || (first.startsWith(FOUND) && first.contains(condition))) {
      return first;
    }
    for (String each : List.of(first, second)) {
      if (!problem(each).isEmpty() || GROUP_REFERENCE.matcher(each).find()) {
        return null;
      }
    }
    return "^" + condition(first) + condition;
  }

  private static String condition(String regex) {
    return FOUND.substring(1) + regex + "))";
  }

  /** Returns what Java says about a pattern that it does not accept. */
  static String problem(String regex) {
    try {
      Pattern.compile(translated(regex));
      return "";
    } catch (PatternSyntaxException e) {
      return e.getDescription() + " near index " + e.getIndex();
    }
  }

  private static String translated(String regex) {
    StringBuilder java = new StringBuilder();
    boolean inClass = false;
    for (int at = 0; at < regex.length(); at++) {
      char character = regex.charAt(at);
      String rest = regex.substring(at);
      if (character == '\\' && at + 1 < regex.length()) {
        char next = regex.charAt(++at);
        int end = rest.length() > 2 && rest.charAt(2) == '{' ? rest.indexOf('}') : -1;
        if (end > 0 && "upP".indexOf(next) >= 0) {
          java.append(next == 'u' ? "\\x" : "\\" + next).append(rest, 2, end + 1);
          at += end - 1;
        } else if (next == 'd' || "wsDWSbBnrtfv0123456789xuckpP".indexOf(next) >= 0) {
          java.append(next == 'v' ? "\\x0B" : "\\" + next);
        } else if (Character.isLetter(next)) {
          java.append(next);
        } else {
          java.append('\\').append(next);
        }
      } else if (!inClass && rest.startsWith("[^]")) {
        java.append("[\\s\\S]");
        at += 2;
      } else if (!inClass && rest.startsWith("[]")) {
        java.append("(?!)");
        at += 1;
      } else if (inClass && (character == '[' || rest.startsWith("&&"))) {
        java.append('\\').append(character);
      } else if (!inClass && character == '$') {
        // In Java, this would also match before a line break at the end.
        java.append("\\z");
      } else if (!inClass && character == '{' && !rest.matches("(?s)\\{\\d+(,\\d*)?}.*")) {
        java.append("\\{");
      } else {
        inClass = character == '[' || (inClass && character != ']');
        java.append(character);
      }
    }
    return java.toString();
  }
}
