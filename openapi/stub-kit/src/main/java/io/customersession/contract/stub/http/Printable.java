package io.customersession.contract.stub.http;

import java.io.BufferedWriter;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Escapes text of callers for terminals and reports: characters that move the cursor, change
 * colors, end a line or change the direction of writing.
 */
public final class Printable {
  private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

  private Printable() {}

  /**
   * Returns the beginning of a text, followed by three dots if the text is longer. A surrogate pair
   * is not split.
   *
   * @param max the maximum number of UTF-16 units before the dots
   */
  public static String beginning(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    boolean splits = max > 0 && Character.isSurrogatePair(text.charAt(max - 1), text.charAt(max));
    return text.substring(0, splits ? max - 1 : max) + "...";
  }

  /** Returns a text in UTF-8, with U+FFFD for unpaired surrogates. */
  public static byte[] utf8(String text) {
    try {
      ByteBuffer bytes = encoder().encode(CharBuffer.wrap(text));
      byte[] utf8 = new byte[bytes.remaining()];
      bytes.get(utf8);
      return utf8;
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("every character can be encoded or is replaced", e);
    }
  }

  /** Returns a writer that encodes as {@link #utf8} does. */
  public static Writer writer(OutputStream out) {
    return new BufferedWriter(new OutputStreamWriter(out, encoder()));
  }

  private static CharsetEncoder encoder() {
    return StandardCharsets.UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .replaceWith(REPLACEMENT);
  }

  /** Returns a text on one line, with escapes such as {@code \n} and {@code \u001b}. */
  public static String of(String text) {
    return escaped(text, false);
  }

  /**
   * Returns a text of several lines: line feeds are kept, other characters escaped as in {@link
   * #of}.
   */
  public static String lines(String text) {
    return escaped(text, true);
  }

  private static String escaped(String text, boolean keepLines) {
    int safe = 0;
    while (safe < text.length() && isPlain(text.charAt(safe))) {
      safe++;
    }
    if (safe == text.length()) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 16).append(text, 0, safe);
    for (int i = safe; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPlain(c) || (keepLines && c == '\n')) {
        escaped.append(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        int character = text.codePointAt(i++);
        if (isShown(Character.getType(character))) {
          escaped.appendCodePoint(character);
        } else {
          escape(escaped, c);
          escape(escaped, text.charAt(i));
        }
      } else {
        escape(escaped, c);
      }
    }
    return escaped.toString();
  }

  private static void escape(StringBuilder escaped, char c) {
    switch (c) {
      case '\n' -> escaped.append("\\n");
      case '\r' -> escaped.append("\\r");
      case '\t' -> escaped.append("\\t");
      default -> escaped.append(String.format("\\u%04x", (int) c));
    }
  }

  private static boolean isPlain(char c) {
    return c < 0x7F ? c >= ' ' : isShown(Character.getType(c));
  }

  private static boolean isShown(int type) {
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        && type != Character.SURROGATE;
  }
}
