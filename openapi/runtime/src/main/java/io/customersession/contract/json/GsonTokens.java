package io.customersession.contract.json;

import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.EOFException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads tokens with Gson, which decides what is JSON and where a text stops being JSON. */
final class GsonTokens extends JsonTokens {
  private static final Pattern POSITION = Pattern.compile("at line (\\d+) column (\\d+)");

  private static final int MAX_DIGITS_OF_LONG = 18;

  private final JsonReader reader;
  private String digits = "";
  private @Nullable JsonToken next;

  GsonTokens(JsonReader reader) {
    this.reader = reader;
  }

  static GsonTokens strict(String text) {
    // A reader is not lenient by default. Gson 2.8.9 has no stricter mode.
    return new GsonTokens(new JsonReader(new StrictText(text)));
  }

  @Override
  JsonToken peek() {
    // A value is asked for its type more than once.
    JsonToken known = next;
    return known == null ? look() : known;
  }

  private JsonToken look() {
    try {
      JsonToken token = reader.peek();
      next = token;
      return token;
    } catch (IOException e) {
      throw notJson(e);
    }
  }

  @Override
  boolean isObject() {
    return peek() == JsonToken.BEGIN_OBJECT;
  }

  @Override
  boolean isArray() {
    return peek() == JsonToken.BEGIN_ARRAY;
  }

  @Override
  boolean isString() {
    return peek() == JsonToken.STRING;
  }

  @Override
  boolean isNumber() {
    return peek() == JsonToken.NUMBER;
  }

  @Override
  boolean isBoolean() {
    return peek() == JsonToken.BOOLEAN;
  }

  @Override
  boolean isNull() {
    return peek() == JsonToken.NULL;
  }

  @Override
  void beginObject() {
    try {
      next = null;
      reader.beginObject();
    } catch (IOException e) {
      throw notJson(e);
    }
  }

  @Override
  boolean hasMember() {
    return hasItem();
  }

  @Override
  String nextName() {
    try {
      next = null;
      return reader.nextName();
    } catch (IOException e) {
      throw notJson(e);
    }
  }

  @Override
  int nextMember(PropertyTable properties, int expected) {
    if (!hasMember()) {
      endObject();
      return NO_MEMBER;
    }
    String name = nextName();
    if (expected < properties.size() && properties.name(expected).equals(name)) {
      return expected;
    }
    undeclared = name;
    return properties.indexOf(name);
  }

  @Override
  void endObject() {
    try {
      next = null;
      reader.endObject();
    } catch (IOException e) {
      throw notJson(e);
    }
  }

  @Override
  void beginArray() {
    try {
      next = null;
      reader.beginArray();
    } catch (IOException e) {
      throw notJson(e);
    }
  }

  @Override
  boolean hasItem() {
    try {
      return reader.hasNext();
    } catch (IOException e) {
      throw notJson(e);
    }
  }

  @Override
  void endArray() {
    try {
      next = null;
      reader.endArray();
    } catch (IOException e) {
      throw notJson(e);
    }
  }

  @Override
  String nextString() {
    try {
      next = null;
      return reader.nextString();
    } catch (IOException e) {
      throw notJson(e);
    }
  }

  @Override
  boolean simpleNumber() {
    String text = nextString();
    digits = text;
    int length = text.length();
    int start = text.charAt(0) == '-' ? 1 : 0;
    if (length - start > MAX_DIGITS_OF_LONG) {
      return false;
    }
    long value = 0;
    int afterPoint = length;
    for (int i = start; i < length; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        value = value * 10 + (c - '0');
      } else if (c == '.') {
        afterPoint = i + 1;
      } else {
        return false;
      }
    }
    unscaled = start == 1 ? -value : value;
    scale = length - afterPoint;
    return true;
  }

  @Override
  String nextDigits() {
    return digits;
  }

  @Override
  String nextNumberText() {
    return nextString();
  }

  @Override
  boolean nextBoolean() {
    try {
      next = null;
      return reader.nextBoolean();
    } catch (IOException e) {
      throw notJson(e);
    }
  }

  @Override
  void nextNull() {
    try {
      next = null;
      reader.nextNull();
    } catch (IOException e) {
      throw notJson(e);
    }
  }

  @Override
  void skipValue() {
    try {
      next = null;
      reader.skipValue();
    } catch (IOException e) {
      throw notJson(e);
    }
  }

  @Override
  void end() {
    peek();
  }

  private NotJson notJson(IOException cause) {
    if (cause instanceof StrictText.Malformed) {
      StrictText.Malformed malformed = (StrictText.Malformed) cause;
      return NotJson.at(
          malformed.line, malformed.column, String.valueOf(cause.getMessage()), cause);
    }
    Matcher position = POSITION.matcher(reader.toString());
    boolean known = position.find();
    int line = known ? Integer.parseInt(position.group(1)) : 1;
    int column = known ? Integer.parseInt(position.group(2)) : 1;
    String what =
        cause instanceof EOFException
            ? "the body ends before the JSON document does"
            : "this is not valid JSON";
    return NotJson.at(line, column, what, cause);
  }

  /** The text stops being JSON; nothing after this position can be read. */
  static final class NotJson extends JsonParseException {
    private static final long serialVersionUID = 1;
    final int line;

    static NotJson at(int line, int column, String what, IOException cause) {
      return new NotJson(line, "line " + line + ", column " + column + ": " + what, cause);
    }

    private NotJson(int line, String message, IOException cause) {
      super(message, cause);
      this.line = line;
    }
  }
}
