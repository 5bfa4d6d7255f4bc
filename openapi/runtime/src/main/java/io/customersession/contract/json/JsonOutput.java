package io.customersession.contract.json;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON text that codecs write to. */
public final class JsonOutput {
  private static final String HEX = "0123456789abcdef";
  private static final int MOST_BYTES_OF_ONE_CHARACTER = 6;
  static final int EXPECTED = 512;
  private static final int MOST_DIGITS_OF_LONG = 19;

  private final @Nullable JsonWriter gson;
  private final int version;
  private byte[] bytes;
  private int length;
  private boolean comma;
  private boolean unpairedSurrogate;

  /**
   * Writes bytes; nothing but these methods knows where a comma belongs.
   *
   * @param expected how many bytes there may be; more get their room when they come
   */
  JsonOutput(int expected) {
    this(expected, ApiVersion.LATEST);
  }

  /**
   * Writes bytes, without the members that came after a version.
   *
   * @param expected how many bytes there may be; more get their room when they come
   */
  JsonOutput(int expected, ApiVersion version) {
    this.version = version.order();
    gson = null;
    bytes = new byte[expected];
  }

  /** Writes to a writer of the user's own. */
  JsonOutput(JsonWriter writer) {
    version = ApiVersion.LATEST.order();
    gson = writer;
    bytes = new byte[0];
  }

  /**
   * Returns a member's name as it is written behind another member: with a comma, quotes and a
   * colon.
   */
  static byte[] writtenBehindAnother(String name) {
    JsonOutput out = new JsonOutput(name.length() + 4);
    out.comma = true;
    out.name(name);
    return out.toBytes();
  }

