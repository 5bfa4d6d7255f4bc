package io.customersession.contract.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of JSON in UTF-8 that grow as needed. */
final class Utf8Buffer {
  private static final String HEX = "0123456789abcdef";
  private static final int MAX_BYTES_OF_A_CHARACTER = 6;
  private static final int MAX_DIGITS_OF_LONG = 19;

  private byte[] bytes;
  private int length;
  private boolean hasUnpairedSurrogate;

  Utf8Buffer(int capacity) {
    bytes = new byte[capacity];
  }

  int length() {
    return length;
  }

  /** Returns true if a text had half of a surrogate pair, which no encoding can represent. */
  boolean hasUnpairedSurrogate() {
    return hasUnpairedSurrogate;
  }

  /** Appends the bytes of an array from an index on. */
  void put(byte[] source, int start) {
    int count = source.length - start;
    reserve(count);
    System.arraycopy(source, start, bytes, length, count);
    length += count;
  }

  String toText() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** Appends an ASCII character. */
  void put(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
  }

  /** Appends a text of ASCII characters as it is. */
  void ascii(String text) {
    int count = text.length();
    reserve(count);
    byte[] target = bytes;
    int at = length;
    for (int i = 0; i < count; i++) {
      target[at + i] = (byte) text.charAt(i);
    }
    length = at + count;
  }

  /** Appends an integer. */
  void whole(long value) {
    if (value == Long.MIN_VALUE) {
      ascii(Long.toString(value));
      return;
    }
    reserve(MAX_DIGITS_OF_LONG + 1);
    long rest = value;
    if (rest < 0) {
      bytes[length++] = '-';
      rest = -rest;
    }
    int end = length + 1;
    for (long power = rest; power >= 10; power /= 10) {
      end++;
    }
    for (int i = end - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length = end;
  }

  /** Appends a JSON string. */
  void text(String text) {
    int count = text.length();
    reserve(count + 2);
    byte[] target = bytes;
    int at = length;
    target[at++] = '"';
    int i = 0;
    // Most texts consist of such characters, each of which takes one byte.
    for (; i < count; i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || c < ' ' || c == '"' || c == '\\') {
        break;
      }
      target[at++] = (byte) c;
    }
    length = at;
    while (i < count) {
      i = character(text, i);
    }
    put('"');
  }

  /** Appends a character of any kind and returns the index of the next one. */
  private int character(String text, int index) {
    reserve(MAX_BYTES_OF_A_CHARACTER);
    byte[] target = bytes;
    int at = length;
    int next = index + 1;
    char c = text.charAt(index);
    if (c < 0x80) {
      if (c >= ' ' && c != '"' && c != '\\') {
        target[at++] = (byte) c;
      } else {
        at = escape(target, at, c);
      }
    } else if (c < 0x800) {
      target[at++] = (byte) (0xC0 | (c >> 6));
      target[at++] = (byte) (0x80 | (c & 0x3F));
    } else if (c == '\u2028' || c == '\u2029') {
      // JavaScript treats these as line terminators.
      at = escape(target, at, c);
    } else if (!Character.isSurrogate(c)) {
      target[at++] = (byte) (0xE0 | (c >> 12));
      target[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
      target[at++] = (byte) (0x80 | (c & 0x3F));
    } else if (Character.isHighSurrogate(c)
        && next < text.length()
        && Character.isLowSurrogate(text.charAt(next))) {
      int character = Character.toCodePoint(c, text.charAt(next++));
      target[at++] = (byte) (0xF0 | (character >> 18));
      target[at++] = (byte) (0x80 | ((character >> 12) & 0x3F));
      target[at++] = (byte) (0x80 | ((character >> 6) & 0x3F));
      target[at++] = (byte) (0x80 | (character & 0x3F));
    } else {
      hasUnpairedSurrogate = true;
    }
    length = at;
    return next;
  }

  private static int escape(byte[] target, int start, char c) {
    int at = start;
    target[at++] = '\\';
    switch (c) {
      case '"':
      case '\\':
        target[at++] = (byte) c;
        break;
      case '\t':
        target[at++] = 't';
        break;
      case '\b':
        target[at++] = 'b';
        break;
      case '\n':
        target[at++] = 'n';
        break;
      case '\r':
        target[at++] = 'r';
        break;
      case '\f':
        target[at++] = 'f';
        break;
      default:
        target[at++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
          target[at++] = (byte) HEX.charAt((c >> shift) & 0xF);
        }
    }
    return at;
  }

  private void reserve(int count) {
    if (count > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, count)));
    }
  }
}
