package io.customersession.stub.account;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The definition of an attribute.
 *
 * @param name the key, not empty
 * @param type what its values are
 * @param allowed the only values that are valid, texts or numbers; none if all of the type are. Of
 *     a list, each item must be among them.
 */
public record Attribute(String name, AttributeType type, List<Object> allowed) {
  /**
   * Makes a definition.
   *
   * @throws IllegalArgumentException if the name is empty or an allowed value is of another type
   */
  public Attribute {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("the name of an attribute must not be empty");
    }
    Objects.requireNonNull(type, "type");
    FixtureValue.require("the name of an attribute", name);
    allowed = allowed.stream().map(Attribute::exact).toList();
    for (Object value : allowed) {
      FixtureValue.require("the attribute \"" + name + "\"", value);
    }
    for (Object value : allowed) {
      if (!type.accepts(value) && !type.accepts(List.of(value))) {
        throw new IllegalArgumentException(
            "the attribute \""
                + name
                + "\" allows "
                + value
                + ", which is not "
                + type.description());
      }
    }
  }

  /** Returns a definition; without allowed values, all of the type are valid. */
  public static Attribute of(String name, AttributeType type, Object... allowed) {
    return new Attribute(name, type, Arrays.asList(allowed));
  }

  boolean allows(Object value) {
    if (allowed.isEmpty()) {
      return true;
    }
    return value instanceof List<?> items
        ? items.stream().allMatch(this::isAllowed)
        : isAllowed(value);
  }

  private boolean isAllowed(Object value) {
    return allowed.stream().anyMatch(each -> equal(each, value));
  }

  /** Numbers are equal whatever their trailing zeros. */
  private static boolean equal(Object one, Object other) {
    return (one instanceof BigDecimal number && other instanceof BigDecimal second)
        ? number.compareTo(second) == 0
        : one.equals(other);
  }

  private static Object exact(Object value) {
    return value instanceof Number number ? new BigDecimal(number.toString()) : value;
  }
}
