package io.customersession.contract.json;

import com.google.gson.stream.JsonReader;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON text that codecs read from, with the violations found so far. A value of the wrong type is
 * recorded and skipped; only text that is not JSON ends the reading.
 */
public final class JsonInput {
  /** Who sent the text; it decides which members may be in it. */
  public enum Direction {
    /** A client to a server. */
    REQUEST,
    /** A server to a client. */
    RESPONSE
  }

  /** The capacity of a map for up to six members; most maps have fewer than the default 16. */
  static final int FEW = 8;

  private JsonTokens tokens;
  private final Direction direction;
  private final Violations violations;
  private final Access own;
  private final @Nullable ExtraMembers extras;
  private long[][] seen = new long[8][1];
  private @Nullable Attachments attachments;
  private @Nullable ExplicitNulls nulls;
  private @Nullable UnionTrials trials;
  private int depth = -1;

  JsonInput(JsonTokens tokens, Direction direction, Violations violations) {
    this(tokens, direction, violations, null);
  }

  JsonInput(
      JsonTokens tokens,
      Direction direction,
      Violations violations,
      @Nullable ExtraMembers extras) {
    this.tokens = tokens;
    this.extras = extras;
    this.direction = direction;
    this.violations = violations;
    own = direction == Direction.REQUEST ? Access.WRITE_ONLY : Access.READ_ONLY;
  }

  static JsonInput of(JsonReader reader) {
    return new JsonInput(new GsonTokens(reader), Direction.RESPONSE, new Violations());
  }

  /** Reads with octets that are beside the JSON. */
  JsonInput with(Attachments beside) {
    attachments = beside;
    return this;
  }

