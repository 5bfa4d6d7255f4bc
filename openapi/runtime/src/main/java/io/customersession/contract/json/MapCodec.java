package io.customersession.contract.json;

import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A map from names to values, with its limits. */
public final class MapCodec<T> implements JsonCodec<Map<String, T>> {
  private final String schemaPath;
  private final JsonCodec<T> values;
  private final boolean nullable;
  private final int minProperties;
  private final int maxProperties;

  MapCodec(
      String schemaPath,
      JsonCodec<T> values,
      boolean nullable,
      int minProperties,
      int maxProperties) {
    this.schemaPath = schemaPath;
    this.values = values;
    this.nullable = nullable;
    this.minProperties = minProperties;
    this.maxProperties = maxProperties;
  }

  /** Returns this codec for maps whose values may be null. */
  public MapCodec<T> nullable() {
    return new MapCodec<>(schemaPath, values, true, minProperties, maxProperties);
  }

  /** Returns this codec with a lower limit of the number of members. */
  public MapCodec<T> minProperties(int limit) {
    return new MapCodec<>(schemaPath, values, nullable, limit, maxProperties);
  }

  /** Returns this codec with an upper limit of the number of members. */
  public MapCodec<T> maxProperties(int limit) {
    return new MapCodec<>(schemaPath, values, nullable, minProperties, limit);
  }

  @Override
  public MapCodec<T> under(String location) {
    return new MapCodec<>(
        Codecs.under(location, schemaPath),
        values.under(location),
        nullable,
        minProperties,
        maxProperties);
  }

  @Override
  @SuppressWarnings("NullAway")
  public @Nullable Map<String, T> read(JsonInput in) {
    Map<String, T> map = new LinkedHashMap<>(JsonInput.FEW);
    boolean nulls = nullable || in.direction() == JsonInput.Direction.RESPONSE;
    int count = read(in, nulls, map);
    if (count < 0) {
      return null;
    }
    checkMap(count, in.violations());
    return map;
  }

  /** Reads a map and returns the number of members in the text, or -1 if it is not an object. */
  private int read(JsonInput in, boolean nulls, Map<String, @Nullable T> target) {
    if (!in.beginObject(schemaPath)) {
      return -1;
    }
    int count = 0;
    Set<String> refused = Collections.emptySet();
    for (String name = in.nextName(); name != null; name = in.nextName()) {
      if (target.containsKey(name) || refused.contains(name)) {
        in.violations().add(Rule.DUPLICATE, schemaPath, name + " is given more than once");
        in.tokens().skipValue();
        continue;
      }
      count++;
      if (nulls && in.isNull()) {
        target.put(name, null);
      } else {
        T value = values.read(in);
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

  @Override
  public void write(JsonOutput out, Map<String, T> value) {
    out.beginObject();
    for (Map.Entry<String, T> member : value.entrySet()) {
      out.name(member.getKey());
      if (member.getValue() == null) {
        out.nullValue();
      } else {
        values.write(out, member.getValue());
      }
    }
    out.endObject();
  }

  @Override
  public void check(Map<String, T> value, Violations violations) {
    for (Map.Entry<String, T> member : value.entrySet()) {
      if (member.getValue() != null) {
        violations.enter(member.getKey());
        values.check(member.getValue(), violations);
        violations.leave();
      } else if (!nullable) {
        violations.add(
            Rule.TYPE, member.getKey(), schemaPath, member.getKey() + " must not be null");
      }
    }
    checkMap(value.size(), violations);
  }

  private void checkMap(int count, Violations violations) {
    if (count < minProperties) {
      violations.add(
          Rule.MIN_PROPERTIES,
          schemaPath,
          violations.subject() + " must have at least " + minProperties + " members");
    }
    if (count > maxProperties) {
      violations.add(
          Rule.MAX_PROPERTIES,
          schemaPath,
          violations.subject() + " must have at most " + maxProperties + " members");
    }
  }
}
