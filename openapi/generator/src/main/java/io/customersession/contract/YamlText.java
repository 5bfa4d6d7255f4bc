package io.customersession.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Writes texts that are valid, but that SnakeYAML Engine does not read, in a way that it reads. */
final class YamlText {
  /**
   * Tabs, with what is before them in their line: blanks, dashes of lists, a name and a colon; and
   * with the sign of a comment, if that follows.
   */
  private static final Pattern TABS =
      Pattern.compile(
          "^( *+(?:- *+)*+(?:[^-\"'#:\\t\\n][^\"'#:\\t\\n]*+: *+)?+)(\\t[ \\t]*+)(#?+)",
          Pattern.MULTILINE);

  private YamlText() {}

  /**
   * Writes what JSON allows and SnakeYAML Engine does not: escaped slashes, tabs as blanks, and
   * control characters, such as U+0080, by their code.
   */
  static String ofJson(String text) {
    StringBuilder yaml = new StringBuilder(text.length());
    boolean isString = false;
    for (int index = 0; index < text.length(); index++) {
      char next = text.charAt(index);
      if (isString && next == '\\' && index + 1 < text.length()) {
        char escaped = text.charAt(++index);
        yaml.append(escaped == '/' ? "/" : "\\" + escaped);
        continue;
      }
      isString ^= next == '"';
      if (isString
          && next > '~'
          && !StreamReader.isPrintable(next)
          && !Character.isSurrogate(next)) {
        yaml.append("\\u%04x".formatted((int) next));
        continue;
      }
      yaml.append(next == '\t' && !isString ? ' ' : next);
    }
    return yaml.toString();
  }

  /** Returns a text with blanks for the tabs that YAML allows before a value or a comment. */
  static String withoutTabs(String text) {
    return TABS.matcher(text)
        .replaceAll(
            tabs ->
                Matcher.quoteReplacement(
                    tabs.group(1).isBlank() && tabs.group(3).isEmpty()
                        ? tabs.group()
                        : tabs.group(1) + " ".repeat(tabs.group(2).length()) + tabs.group(3)));
  }
}
