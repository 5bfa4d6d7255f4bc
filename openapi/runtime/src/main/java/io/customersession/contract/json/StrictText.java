package io.customersession.contract.json;

import java.io.IOException;
import java.io.Reader;
import java.util.List;

/**
 * A JSON text that ends with an exception where it stops being strict JSON in a way that Gson, not
 * being lenient, accepts: {@code TRUE}, {@code \'}, control characters and unpaired surrogates in
 * strings, any depth. Only the newest Gson can refuse these by itself.
 */
final class StrictText extends Reader {
  private static final int MAX_DEPTH = 255;
  private static final List<String> WORDS = List.of("true", "false", "null");
  private static final String NOT_JSON = "this is not valid JSON";

  private final String text;
  private final int end;
  private final String problem;
  private int at;

  StrictText(String text) {
    this.text = text;
    Scan scan = new Scan(text);
    end = scan.run();
    problem = scan.problem;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (at == end && end < text.length()) {
      throw malformed();
    }
    if (at == end) {
      return -1;
    }
    int count = Math.min(length, end - at);
    text.getChars(at, at + count, target, offset);
    at += count;
    return count;
  }

  private Malformed malformed() {
    int line = 1;
    int lineStart = 0;
    for (int i = text.indexOf('\n'); i >= 0 && i < end; i = text.indexOf('\n', i + 1)) {
      line++;
      lineStart = i + 1;
    }
    return new Malformed(problem, line, end - lineStart + 1);
  }

  @Override
  public void close() {
    // There is nothing to close.
  }

  /** Finds the first place. What Gson refuses anyway, it refuses before it comes to this place. */
  private static final class Scan {
    private final String text;
    private String problem = NOT_JSON;
    private int depth;

    Scan(String text) {
      this.text = text;
    }

    /**
     * Returns the index of the first character that is not strict JSON, or the length of the text.
     */
    int run() {
      int i = 0;
      while (i < text.length()) {
        char c = text.charAt(i);
        int start = i;
        if (c == '"') {
          i = string(i + 1);
        } else if (c == '{' || c == '[') {
          if (++depth > MAX_DEPTH) {
            return problem("nested deeper than " + MAX_DEPTH + " levels", start);
          }
          i++;
        } else if (c == '}' || c == ']') {
          depth--;
          i++;
        } else if (isMisspelledWord(i)) {
          return start;
        } else {
          i++;
        }
        if (i < 0) {
          return -i;
        }
      }
      return i;
    }

    private boolean isMisspelledWord(int start) {
      for (String word : WORDS) {
        if (text.regionMatches(true, start, word, 0, word.length())
            && !text.startsWith(word, start)) {
          return true;
        }
      }
      return false;
    }

    /** Returns the index after the string, or the negated index of the error in it. */
    private int string(int start) {
      int i = start;
      while (i < text.length()) {
        char c = text.charAt(i);
        if (c == '"') {
          return i + 1;
        }
        if (c < ' ') {
          return -i;
        }
        if (c != '\\') {
          i++;
          continue;
        }
        char escaped = i + 1 < text.length() ? text.charAt(i + 1) : 0;
        if (escaped == 'u') {
          int next = unicode(i);
          if (next < 0) {
            return next;
          }
          i = next;
        } else if (escaped != 0 && "\"\\/bfnrt".indexOf(escaped) >= 0) {
          i += 2;
        } else {
          return escaped == 0 ? text.length() : -i;
        }
      }
      return text.length();
    }

    /** Returns the index after an escaped character, or the negated index of its backslash. */
    private int unicode(int start) {
      int unit = unit(start);
      if (unit < 0) {
        return -start;
      }
      if (!Character.isSurrogate((char) unit)) {
        return start + 6;
      }
      int low =
          Character.isHighSurrogate((char) unit) && text.startsWith("\\u", start + 6)
              ? unit(start + 6)
              : -1;
      if (low < 0 || !Character.isLowSurrogate((char) low)) {
        return -problem("an unpaired surrogate, which is not a character", start);
      }
      return start + 12;
    }

    /**
     * Returns the number after the backslash and the u at an index, or -1 if it does not have four
     * digits.
     */
    private int unit(int start) {
      int unit = 0;
      for (int i = start + 2; i < start + 6; i++) {
        char c = i < text.length() ? text.charAt(i) : 0;
        int digit = c < 128 ? Character.digit(c, 16) : -1;
        if (digit < 0) {
          return -1;
        }
        unit = unit << 4 | digit;
      }
      return unit;
    }

    private int problem(String what, int index) {
      problem = what;
      return index;
    }
  }

  /** Where and why the text stops being JSON. */
  static final class Malformed extends IOException {
    private static final long serialVersionUID = 1;
    final int line;
    final int column;

    Malformed(String message, int line, int column) {
      super(message);
      this.line = line;
      this.column = column;
    }
  }
}
