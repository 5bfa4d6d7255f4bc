package io.customersession.contract.json;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON text that codecs read from, with the violations found so far. A value of the wrong type is
 * recorded and skipped; only text that is no JSON at all ends the reading.
 */
public final class JsonInput {
  /** Who sent the text; it decides which members may be in it. */
  public enum Direction {
    /** A client to a server. */
    REQUEST,
    /** A server to a client. */
    RESPONSE
  }

  private static final int MAX_NUMBER_SIZE = 400;
  // Room for six members. A map's own 16 places are more than what most maps of a session fill.
  static final int FEW = 8;

  private final JsonTokens tokens;
  private final Direction direction;
  private final Violations violations;
  private final Access own;
  private long[][] seen = new long[8][1];
  private int depth = -1;

  JsonInput(JsonTokens tokens, Direction direction, Violations violations) {
    this.tokens = tokens;
    this.direction = direction;
    this.violations = violations;
    own = direction == Direction.REQUEST ? Access.WRITE_ONLY : Access.READ_ONLY;
  }

  static JsonInput of(JsonReader reader) {
    return new JsonInput(new GsonTokens(reader), Direction.RESPONSE, new Violations());
  }

  /** Returns what was found so far. */
  public Violations violations() {
    return violations;
  }

  /** Returns who sent the text. */
  public Direction direction() {
    return direction;
  }

  <T> @Nullable T document(JsonCodec<T> codec) {
    try {
      T value = codec.read(this);
      tokens.end();
      return value;
    } catch (GsonTokens.NotJson e) {
      violations.addAtLine(e.line, String.valueOf(e.getMessage()));
      return null;
    }
  }

  boolean isNull() {
    if (!tokens.isNull()) {
      return false;
    }
    tokens.nextNull();
    return true;
  }

  /** Enters an object; if the value is none, records that, skips it and returns false. */
  public boolean beginObject(String schemaPath) {
    if (!tokens.isObject()) {
      refuse("an object", schemaPath);
      return false;
    }
    tokens.beginObject();
    violations.enter("");
    if (++depth == seen.length) {
      seen = Arrays.copyOf(seen, depth * 2);
    }
    long[] members = seen[depth];
    if (members == null) {
      seen[depth] = new long[1];
    } else {
      Arrays.fill(members, 0);
    }
    return true;
  }

  /**
   * Moves to the next member of the object and returns its place in the schema, or {@link
   * MemberNames#size} if it is not declared; behind the last one leaves the object and returns -1.
   *
   * @param expected the place of the member that is likely to come
   */
  public int nextMember(MemberNames members, int expected) {
    int member = tokens.nextMember(members, expected);
    if (member == JsonTokens.NO_MEMBER) {
      violations.leave();
      depth--;
    } else {
      violations.move(member < members.size() ? members.name(member) : tokens.undeclared);
    }
    return member;
  }

  /**
   * Moves to the next member of the object and returns its name; behind the last one leaves the
   * object and returns null.
   */
  public @Nullable String nextName() {
    if (!tokens.hasMember()) {
      tokens.endObject();
      violations.leave();
      depth--;
      return null;
    }
    String name = tokens.nextName();
    violations.move(name);
    return name;
  }

  /**
   * Decides about the member just named.
   *
   * @param index the property's place in its schema, counted from 0
   * @param nullable whether null stands for an absent property in a request, as it always does in a
   *     response
   * @param access whether only one side may send the property
   * @return whether the caller has to read the value; otherwise it has been skipped
   */
  public boolean take(int index, boolean nullable, Access access, String schemaPath) {
    long[] members = seen[depth];
    int word = index >> 6;
    long bit = 1L << index;
    // Nearly every member is such a one. Kept short, so that it costs no call.
    if (word < members.length
        && (members[word] & bit) == 0
        && (access == Access.READ_WRITE || access == own)
        && !tokens.isNull()) {
      members[word] |= bit;
      return true;
    }
    return takeUnusual(index, nullable, access, schemaPath);
  }

