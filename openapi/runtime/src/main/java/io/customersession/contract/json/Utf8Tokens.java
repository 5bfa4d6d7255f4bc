package io.customersession.contract.json;

import com.google.gson.stream.JsonToken;
import java.nio.charset.StandardCharsets;

/**
 * Tokens of JSON in UTF-8, taken from the bytes. It reads plain JSON only; whatever may be wrong or
 * is unusual it leaves, by {@link Unsure}, to {@link GsonTokens}, which then starts over, so that
 * there is one judge of what is JSON.
 */
final class Utf8Tokens extends JsonTokens {
  /** This reader does not decide about the text. */
  static final class Unsure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Unsure() {
      super("to be read by Gson", null, false, false);
    }
  }

  private static final Unsure UNSURE = new Unsure();
  private static final int MOST_DEPTH = 200;
  private static final int LONGEST_NUMBER = 500;
  private static final int MOST_DIGITS_OF_LONG = 18;

  private final byte[] bytes;
  private int at;
  private int depth;
  private boolean fresh;

  Utf8Tokens(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  JsonToken peek() {
    switch (next()) {
      case '{':
        return JsonToken.BEGIN_OBJECT;
      case '[':
        return JsonToken.BEGIN_ARRAY;
      case '"':
        return JsonToken.STRING;
      case 't':
      case 'f':
        return JsonToken.BOOLEAN;
      case 'n':
        return JsonToken.NULL;
      case '-':
      case '0':
      case '1':
      case '2':
      case '3':
      case '4':
      case '5':
      case '6':
      case '7':
      case '8':
      case '9':
        return JsonToken.NUMBER;
      default:
        throw UNSURE;
    }
  }

  @Override
  boolean isObject() {
    return next() == '{';
  }

  @Override
  boolean isArray() {
    return next() == '[';
  }

  @Override
  boolean isString() {
    return next() == '"';
  }

  @Override
  boolean isNumber() {
    int c = next();
    return isDigit(c) || c == '-';
  }

  @Override
  boolean isBoolean() {
    int c = next();
    return c == 't' || c == 'f';
  }

  @Override
  boolean isNull() {
    return next() == 'n';
  }

  @Override
  void beginObject() {
    begin();
  }

  @Override
  void beginArray() {
    begin();
  }

  private void begin() {
    if (++depth > MOST_DEPTH) {
      throw UNSURE;
    }
    at++;
    fresh = true;
  }

  @Override
  boolean hasMember() {
    return hasNext('}');
  }

  @Override
  boolean hasItem() {
    return hasNext(']');
  }

  /**
   * What follows a comma is looked at by whoever reads it; no name and no value starts with a
   * bracket that closes.
   */
  private boolean hasNext(char close) {
    int c = next();
    if (fresh) {
      fresh = false;
      return c != close;
    }
    if (c == ',') {
      at++;
      return true;
    }
    if (c == close) {
      return false;
    }
    throw UNSURE;
  }

  @Override
  void endObject() {
    at++;
    depth--;
  }

  @Override
  void endArray() {
    endObject();
  }

  @Override
  String nextName() {
    if (next() != '"') {
      throw UNSURE;
    }
    String name = nextString();
    colon();
    return name;
  }

  @Override
  int nextMember(MemberNames members, int expected) {
    if (!hasMember()) {
      endObject();
      return NO_MEMBER;
    }
    if (next() != '"') {
      throw UNSURE;
    }
    if (expected < members.size() && members.isAt(expected, bytes, at + 1)) {
      at += 1 + members.length(expected);
      colon();
      return expected;
    }
    return anotherMember(members);
  }

  private int anotherMember(MemberNames members) {
    int hash = 0;
    int i = at + 1;
    for (int b = byteAt(i); b != '"'; b = byteAt(i)) {
      hash = 31 * hash + b;
      i++;
    }
    int member = members.indexOf(bytes, at + 1, hash);
    if (member < members.size()) {
      at = i + 1;
    } else {
      undeclared = nextString();
      // It may be declared and written with an escape.
      member = members.indexOf(undeclared);
    }
    colon();
    return member;
  }

  private void colon() {
    if (next() != ':') {
      throw UNSURE;
    }
    at++;
  }

  @Override
  String nextString() {
    int start = at + 1;
    boolean ascii = true;
    for (int i = start; i < bytes.length; i++) {
      byte b = bytes[i];
      if (b == '"') {
        at = i + 1;
        return ascii
            ? new String(bytes, start, i - start, StandardCharsets.ISO_8859_1)
            : text(start, i);
      }
      if (b < ' ') {
        if (b >= 0) {
          throw UNSURE;
        }
        ascii = false;
      } else if (b == '\\') {
        return unescaped(start, i);
      }
    }
    throw UNSURE;
  }

  /** Outside of texts there is nothing but ASCII, so only here UTF-8 can be malformed. */
  private String text(int start, int end) {
    if (!wellFormed(start, end)) {
      throw UNSURE;
    }
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  private String unescaped(int start, int firstEscape) {
    StringBuilder text = new StringBuilder();
    int from = start;
    int i = firstEscape;
    while (true) {
      int b = byteAt(i);
      if (b == '"') {
        text.append(text(from, i));
        at = i + 1;
        return text.toString();
      }
      if (b >= 0 && b < ' ') {
        throw UNSURE;
      }
      if (b != '\\') {
        i++;
        continue;
      }
      text.append(text(from, i));
      i = escape(text, i + 1);
      from = i;
    }
  }

  private int escape(StringBuilder text, int i) {
    switch (byteAt(i)) {
      case '"':
        text.append('"');
        return i + 1;
      case '\\':
        text.append('\\');
        return i + 1;
      case '/':
        text.append('/');
        return i + 1;
      case 'b':
        text.append('\b');
        return i + 1;
      case 'f':
        text.append('\f');
        return i + 1;
      case 'n':
        text.append('\n');
        return i + 1;
      case 'r':
        text.append('\r');
        return i + 1;
      case 't':
        text.append('\t');
        return i + 1;
      case 'u':
        char unit = hex(i + 1);
        text.append(unit);
        if (!Character.isSurrogate(unit)) {
          return i + 5;
        }
        if (Character.isHighSurrogate(unit) && byteAt(i + 5) == '\\' && byteAt(i + 6) == 'u') {
          char low = hex(i + 7);
          if (Character.isLowSurrogate(low)) {
            text.append(low);
            return i + 11;
          }
        }
        throw UNSURE;
      default:
        throw UNSURE;
    }
  }

  private char hex(int start) {
    int unit = 0;
    for (int i = start; i < start + 4; i++) {
      int b = byteAt(i);
      int digit = b < 0 ? -1 : Character.digit(b, 16);
      if (digit < 0) {
        throw UNSURE;
      }
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }

  @Override
  String nextDigits() {
    int start = at;
    int end = endOfNumber();
    at = end;
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  @Override
  String nextNumberText() {
    return nextDigits();
  }

  private int endOfNumber() {
    int i = at;
    if (byteAt(i) == '-') {
      i++;
    }
    i = byteAt(i) == '0' ? i + 1 : digits(i);
    if (i < bytes.length && bytes[i] == '.') {
      i = digits(i + 1);
    }
    if (i < bytes.length && (bytes[i] == 'e' || bytes[i] == 'E')) {
      i++;
      if (byteAt(i) == '+' || byteAt(i) == '-') {
        i++;
      }
      i = digits(i);
    }
    if (i - at > LONGEST_NUMBER) {
      throw UNSURE;
    }
    return i;
  }

  private int digits(int start) {
    int i = start;
    while (i < bytes.length && isDigit(bytes[i])) {
      i++;
    }
    if (i == start) {
      throw UNSURE;
    }
    return i;
  }

  private static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }

  @Override
  boolean simpleNumber() {
    boolean negative = bytes[at] == '-';
    int start = negative ? at + 1 : at;
    int i = start;
    int behindPoint = -1;
    long value = 0;
    for (; i < bytes.length; i++) {
      int b = bytes[i];
      if (b >= '0' && b <= '9') {
        value = value * 10 + (b - '0');
      } else if (b == '.' && behindPoint < 0) {
        behindPoint = i + 1;
      } else {
        break;
      }
    }
    int digits = (behindPoint < 0 ? i : behindPoint - 1) - start;
    // What is long, has an exponent or is no number as JSON writes it is looked at again.
    if (i - start > MOST_DIGITS_OF_LONG
        || digits == 0
        || digits > 1 && bytes[start] == '0'
        || i == behindPoint
        || i < bytes.length && (bytes[i] == 'e' || bytes[i] == 'E')) {
      return false;
    }
    unscaled = negative ? -value : value;
    scale = behindPoint < 0 ? 0 : i - behindPoint;
    at = i;
    return true;
  }

  @Override
  boolean nextBoolean() {
    boolean value = bytes[at] == 't';
    word(value ? "true" : "false");
    return value;
  }

  @Override
  void nextNull() {
    word("null");
  }

  private void word(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (byteAt(at + i) != word.charAt(i)) {
        throw UNSURE;
      }
    }
    at += word.length();
  }

  @Override
  void skipValue() {
    switch (peek()) {
      case BEGIN_OBJECT:
        beginObject();
        while (hasMember()) {
          nextName();
          skipValue();
        }
        endObject();
        break;
      case BEGIN_ARRAY:
        beginArray();
        while (hasItem()) {
          skipValue();
        }
        endArray();
        break;
      case STRING:
        nextString();
        break;
      case NUMBER:
        at = endOfNumber();
        break;
      case BOOLEAN:
        nextBoolean();
        break;
      default:
        nextNull();
    }
  }

  @Override
  void end() {
    skipSpace();
    if (at < bytes.length) {
      throw UNSURE;
    }
  }

  private int next() {
    if (at < bytes.length && bytes[at] > ' ') {
      return bytes[at];
    }
    skipSpace();
    return byteAt(at);
  }

  private void skipSpace() {
    while (at < bytes.length) {
      byte b = bytes[at];
      if (b > ' ' || b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return;
      }
      at++;
    }
  }

  private int byteAt(int i) {
    if (i >= bytes.length) {
      throw UNSURE;
    }
    return bytes[i];
  }

  /**
   * Returns whether the bytes are what the Unicode standard calls well-formed (its table of byte
   * sequences).
   */
  private boolean wellFormed(int start, int end) {
    int i = start;
    while (i < end) {
      int first = bytes[i++];
      if (first >= 0) {
        continue;
      }
      int b = first & 0xFF;
      int more =
          b >= 0xC2 && b < 0xE0 ? 1 : b >= 0xE0 && b < 0xF0 ? 2 : b >= 0xF0 && b < 0xF5 ? 3 : 0;
      if (more == 0 || i + more > end) {
        return false;
      }
      int second = bytes[i] & 0xFF;
      if (b == 0xE0 && second < 0xA0
          || b == 0xED && second > 0x9F
          || b == 0xF0 && second < 0x90
          || b == 0xF4 && second > 0x8F) {
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
}
