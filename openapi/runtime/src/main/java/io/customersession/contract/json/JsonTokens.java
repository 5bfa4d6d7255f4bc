package io.customersession.contract.json;

import com.google.gson.stream.JsonToken;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a JSON text. The caller asks {@link #hasItem} once before each item, and moves to
 * each member by {@link #nextMember} or by {@link #hasMember} and {@link #nextName}.
 */
abstract class JsonTokens {
  /** What {@link #nextMember} returns after the last member. */
  static final int NO_MEMBER = -1;

  /**
   * The digits of the number that {@link #simpleNumber} read last, without sign, point and
   * exponent's doing.
   */
  long unscaled;

  /** The scale of the last number (see {@link java.math.BigDecimal#scale}). */
  int scale;

  /** The name that {@link #nextMember} read last, if it was not declared. */
  String undeclared = "";

  abstract JsonToken peek();

  /** Returns the type of the next value, as it stands in a sentence. */
  String described() {
    JsonToken token = peek();
    switch (token) {
      case BEGIN_OBJECT:
        return "an object";
      case BEGIN_ARRAY:
        return "an array";
      default:
        return token == JsonToken.NULL ? "null" : "a " + token.name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns a text whose type is open, so that the codec decides about it; otherwise null. */
  @Nullable String text() {
    return null;
  }

  /** Returns true if values are objects in memory, which can be read again. */
  boolean isTree() {
    return false;
  }

  /** Returns the next value as an object in memory, if it {@link #isTree is one}. */
  @Nullable Object nextTree() {
    return null;
  }

  /** Returns the tokens of a value in memory that came from these tokens. */
  JsonTokens over(@Nullable Object tree) {
    return new TreeTokens(tree);
  }

  abstract boolean isObject();

  abstract boolean isArray();

  abstract boolean isString();

  abstract boolean isNumber();

  abstract boolean isBoolean();

  abstract boolean isNull();

  abstract void beginObject();

  abstract boolean hasMember();

  abstract String nextName();

  /**
   * Reads the name of the next member and returns its place among those declared, or how many those
   * are; after the last member leaves the object and returns {@link #NO_MEMBER}.
   *
   * @param expected the place of the name that is likely to come; looked at first
   */
  abstract int nextMember(PropertyTable properties, int expected);

  abstract void endObject();

  abstract void beginArray();

  abstract boolean hasItem();

  abstract void endArray();

  abstract String nextString();

  /**
   * Reads a number into {@link #unscaled} and {@link #scale}, or returns false if it does not fit.
   */
  abstract boolean simpleNumber();

  /** Reads a number that is not simple, as it stands in the text. */
  abstract String nextDigits();

  /** Reads any number, as it stands in the text. */
  abstract String nextNumberText();

  abstract boolean nextBoolean();

  abstract void nextNull();

  abstract void skipValue();

  /** Checks that only white space is left. */
  abstract void end();
}