  private boolean takeUnusual(int index, boolean nullable, Access access, String schemaPath) {
    int word = index >> 6;
    if (word >= seen[depth].length) {
      seen[depth] = Arrays.copyOf(seen[depth], word + 1);
    }
    if ((seen[depth][word] & (1L << index)) != 0) {
      violations.add(Rule.DUPLICATE, schemaPath, violations.subject() + " is given more than once");
      tokens.skipValue();
      return false;
    }
    seen[depth][word] |= 1L << index;
    if (direction == Direction.REQUEST && access == Access.READ_ONLY) {
      violations.add(
          Rule.READ_ONLY,
          schemaPath,
          violations.subject() + " is assigned by the server and ignored in requests");
      ignore();
      return false;
    }
    if (direction == Direction.RESPONSE && access == Access.WRITE_ONLY) {
      violations.add(
          Rule.WRITE_ONLY, schemaPath, violations.subject() + " is not declared for responses");
    }
    if (!isNull()) {
      return true;
    }
    if (direction == Direction.REQUEST && !nullable) {
      violations.add(Rule.TYPE, schemaPath, violations.subject() + " must not be null");
    }
    return false;
  }

  /** Records that a required member of the object just left was not in it. */
  public void require(int index, String name, String schemaPath) {
    long[] members = seen[depth + 1];
    int word = index >> 6;
    if (word >= members.length || (members[word] & (1L << index)) == 0) {
      violations.add(Rule.REQUIRED, name, schemaPath, name + " is required");
    }
  }

  /**
   * Reads the value of the member just named, which the schema does not declare, into a map of such
   * members.
   */
  public Map<String, @Nullable Object> unknown(
      Map<String, @Nullable Object> members, String schemaName, String schemaPath) {
    String name = tokens.undeclared;
    violations.add(
        Rule.UNKNOWN,
        schemaPath,
        "The property \"" + name + "\" is not defined on " + schemaName + ".");
    Object value = any();
    Map<String, @Nullable Object> target = members.isEmpty() ? new LinkedHashMap<>(FEW) : members;
    if (target.containsKey(name)) {
      violations.add(Rule.DUPLICATE, schemaPath, name + " is given more than once");
    }
    target.put(name, value);
    return target;
  }

  /**
   * Reads a list; of a request's list, items behind so many are skipped.
   *
   * @return how many items stand in the text, or -1 if it is no list
   */
  <T> int list(JsonCodec<T> items, int most, List<T> target, String schemaPath) {
    if (!tokens.isArray()) {
      refuse("an array", schemaPath);
      return -1;
    }
    int count = 0;
    tokens.beginArray();
    violations.enter(0);
    for (; tokens.hasItem(); count++) {
      if (count >= most && direction == Direction.REQUEST) {
        tokens.skipValue();
        continue;
      }
      violations.move(count);
      T item = items.read(this);
      if (item != null) {
        target.add(item);
      }
    }
    tokens.endArray();
    violations.leave();
    return count;
  }

  /** Reads a value as the only item of a list and returns 1. */
  <T> int only(JsonCodec<T> items, List<T> target) {
    T item = items.read(this);
    if (item != null) {
      target.add(item);
    }
    return 1;
  }

  /** Reads a map and returns how many members stand in the text, or -1 if it is no object. */
  <T> int map(
      JsonCodec<T> values, boolean nullable, Map<String, @Nullable T> target, String schemaPath) {
    if (!beginObject(schemaPath)) {
      return -1;
    }
    int count = 0;
    Set<String> refused = Collections.emptySet();
    for (String name = nextName(); name != null; name = nextName()) {
      if (target.containsKey(name) || refused.contains(name)) {
        violations.add(Rule.DUPLICATE, schemaPath, name + " is given more than once");
        tokens.skipValue();
        continue;
      }
      count++;
      if (nullable && isNull()) {
        target.put(name, null);
      } else {
        T value = values.read(this);
        if (value != null) {
          target.put(name, value);
        } else {
          refused = refused.isEmpty() ? new HashSet<>() : refused;
          refused.add(name);
        }
      }
    }
    return count;
  }

  /**
   * Reads any value as Java values: String, BigDecimal, Boolean, List, Map with the members in the
   * text's order, or null. Numbers are kept exactly.
   */
  public @Nullable Object any() {
    if (tokens.isString()) {
      return tokens.nextString();
    }
    if (tokens.isNumber()) {
      return decimal();
    }
    if (tokens.isBoolean()) {
      return tokens.nextBoolean();
    }
    if (tokens.isObject()) {
      return Collections.unmodifiableMap(object());
    }
    if (tokens.isArray()) {
      return Collections.unmodifiableList(array());
    }
    tokens.nextNull();
    return null;
  }

