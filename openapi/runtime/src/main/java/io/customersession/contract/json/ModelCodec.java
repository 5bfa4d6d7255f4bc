package io.customersession.contract.json;

import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.customersession.contract.violation.Violation;
import io.customersession.contract.violation.Violations;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The codec of a generated class. As a {@link TypeAdapter} it also serves a {@code Gson} of the
 * user's own, which then reads as tolerantly as a response is read.
 */
public abstract class ModelCodec<T> extends TypeAdapter<T> implements JsonCodec<T> {
  private static final int MOST_EXPECTED = 64 * 1024;

  /** How long the last text was: the next one often is as long. No matter which thread's it is. */
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
    // No encoding can say it, but whoever looks for the mistake has to see the rest.
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
    expected = Math.min(out.length() + out.length() / 8, MOST_EXPECTED);
    return out;
  }

  /** Checks a value with everything in it against the document. */
  public final Violations check(T value) {
    Violations violations = new Violations();
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
