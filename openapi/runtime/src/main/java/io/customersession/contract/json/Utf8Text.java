package io.customersession.contract.json;

/** The parts of JSON in UTF-8 that no reader needs state for. */
final class Utf8Text {
  private static final int MAX_NUMBER_LENGTH = 500;

  private Utf8Text() {}

  /**
   * Appends the character of an escape sequence.
   *
   * @param start the position after the backslash
   * @return the position after the sequence
   */
  static int appendEscape(byte[] bytes, int start, StringBuilder text) {
    switch (at(bytes, start)) {
      case '"':
        text.append('"');
        return start + 1;
      case '\\':
        text.append('\\');
        return start + 1;
      case '/':
        text.append('/');
        return start + 1;
      case 'b':
        text.append('\b');
        return start + 1;
      case 'f':
        text.append('\f');
        return start + 1;
      case 'n':
        text.append('\n');
        return start + 1;
      case 'r':
        text.append('\r');
        return start + 1;
      case 't':
        text.append('\t');
        return start + 1;
      case 'u':
        return appendUnicodeEscape(bytes, start, text);
      default:
        throw Utf8Tokens.FALL_BACK;
    }
  }

  private static int appendUnicodeEscape(byte[] bytes, int start, StringBuilder text) {
    char unit = hex(bytes, start + 1);
    text.append(unit);
    if (!Character.isSurrogate(unit)) {
      return start + 5;
    }
    if (Character.isHighSurrogate(unit)
        && at(bytes, start + 5) == '\\'
        && at(bytes, start + 6) == 'u') {
      char low = hex(bytes, start + 7);
      if (Character.isLowSurrogate(low)) {
        text.append(low);
        return start + 11;
      }
    }
    throw Utf8Tokens.FALL_BACK;
  }

  private static char hex(byte[] bytes, int start) {
    int unit = 0;
    for (int i = start; i < start + 4; i++) {
      int b = at(bytes, i);
      int digit = b < 0 ? -1 : Character.digit(b, 16);
      if (digit < 0) {
        throw Utf8Tokens.FALL_BACK;
      }
      unit = (unit << 4) | digit;
    }
    return (char) unit;
  }

  /** Returns the position after the number that starts at a position. */
  static int endOfNumber(byte[] bytes, int start) {
    int i = start;
    if (at(bytes, i) == '-') {
      i++;
    }
    i = at(bytes, i) == '0' ? i + 1 : endOfDigits(bytes, i);
    if (i < bytes.length && bytes[i] == '.') {
      i = endOfDigits(bytes, i + 1);
    }
    if (i < bytes.length && (bytes[i] == 'e' || bytes[i] == 'E')) {
      i++;
      if (at(bytes, i) == '+' || at(bytes, i) == '-') {
        i++;
      }
      i = endOfDigits(bytes, i);
    }
    if (i - start > MAX_NUMBER_LENGTH) {
      throw Utf8Tokens.FALL_BACK;
    }
    return i;
  }

  private static int endOfDigits(byte[] bytes, int start) {
    int i = start;
    while (i < bytes.length && isDigit(bytes[i])) {
      i++;
    }
    if (i == start) {
      throw Utf8Tokens.FALL_BACK;
    }
    return i;
  }

  static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }

  static int at(byte[] bytes, int i) {
    if (i >= bytes.length) {
      throw Utf8Tokens.FALL_BACK;
    }
    return bytes[i];
  }

  /** Returns true if bytes are a well-formed sequence by the table of the Unicode standard. */
  static boolean isWellFormed(byte[] bytes, int start, int end) {
    int i = start;
    while (i < end) {
      int first = bytes[i++];
      if (first >= 0) {
        continue;
      }
      int b = first & 0xFF;
      int more = followingBytes(b);
      if (more == 0 || i + more > end || !isSecondByte(b, bytes[i] & 0xFF)) {
        return false;
      }
      for (int last = i + more; i < last; i++) {
        if ((bytes[i] & 0xC0) != 0x80) {
          return false;
        }
      }
    }
    return true;
  }

  private static int followingBytes(int first) {
    if (first < 0xC2 || first >= 0xF5) {
      return 0;
    }
    return first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
  }

  /** Excludes overlong sequences, surrogates and what is above the last code point. */
  private static boolean isSecondByte(int first, int second) {
    switch (first) {
      case 0xE0:
        return second >= 0xA0;
      case 0xED:
        return second <= 0x9F;
      case 0xF0:
        return second >= 0x90;
      case 0xF4:
        return second <= 0x8F;
      default:
        return true;
    }
  }
}