  /**
   * Skips a value of whatever type; that an object in it names a member twice is recorded all the
   * same.
   */
  private void ignore() {
    if (tokens.isObject()) {
      beginObject("#");
      Set<String> names = new HashSet<>();
      for (String name = nextName(); name != null; name = nextName()) {
        if (!names.add(name)) {
          violations.add(Rule.DUPLICATE, "#", name + " is given more than once");
        }
        ignore();
      }
    } else if (tokens.isArray()) {
      tokens.beginArray();
      violations.enter(0);
      for (int i = 0; tokens.hasItem(); i++) {
        violations.move(i);
        ignore();
      }
      tokens.endArray();
      violations.leave();
    } else {
      tokens.skipValue();
    }
  }

  private Map<String, @Nullable Object> object() {
    beginObject("#");
    Map<String, @Nullable Object> members = new LinkedHashMap<>(FEW);
    for (String name = nextName(); name != null; name = nextName()) {
      if (members.containsKey(name)) {
        violations.add(Rule.DUPLICATE, "#", name + " is given more than once");
      }
      members.put(name, any());
    }
    return members;
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> items = new ArrayList<>();
    tokens.beginArray();
    violations.enter(0);
    for (int i = 0; tokens.hasItem(); i++) {
      violations.move(i);
      items.add(any());
    }
    tokens.endArray();
    violations.leave();
    return items;
  }

  @Nullable String string(String schemaPath) {
    if (tokens.isString()) {
      return tokens.nextString();
    }
    refuse("a string", schemaPath);
    return null;
  }

  @Nullable Boolean bool(String schemaPath) {
    if (tokens.isBoolean()) {
      return tokens.nextBoolean();
    }
    refuse("a boolean", schemaPath);
    return null;
  }

  boolean isNumber() {
    return tokens.isNumber();
  }

  boolean isObject() {
    return tokens.isObject();
  }

  /** Reads a number's text, whatever the number. */
  String numberText() {
    return tokens.nextNumberText();
  }

  /**
   * Reads a number that {@link #unscaled} and {@link #scale} then tell; returns false if that takes
   * its {@link #digits}.
   */
  boolean simpleNumber() {
    return tokens.simpleNumber();
  }

  long unscaled() {
    return tokens.unscaled;
  }

  int scale() {
    return tokens.scale;
  }

  /** Reads a number's digits as they stand in the text. */
  String digits() {
    return tokens.nextDigits();
  }

  private @Nullable BigDecimal decimal() {
    return tokens.simpleNumber()
        ? BigDecimal.valueOf(tokens.unscaled, tokens.scale)
        : decimal(tokens.nextDigits(), violations, "#");
  }

  static @Nullable BigDecimal decimal(String digits, Violations violations, String schemaPath) {
    if (digits.length() <= MAX_NUMBER_SIZE) {
      try {
        BigDecimal number = new BigDecimal(digits);
        if (Math.abs((long) number.scale()) <= MAX_NUMBER_SIZE) {
          return number;
        }
      } catch (NumberFormatException e) {
        if (!digits.matches("-?[0-9.]+[eE][-+]?[0-9]+")) {
          violations.add(Rule.TYPE, schemaPath, violations.subject() + " must be a number");
          return null;
        }
      }
    }
    violations.add(
        Rule.TYPE,
        schemaPath,
        violations.subject()
            + " must be a number of at most "
            + MAX_NUMBER_SIZE
            + " characters, its exponent within "
            + MAX_NUMBER_SIZE);
    return null;
  }

  /** Records that the value is of another type than the schema's, and skips it. */
  void refuse(String type, String schemaPath) {
    violations.add(
        Rule.TYPE,
        schemaPath,
        violations.subject() + " must be " + type + ", not " + describe(tokens.peek()));
    tokens.skipValue();
  }

  private static String describe(JsonToken token) {
    switch (token) {
      case BEGIN_OBJECT:
        return "an object";
      case BEGIN_ARRAY:
        return "an array";
      default:
        return token == JsonToken.NULL ? "null" : "a " + token.name().toLowerCase(Locale.ROOT);
    }
  }
}