  @Nullable Attachments attachments() {
    return attachments;
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
    if (nulls != null) {
      nulls.clear(depth);
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
   * Moves to the next member of the object.
   *
   * @param expected the index of the property that probably comes next
   * @return the index of the property, the number of properties if the member is not declared, or
   *     -1 after the last member, when the object has been left
   */
  public int nextMember(PropertyTable properties, int expected) {
    int member = tokens.nextMember(properties, expected);
    if (member == JsonTokens.NO_MEMBER) {
      violations.leave();
      depth--;
    } else {
      violations.move(member < properties.size() ? properties.name(member) : tokens.undeclared);
    }
    return member;
  }

  /**
   * Moves to the next member of the object and returns its name; after the last one leaves the
   * object and returns null.
   */
  public @Nullable String nextName() {
    if (!tokens.hasMember()) {
      tokens.endObject();
      violations.leave();
      depth--;
      return null;
    }
    String name = MemberNames.shared(tokens.nextName());
    violations.move(name);
    return name;
  }

  /**
   * Decides whether the caller has to read the value of the current member; if not, the value has
   * been skipped.
   *
   * @param index the index of the property
   */
  public boolean take(PropertyTable properties, int index) {
    long[] members = seen[depth];
    int word = index >> 6;
    long bit = 1L << index;
    // Applies to nearly every member, and is short enough to be inlined.
    if (word < members.length && (members[word] & bit) == 0) {
      Access access = properties.access(index);
      if ((access == Access.READ_WRITE || access == own) && !tokens.isNull()) {
        members[word] |= bit;
        return true;
      }
    }
    return takeUnusual(properties, index);
  }

  private boolean takeUnusual(PropertyTable properties, int index) {
    int word = index >> 6;
    if (word >= seen[depth].length) {
      seen[depth] = Arrays.copyOf(seen[depth], word + 1);
    }
    if ((seen[depth][word] & (1L << index)) != 0) {
      add(Rule.DUPLICATE, properties.path(index), " is given more than once");
      tokens.skipValue();
      return false;
    }
    seen[depth][word] |= 1L << index;
    Access access = properties.access(index);
    if (direction == Direction.REQUEST && access == Access.READ_ONLY) {
      add(
          Rule.READ_ONLY,
          properties.path(index),
          " is assigned by the server and ignored in requests");
      new FreeForm(this).skip();
      return false;
    }
    if (direction == Direction.RESPONSE && access == Access.WRITE_ONLY) {
      add(Rule.WRITE_ONLY, properties.path(index), " is not declared for responses");
    }
    if (!isNull()) {
      return true;
    }
    if (direction == Direction.REQUEST && !properties.isNullable(index)) {
      add(Rule.TYPE, properties.path(index), " must not be null");
    } else {
      nulls = nulls == null ? new ExplicitNulls() : nulls;
      nulls.add(depth, properties.name(index));
    }
    return false;
  }

  /** Returns the declared properties that are null in the object just left, by name. */
  public Map<String, @Nullable Object> explicitNulls() {
    return nulls == null ? Collections.emptyMap() : nulls.take(depth + 1);
  }

  /** Returns the members of the object just left with the declared properties that are null. */
  public <T> Map<String, @Nullable T> withExplicitNulls(Map<String, @Nullable T> members) {
    return ExplicitNulls.beside(members, explicitNulls().keySet());
  }

  /** Returns members, and the required properties that are null in the object just left. */
  public <T> Map<String, @Nullable T> requiredNulls(
      PropertyTable properties, Map<String, @Nullable T> members) {
    Set<String> found = explicitNulls().keySet();
    found.removeIf(name -> !properties.isRequired(name));
    return ExplicitNulls.beside(members, found);
  }

  private void add(Rule rule, String schemaPath, String predicate) {
    violations.add(rule, schemaPath, violations.subject() + predicate);
  }

  /** Records the required properties that the object just left does not have. */
  public void require(PropertyTable properties) {
    long[] members = seen[depth + 1];
    for (int index = 0; index < properties.size(); index++) {
      if (properties.isRequired(index, direction == Direction.RESPONSE)
          && !PropertyTable.isIn(members, index)) {
        String name = properties.name(index);
        violations.add(Rule.REQUIRED, name, properties.schemaPath(), name + " is required");
      }
    }
    properties.checkConditions(members, violations, direction == Direction.RESPONSE);
  }

  /**
   * Reads the value of the current member, which the schema does not declare.
   *
   * @param members the undeclared members read before
   * @return the undeclared members with this one
   */
  public Map<String, @Nullable Object> unknown(
      PropertyTable properties, Map<String, @Nullable Object> members) {
    String name = tokens.undeclared;
    if (extras != null && extras.read(this, properties, name)) {
      return members;
    }
    properties.refuse(name, violations);
    Object value = any();
    Map<String, @Nullable Object> target = members.isEmpty() ? new LinkedHashMap<>(FEW) : members;
    if (target.containsKey(name)) {
      violations.add(Rule.DUPLICATE, properties.schemaPath(), name + " is given more than once");
    }
    target.put(name, value);
    return target;
  }

  /**
   * Reads the value of the current member, which the schema does not declare, by the schema of such
   * members.
   *
   * @param isNullable whether the value may be null in a request
   * @param members the undeclared members read before
   * @return the undeclared members with this one
   */
  public <T> Map<String, @Nullable T> additional(
      PropertyTable properties,
      JsonCodec<T> codec,
      boolean isNullable,
      Map<String, @Nullable T> members) {
    String name = tokens.undeclared;
    if (extras != null && extras.read(this, properties, name)) {
      return members;
    }
    Map<String, @Nullable T> target = members.isEmpty() ? new LinkedHashMap<>(FEW) : members;
    if (target.containsKey(name)) {
      violations.add(Rule.DUPLICATE, properties.schemaPath(), name + " is given more than once");
      tokens.skipValue();
    } else if (!isNull()) {
      T value = codec.read(this);
      if (value != null) {
        target.put(name, value);
      }
    } else if (isNullable || direction == Direction.RESPONSE) {
      target.put(name, null);
    } else {
      add(Rule.TYPE, properties.additionalPath(), " must not be null");
    }
    return target;
  }

  /**
   * Reads any value as Java values: String, BigDecimal, Boolean, List, Map with the members in the
   * order of the text, or null. Numbers are exact.
   */
  public @Nullable Object any() {
    return new FreeForm(this).read();
  }

  JsonTokens tokens() {
    return tokens;
  }

  /** Reads a value that was read before, in the place where it is. */
  <T> @Nullable T readTree(JsonCodec<T> codec, JsonTokens tree) {
    JsonTokens before = tokens;
    tokens = tree;
    T value = codec.read(this);
    tokens = before;
    return value;
  }

  UnionTrials trials() {
    if (trials == null) {
      trials = new UnionTrials();
    }
    return trials;
  }

  /** Returns true if the value of an enum must be one that the document declares. */
  boolean checksEnums() {
    return direction == Direction.REQUEST || (trials != null && trials.isRunning());
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

  /** Reads the text of any number. */
  String numberText() {
    return tokens.nextNumberText();
  }

  /**
   * Reads a number into {@link #unscaled} and {@link #scale}, or returns false if that takes its
   * {@link #digits}.
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

  /** Records that the value is of another type than the schema's, and skips it. */
  void refuse(String type, String schemaPath) {
    violations.add(
        Rule.TYPE,
        schemaPath,
        violations.subject() + " must be " + type + ", not " + tokens.described());
    tokens.skipValue();
  }
}