  /** Begins an object. */
  public void beginObject() {
    if (gson == null) {
      begin('{');
      return;
    }
    try {
      gson.beginObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names the member whose value is written next. */
  public void name(String name) {
    if (gson == null) {
      separate();
      text(name);
      put(':');
      comma = false;
      return;
    }
    try {
      gson.name(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the object begun last. */
  public void endObject() {
    if (gson == null) {
      end('}');
      return;
    }
    try {
      gson.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the member of a name in this place of its schema, unless it is absent or came after the
   * version.
   */
  public <T> void member(MemberNames names, int index, JsonCodec<T> codec, @Nullable T value) {
    if (value != null && names.since(index) <= version) {
      if (gson == null) {
        written(names.written(index));
      } else {
        name(names.name(index));
      }
      codec.write(this, value);
    }
  }

  private void written(byte[] name) {
    reserve(name.length);
    int start = comma ? 0 : 1;
    System.arraycopy(name, start, bytes, length, name.length - start);
    length += name.length - start;
    comma = false;
  }

  <T> void list(JsonCodec<T> items, Iterable<T> values) {
    beginArray();
    for (T value : values) {
      items.write(this, value);
    }
    endArray();
  }

  private void beginArray() {
    if (gson == null) {
      begin('[');
      return;
    }
    try {
      gson.beginArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void endArray() {
    if (gson == null) {
      end(']');
      return;
    }
    try {
      gson.endArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void value(@Nullable String value) {
    if (gson == null) {
      separate();
      if (value == null) {
        ascii("null");
      } else {
        text(value);
      }
      return;
    }
    try {
      gson.value(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void value(Number value) {
    if (gson == null) {
      separate();
      if (value instanceof Integer || value instanceof Long) {
        whole(value.longValue());
      } else {
        ascii(digits(value));
      }
      return;
    }
    try {
      gson.value(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void value(boolean value) {
    if (gson == null) {
      separate();
      ascii(value ? "true" : "false");
      return;
    }
    try {
      gson.value(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void nullValue() {
    value((String) null);
  }

  /**
   * Writes a value that no schema describes.
   *
   * @throws IllegalArgumentException if it, or anything in it, is none of null, CharSequence,
   *     Number, Boolean, Iterable and Map, or a number that JSON cannot say
   */
  public void any(@Nullable Object value) {
    if (value == null) {
      nullValue();
    } else if (value instanceof CharSequence) {
      value(value.toString());
    } else if (value instanceof Boolean) {
      value((boolean) value);
    } else if (value instanceof Double || value instanceof Float) {
      if (!Double.isFinite(((Number) value).doubleValue())) {
        throw new IllegalArgumentException("no JSON value: the number " + value);
      }
      value(new BigDecimal(value.toString()));
    } else if (value instanceof Number) {
      value((Number) value);
    } else if (value instanceof Map) {
      beginObject();
      for (Map.Entry<?, ?> member : ((Map<?, ?>) value).entrySet()) {
        name(String.valueOf(member.getKey()));
        any(member.getValue());
      }
      endObject();
    } else if (value instanceof Iterable) {
      beginArray();
      for (Object item : (Iterable<?>) value) {
        any(item);
      }
      endArray();
    } else {
      throw new IllegalArgumentException(
          "no JSON value: an object of class " + value.getClass().getName());
    }
  }

  boolean hasUnpairedSurrogate() {
    return unpairedSurrogate;
  }

  int length() {
    return length;
  }

  String toText() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  byte[] toBytes() {
    if (unpairedSurrogate) {
      throw new IllegalArgumentException("a text has an unpaired surrogate, which is no character");
    }
    return Arrays.copyOf(bytes, length);
  }

  /** Gson decides about numbers of classes that Java does not bring. */
  private static String digits(Number value) {
    Class<?> type = value.getClass();
    if (type == BigDecimal.class || type == BigInteger.class) {
      return value.toString();
    }
    StringWriter text = new StringWriter();
    try {
      new JsonWriter(text).value(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private void begin(char bracket) {
    separate();
    put(bracket);
    comma = false;
  }

  private void end(char bracket) {
    put(bracket);
    comma = true;
  }

  /** Separates what comes now from a neighbour before it; behind it, another one may come. */
  private void separate() {
    if (comma) {
      put(',');
    }
    comma = true;
  }

  private void put(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
  }

  private void ascii(String text) {
    int count = text.length();
    reserve(count);
    byte[] target = bytes;
    int at = length;
    for (int i = 0; i < count; i++) {
      target[at + i] = (byte) text.charAt(i);
    }
    length = at + count;
  }

  private void whole(long value) {
    if (value == Long.MIN_VALUE) {
      ascii(Long.toString(value));
      return;
    }
    reserve(MOST_DIGITS_OF_LONG + 1);
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

  private void text(String text) {
    int count = text.length();
    reserve(count + 2);
    byte[] target = bytes;
    int at = length;
    target[at++] = '"';
    int i = 0;
    // Most texts are nothing but such characters, and a byte for each is room enough.
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

  /** Writes a character, of whichever kind; returns where the next one is. */
  private int character(String text, int index) {
    reserve(MOST_BYTES_OF_ONE_CHARACTER);
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
      target[at++] = (byte) (0xC0 | c >> 6);
      target[at++] = (byte) (0x80 | c & 0x3F);
    } else if (c == '\u2028' || c == '\u2029') {
      // JavaScript takes them for ends of lines.
      at = escape(target, at, c);
    } else if (!Character.isSurrogate(c)) {
      target[at++] = (byte) (0xE0 | c >> 12);
      target[at++] = (byte) (0x80 | c >> 6 & 0x3F);
      target[at++] = (byte) (0x80 | c & 0x3F);
    } else if (Character.isHighSurrogate(c)
        && next < text.length()
        && Character.isLowSurrogate(text.charAt(next))) {
      int character = Character.toCodePoint(c, text.charAt(next++));
      target[at++] = (byte) (0xF0 | character >> 18);
      target[at++] = (byte) (0x80 | character >> 12 & 0x3F);
      target[at++] = (byte) (0x80 | character >> 6 & 0x3F);
      target[at++] = (byte) (0x80 | character & 0x3F);
    } else {
      unpairedSurrogate = true;
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
          target[at++] = (byte) HEX.charAt(c >> shift & 0xF);
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
