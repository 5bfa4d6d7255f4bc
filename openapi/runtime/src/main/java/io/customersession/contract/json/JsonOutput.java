package io.customersession.contract.json;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON that codecs write to. */
public final class JsonOutput {
  static final int EXPECTED = 512;

  private final @Nullable JsonWriter gson;
  private final int version;
  private final Utf8Buffer buffer;
  private @Nullable Attachments attachments;
  private boolean comma;
  private @Nullable Map<String, @Nullable Object> first;

  /**
   * Creates an output of bytes.
   *
   * @param expected the number of bytes to reserve
   */
  JsonOutput(int expected) {
    this(expected, ApiVersion.LATEST);
  }

  /**
   * Creates an output of bytes without the members that later versions introduced.
   *
   * @param expected the number of bytes to reserve
   */
  JsonOutput(int expected, ApiVersion version) {
    this.version = version.order();
    gson = null;
    buffer = new Utf8Buffer(expected);
  }

  /** Creates an output to a writer of Gson. */
  JsonOutput(JsonWriter writer) {
    version = ApiVersion.LATEST.order();
    gson = writer;
    buffer = new Utf8Buffer(0);
  }

  /**
   * Returns the name of a member as it is written after another member: with a comma, quotation
   * marks and a colon.
   */
  static byte[] nameAfterMember(String name) {
    JsonOutput out = new JsonOutput(name.length() + 4);
    out.comma = true;
    out.name(name);
    return out.toBytes();
  }

  /** Writes octets beside the JSON instead of as texts. */
  JsonOutput attaching(Attachments beside) {
    attachments = beside;
    return this;
  }

  @Nullable Attachments attachments() {
    return attachments;
  }

  /** Begins the object that is written next with a member, after those that it begins with. */
  void first(String name, @Nullable Object value) {
    if (first == null) {
      first = new LinkedHashMap<>();
    }
    first.put(name, value);
  }

  /** Begins an object. */
  public void beginObject() {
    if (gson == null) {
      begin('{');
    } else {
      try {
        gson.beginObject();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    if (first != null) {
      Map<String, @Nullable Object> members = first;
      first = null;
      members.forEach(
          (name, value) -> {
            name(name);
            any(value);
          });
    }
  }

  /** Names the member whose value is written next. */
  public void name(String name) {
    if (gson == null) {
      separate();
      buffer.text(name);
      buffer.put(':');
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
   * Writes a property, unless it is absent or a later version introduced it.
   *
   * @param index the index of the property in the table
   */
  public <T> void member(
      PropertyTable properties, int index, JsonCodec<T> codec, @Nullable T value) {
    if (value != null && properties.since(index) <= version) {
      if (gson == null) {
        encodedName(properties.encodedName(index));
      } else {
        name(properties.name(index));
      }
      codec.write(this, value);
    }
  }

  private void encodedName(byte[] name) {
    buffer.put(name, comma ? 0 : 1);
    comma = false;
  }

  <T> void list(JsonCodec<T> items, Iterable<T> values) {
    beginArray();
    for (T value : values) {
      if (value == null) {
        nullValue();
      } else {
        items.write(this, value);
      }
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
        buffer.ascii("null");
      } else {
        buffer.text(value);
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
        buffer.whole(value.longValue());
      } else {
        buffer.ascii(digits(value));
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
      buffer.ascii(value ? "true" : "false");
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
   * @throws IllegalArgumentException if the value, or a value in it, is not null, a CharSequence,
   *     Number, Boolean, Iterable or Map, or is a number that JSON cannot represent
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
        throw new IllegalArgumentException("not a JSON value: the number " + value);
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
          "not a JSON value: an object of class " + value.getClass().getName());
    }
  }

  boolean hasUnpairedSurrogate() {
    return buffer.hasUnpairedSurrogate();
  }

  int length() {
    return buffer.length();
  }

  String toText() {
    return buffer.toText();
  }

  byte[] toBytes() {
    if (buffer.hasUnpairedSurrogate()) {
      throw new IllegalArgumentException(
          "a text has an unpaired surrogate, which is not a character");
    }
    return buffer.toBytes();
  }

  /** Leaves numbers of classes that are not part of Java to Gson. */
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
    buffer.put(bracket);
    comma = false;
  }

  private void end(char bracket) {
    buffer.put(bracket);
    comma = true;
  }

  /** Writes a comma if a value precedes the next one. */
  private void separate() {
    if (comma) {
      buffer.put(',');
    }
    comma = true;
  }
}
