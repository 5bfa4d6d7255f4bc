package io.customersession.contract.json;

import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violation;
import io.customersession.contract.violation.Violations;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The codec of a generated class. As a {@link TypeAdapter} it also serves a {@code Gson} of the
 * user, which then reads as tolerantly as a response is read.
 */
public abstract class ModelCodec<T> extends TypeAdapter<T> implements JsonCodec<T> {
  private static final int MAX_EXPECTED = 64 * 1024;

  /** The length of the last text, which is a good guess for the next one, in any thread. */
  private int expected = 512;

  /** Returns the schema's name in the document. */
  public abstract String schemaName();

  /** Returns the names of the declared properties, in the document's order. */
  public abstract List<String> propertyNames();

  /** Returns a declared property by its name in JSON, or null if it is absent or not declared. */
  public abstract @Nullable Object property(T value, String name);

  /** Returns the value as JSON text. */
  public final String toText(T value) {
    JsonOutput out = written(value, ApiVersion.LATEST);
    if (!out.hasUnpairedSurrogate()) {
      return out.toText();
    }
    // No encoding can represent it, but the rest helps to find the mistake.
    StringWriter text = new StringWriter();
    JsonWriter writer = new JsonWriter(text);
    writer.setHtmlSafe(false);
    writer.setSerializeNulls(true);
    write(new JsonOutput(writer), value);
    return text.toString();
  }

  /** Returns the value as JSON in UTF-8. */
  public final byte[] toBytes(T value) {
    return toBytes(value, ApiVersion.LATEST);
  }

  /**
   * Returns the value as JSON in UTF-8, without the properties that came after a version, at any
   * depth.
   */
  public final byte[] toBytes(T value, ApiVersion version) {
    return written(value, version).toBytes();
  }

  private JsonOutput written(T value, ApiVersion version) {
    JsonOutput out = new JsonOutput(expected, version);
    write(out, value);
    expected = Math.min(out.length() + out.length() / 8, MAX_EXPECTED);
    return out;
  }

  /** Checks a value with everything in it against the document. */
  public final Violations check(T value) {
    Violations violations = new Violations();
    check(value, violations);
    return violations;
  }

  /** Checks a value with everything in it as a response, which has no properties of requests. */
  public final Violations checkResponse(T value) {
    Violations violations = new Violations().ofResponse();
    check(value, violations);
    return violations;
  }

  @Override
  public final @Nullable T read(JsonReader reader) throws IOException {
    JsonInput in = JsonInput.of(reader);
    T value = in.isNull() ? null : read(in);
    for (Violation violation : in.violations().all()) {
      if (violation.rule().undecodable()) {
        throw new JsonParseException(schemaName() + ": " + violation);
      }
    }
    return value;
  }

  @Override
  public final void write(JsonWriter writer, @Nullable T value) throws IOException {
    if (value == null) {
      writer.nullValue();
      return;
    }
    boolean serializeNulls = writer.getSerializeNulls();
    // An absent property is not written at all; a null that is there, in a free-form object, means
    // something.
    writer.setSerializeNulls(true);
    try {
      write(new JsonOutput(writer), value);
    } finally {
      writer.setSerializeNulls(serializeNulls);
    }
  }

  /** Checks a property of a value, which is null if it is absent. */
  protected static <T> void checkProperty(
      PropertyTable properties,
      int index,
      JsonCodec<T> codec,
      @Nullable T value,
      Violations violations) {
    if (value != null) {
      violations.enter(properties.name(index));
      codec.check(value, violations);
      violations.leave();
    } else if (properties.isRequired(index, violations.isOfResponse())) {
      String name = properties.name(index);
      violations.add(Rule.REQUIRED, name, properties.schemaPath(), name + " is required");
    }
  }

  /**
   * Checks a property that is required and may be null.
   *
   * @param members the members that are not declared, and explicit nulls
   */
  protected static <T> void checkNullable(
      PropertyTable properties,
      int index,
      JsonCodec<T> codec,
      @Nullable T value,
      Map<String, ?> members,
      Violations violations) {
    if (value != null || !members.containsKey(properties.name(index))) {
      checkProperty(properties, index, codec, value, violations);
    }
  }

  /**
   * Checks the number of members of a value.
   *
   * @param undeclared the number of members that the document does not declare
   */
  protected final void checkSize(
      PropertyTable properties, T value, int undeclared, Violations violations) {
    if (properties.limitsSize()) {
      int count = undeclared;
      for (String name : properties.names()) {
        count += property(value, name) == null ? 0 : 1;
      }
      properties.checkSize(count, violations);
    }
  }

  /**
   * Checks the conditions on which properties a value has.
   *
   * @param members the members that are not declared, and explicit nulls
   */
  protected final void checkConditions(
      PropertyTable properties, T value, Map<String, ?> members, Violations violations) {
    properties.checkConditions(
        name -> property(value, name) != null || members.containsKey(name),
        violations,
        violations.isOfResponse());
  }

  /** Checks that a value has no members that a closed schema does not declare. */
  protected static void checkClosed(
      PropertyTable properties, Map<String, @Nullable Object> members, Violations violations) {
    for (String name : members.keySet()) {
      if (!properties.names().contains(name)) {
        violations.enter(name);
        properties.refuse(name, violations);
        violations.leave();
      }
    }
  }

  /**
   * Checks members by the schema of those that are not declared.
   *
   * @param isNullable whether they may be null, as declared properties may that are null explicitly
   */
  protected static <T> void checkAdditional(
      PropertyTable properties,
      JsonCodec<T> codec,
      boolean isNullable,
      Map<String, @Nullable T> members,
      Violations violations) {
    for (Map.Entry<String, @Nullable T> member : members.entrySet()) {
      String name = member.getKey();
      T value = member.getValue();
      if (value != null) {
        violations.enter(name);
        codec.check(value, violations);
        violations.leave();
      } else if (!isNullable && !properties.names().contains(name)) {
        violations.add(Rule.TYPE, name, properties.additionalPath(), name + " must not be null");
      }
    }
  }

  /** Writes members by the schema of those that are not declared. */
  protected static <T> void writeAdditional(
      JsonOutput out, JsonCodec<T> codec, Map<String, @Nullable T> members) {
    for (Map.Entry<String, @Nullable T> member : members.entrySet()) {
      out.name(member.getKey());
      T value = member.getValue();
      if (value == null) {
        out.nullValue();
      } else {
        codec.write(out, value);
      }
    }
  }

  /** Writes the members that the document does not declare, as they were read. */
  protected static void writeUnknown(JsonOutput out, Map<String, @Nullable Object> members) {
    if (!members.isEmpty()) {
      for (Map.Entry<String, @Nullable Object> member : members.entrySet()) {
        out.name(member.getKey());
        out.any(member.getValue());
      }
    }
  }
}
