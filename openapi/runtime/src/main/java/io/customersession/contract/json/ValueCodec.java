package io.customersession.contract.json;

import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value of any type, kept as it came, of which only some are allowed. In a response, a value that
 * is not listed is kept, since a newer server may have added it.
 */
public final class ValueCodec implements JsonCodec<Object> {
  private final String schemaPath;
  private final boolean onlyNull;
  private final boolean exceptNull;
  private final @Nullable DeclaredValues listed;
  private final @Nullable DeclaredValues excluded;
  private final List<String> excludedTypes;
  private final List<Presence> conditions;

  ValueCodec(String schemaPath) {
    this(schemaPath, false, false, null, null, Collections.emptyList(), Collections.emptyList());
  }

  private ValueCodec(
      String schemaPath,
      boolean onlyNull,
      boolean exceptNull,
      @Nullable DeclaredValues listed,
      @Nullable DeclaredValues excluded,
      List<String> excludedTypes,
      List<Presence> conditions) {
    this.schemaPath = schemaPath;
    this.onlyNull = onlyNull;
    this.exceptNull = exceptNull;
    this.listed = listed;
    this.excluded = excluded;
    this.excludedTypes = excludedTypes;
    this.conditions = conditions;
  }

  /** Returns this codec for null, which is never read as a value, and nothing else. */
  public ValueCodec onlyNull() {
    return new ValueCodec(
        schemaPath, true, exceptNull, listed, excluded, excludedTypes, conditions);
  }

  /** Returns this codec for values other than null. */
  public ValueCodec exceptNull() {
    return new ValueCodec(schemaPath, onlyNull, true, listed, excluded, excludedTypes, conditions);
  }

  /**
   * Returns this codec for listed values.
   *
   * @param json the values in JSON
   */
  public ValueCodec values(String... json) {
    return new ValueCodec(
        schemaPath,
        onlyNull,
        exceptNull,
        new DeclaredValues(json),
        excluded,
        excludedTypes,
        conditions);
  }

  /**
   * Returns this codec without some values.
   *
   * @param json the values in JSON
   */
  public ValueCodec except(String... json) {
    return new ValueCodec(
        schemaPath,
        onlyNull,
        exceptNull,
        listed,
        new DeclaredValues(json),
        excludedTypes,
        conditions);
  }

  /**
   * Returns this codec without the values of some types.
   *
   * @param names the names of types in a document, such as {@code string}
   */
  public ValueCodec exceptTypes(String... names) {
    return new ValueCodec(
        schemaPath,
        onlyNull,
        exceptNull,
        listed,
        excluded,
        Arrays.asList(names.clone()),
        conditions);
  }

  /** Returns this codec with conditions for the members of values that are objects. */
  public ValueCodec conditions(Presence... all) {
    return new ValueCodec(
        schemaPath,
        onlyNull,
        exceptNull,
        listed,
        excluded,
        excludedTypes,
        Arrays.asList(all.clone()));
  }

  @Override
  public ValueCodec under(String location) {
    return new ValueCodec(
        Codecs.under(location, schemaPath),
        onlyNull,
        exceptNull,
        listed,
        excluded,
        excludedTypes,
        conditions);
  }

  /** Returns the JSON types of the values, as sentences name them. */
  Set<String> types() {
    Set<String> types = new LinkedHashSet<>();
    if (listed != null) {
      listed.all().forEach(value -> types.add(UnionTypes.type(value)));
    } else if (!onlyNull) {
      types.addAll(UnionTypes.ALL);
      excludedTypes.forEach(name -> types.remove(UnionTypes.named(name)));
    }
    return types;
  }

  @Override
  public @Nullable Object read(JsonInput in) {
    if (in.isNull()) {
      if (exceptNull) {
        in.violations().add(Rule.TYPE, schemaPath, in.violations().subject() + " must not be null");
      }
      return null;
    }
    if (onlyNull) {
      in.refuse("null", schemaPath);
      return null;
    }
    String text = in.tokens().text();
    Object value = text == null || listed == null ? in.any() : in.tokens().nextString();
    Object known = text == null || listed == null ? null : listed.ofText(text);
    if (known != null) {
      value = known;
    }
    if (value != null) {
      check(value, in.checksEnums(), in.violations());
    }
    return value;
  }

  @Override
  public void write(JsonOutput out, Object value) {
    out.any(value);
  }

  @Override
  public void check(Object value, Violations violations) {
    if (onlyNull) {
      violations.add(Rule.TYPE, schemaPath, violations.subject() + " must be null");
      return;
    }
    check(value, true, violations);
  }

  private void check(Object value, boolean checksListed, Violations violations) {
    if (checksListed && listed != null && !listed.contains(value)) {
      listed.requireListed(schemaPath, violations);
    }
    if (excluded != null && excluded.contains(value)) {
      excluded.refuseExcluded(schemaPath, violations);
    }
    for (String type : excludedTypes) {
      if (UnionTypes.isOf(type, value)) {
        violations.add(
            Rule.NOT,
            schemaPath,
            violations.subject() + " must not be " + UnionTypes.described(type));
      }
    }
    if (value instanceof Map) {
      conditions.forEach(
          condition -> condition.check(((Map<?, ?>) value)::containsKey, schemaPath, violations));
    }
  }
}
