package io.customersession.contract.json;

import com.google.gson.stream.JsonToken;
import java.nio.charset.StandardCharsets;

/**
 * Reads tokens of JSON in UTF-8 from the bytes. This class reads plain JSON only. By throwing
 * {@link FallBackToGson} it leaves everything that is unusual or may be wrong to {@link
 * GsonTokens}, which starts over, so that one class alone decides what is JSON.
 */
final class Utf8Tokens extends JsonTokens {
  /** Signals that the text has to be read by {@link GsonTokens}. */
  static final class FallBackToGson extends RuntimeException {
    private static final long serialVersionUID = 1;

    private FallBackToGson() {
      super("to be read by Gson", null, false, false);
    }
  }

  /** Has no stack trace, so that one instance serves all threads. */
  @SuppressWarnings("StaticAssignmentOfThrowable")
  static final FallBackToGson FALL_BACK = new FallBackToGson();

  private static final int MAX_DEPTH = 200;
  private static final int MAX_DIGITS_OF_LONG = 18;

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
        throw FALL_BACK;
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
    return Utf8Text.isDigit(c) || c == '-';
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
    if (++depth > MAX_DEPTH) {
      throw FALL_BACK;
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

  /** The caller checks what follows a comma; no name and no value starts with a closing bracket. */
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
    throw FALL_BACK;
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
      throw FALL_BACK;
    }
    String name = nextString();
    colon();
    return name;
  }

  @Override
  int nextMember(PropertyTable properties, int expected) {
    if (!hasMember()) {
      endObject();
      return NO_MEMBER;
    }
    if (next() != '"') {
      throw FALL_BACK;
    }
    if (expected < properties.size() && properties.isAt(expected, bytes, at + 1)) {
      at += 1 + properties.length(expected);
      colon();
      return expected;
    }
    return anotherMember(properties);
  }

  private int anotherMember(PropertyTable properties) {
    int hash = 0;
    int i = at + 1;
    for (int b = Utf8Text.at(bytes, i); b != '"'; b = Utf8Text.at(bytes, i)) {
      hash = 31 * hash + b;
      i++;
    }
    int member = properties.indexOf(bytes, at + 1, hash);
    if (member < properties.size()) {
      at = i + 1;
    } else {
      undeclared = nextString();
      // It may be a declared name with an escape sequence in it.
      member = properties.indexOf(undeclared);
    }
    colon();
    return member;
  }

  private void colon() {
    if (next() != ':') {
      throw FALL_BACK;
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
          throw FALL_BACK;
        }
        ascii = false;
      } else if (b == '\\') {
        return unescaped(start, i);
      }
    }
    throw FALL_BACK;
  }

  /** Everything outside strings is ASCII, so UTF-8 can be malformed only here. */
  private String text(int start, int end) {
    if (!Utf8Text.isWellFormed(bytes, start, end)) {
      throw FALL_BACK;
    }
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  private String unescaped(int start, int firstEscape) {
    StringBuilder text = new StringBuilder();
    int from = start;
    int i = firstEscape;
    while (true) {
      int b = Utf8Text.at(bytes, i);
      if (b == '"') {
        text.append(text(from, i));
        at = i + 1;
        return text.toString();
      }
      if (b >= 0 && b < ' ') {
        throw FALL_BACK;
      }
      if (b != '\\') {
        i++;
        continue;
      }
      text.append(text(from, i));
      i = Utf8Text.appendEscape(bytes, i + 1, text);
      from = i;
    }
  }

  @Override
  String nextDigits() {
    int start = at;
    int end = Utf8Text.endOfNumber(bytes, at);
    at = end;
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  @Override
  String nextNumberText() {
    return nextDigits();
  }

  @Override
  boolean simpleNumber() {
    boolean negative = bytes[at] == '-';
    int start = negative ? at + 1 : at;
    int i = start;
    int afterPoint = -1;
    long value = 0;
    for (; i < bytes.length; i++) {
      int b = bytes[i];
      if (b >= '0' && b <= '9') {
        value = value * 10 + (b - '0');
      } else if (b == '.' && afterPoint < 0) {
        afterPoint = i + 1;
      } else {
        break;
      }
    }
    int digits = (afterPoint < 0 ? i : afterPoint - 1) - start;
    // A number that is long, has an exponent or is malformed is read again as text.
    if (i - start > MAX_DIGITS_OF_LONG
        || digits == 0
        || (digits > 1 && bytes[start] == '0')
        || i == afterPoint
        || (i < bytes.length && (bytes[i] == 'e' || bytes[i] == 'E'))) {
      return false;
    }
    unscaled = negative ? -value : value;
    scale = afterPoint < 0 ? 0 : i - afterPoint;
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
      if (Utf8Text.at(bytes, at + i) != word.charAt(i)) {
        throw FALL_BACK;
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
        at = Utf8Text.endOfNumber(bytes, at);
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
      throw FALL_BACK;
    }
  }

  private int next() {
    if (at < bytes.length && bytes[at] > ' ') {
      return bytes[at];
    }
    skipSpace();
    return Utf8Text.at(bytes, at);
  }

  private void skipSpace() {
    while (at < bytes.length) {
      byte b = bytes[at];
      if (b > ' ' || (b != ' ' && b != '\n' && b != '\r' && b != '\t')) {
        return;
      }
      at++;
    }
  }
}
