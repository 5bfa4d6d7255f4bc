package io.customersession.contract.json;

import io.customersession.contract.violation.Rule;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Members of one request body that a server declares itself, because the document that its code was
 * generated from does not have them. Not thread-safe.
 */
public final class ExtraMembers {
  private final Map<String, Map<String, JsonCodec<?>>> codecs;
  private final Map<String, Map<String, Object>> values = new HashMap<>();

  /**
   * Creates an object for one request body, in which each of these schemas occurs at most once.
   *
   * @param codecs the codecs of the members, by the name of the schema and that of the member
   */
  public ExtraMembers(Map<String, Map<String, JsonCodec<?>>> codecs) {
    this.codecs = codecs;
  }

  /** Returns the value of a member, or null if the body does not have it. */
  public @Nullable Object get(String schemaName, String member) {
    return values.getOrDefault(schemaName, Map.of()).get(member);
  }

  /** Reads the value of the current member, or returns false if the member is not declared. */
  boolean read(JsonInput in, PropertyTable properties, String name) {
    JsonCodec<?> codec = codecs.getOrDefault(properties.schemaName(), Map.of()).get(name);
    if (codec == null) {
      return false;
    }
    Map<String, Object> read =
        values.computeIfAbsent(properties.schemaName(), schema -> new HashMap<>());
    if (read.containsKey(name)) {
      refuse(in, Rule.DUPLICATE, properties, name, " is given more than once");
      in.tokens().skipValue();
    } else if (in.isNull()) {
      refuse(in, Rule.TYPE, properties, name, " must not be null");
    } else {
      Object value = codec.read(in);
      if (value != null) {
        read.put(name, value);
      }
    }
    return true;
  }

  private static void refuse(
      JsonInput in, Rule rule, PropertyTable properties, String name, String predicate) {
    in.violations().add(rule, properties.path(name), in.violations().subject() + predicate);
  }

  /** Forgets all values, because the body is read again. */
  void clear() {
    values.clear();
  }
}
