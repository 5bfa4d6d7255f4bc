package io.customersession.contract.json;

import com.google.gson.stream.JsonToken;

/**
 * The tokens of a JSON text. The caller asks {@link #hasItem} once before each item, and moves to
 * each member by {@link #nextMember} or by {@link #hasMember} and {@link #nextName}.
 */
abstract class JsonTokens {
  /** What {@link #nextMember} returns behind the last one. */
  static final int NO_MEMBER = -1;

  /**
   * The digits of the number that {@link #simpleNumber} read last, without sign, point and
   * exponent's doing.
   */
  long unscaled;

  /** How many of them stand behind the point. */
  int scale;

  /** The name that {@link #nextMember} read last, if it was not declared. */
  String undeclared = "";

  abstract JsonToken peek();

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
   * are; behind the last member leaves the object and returns {@link #NO_MEMBER}.
   *
   * @param expected the place of the name that is likely to come; looked at first
   */
  abstract int nextMember(MemberNames members, int expected);

  abstract void endObject();

  abstract void beginArray();

  abstract boolean hasItem();

  abstract void endArray();

  abstract String nextString();

  /**
   * Reads a number that {@link #unscaled} and {@link #scale} can tell; of another returns false.
   */
  abstract boolean simpleNumber();

  /** Reads a number that is not simple, as it stands in the text. */
  abstract String nextDigits();

  /** Reads any number, as it stands in the text. */
  abstract String nextNumberText();

  abstract boolean nextBoolean();

  abstract void nextNull();

  abstract void skipValue();

  /** Makes sure that nothing but white space is left. */
  abstract void end();
}
