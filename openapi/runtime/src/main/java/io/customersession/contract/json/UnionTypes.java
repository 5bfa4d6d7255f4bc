package io.customersession.contract.json;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The JSON types of values that codecs read. */
final class UnionTypes {
  private static final String OBJECT = "an object";
  private static final String ARRAY = "an array";
  private static final String STRING = "a string";
  private static final String NUMBER = "a number";
  private static final String BOOLEAN = "a boolean";

  static final List<String> ALL =
      Collections.unmodifiableList(Arrays.asList(OBJECT, ARRAY, STRING, NUMBER, BOOLEAN));

  private UnionTypes() {}

  /** Returns true if a schema has values of the JSON type of a value. */
  static boolean fits(UnionBranch<?, ?> branch, JsonTokens tokens, Object tree) {
    Set<String> types = branch.types();
    if (types.contains(type(tree))) {
      return true;
    }
    // A text of a parameter or form is what the codec reads it as, and lists may be numbered.
    JsonTokens again = tokens.over(tree);
    return (again.text() != null && !types.contains(OBJECT))
        || (again.isArray() && types.contains(ARRAY));
  }

  /** Returns true if all values of a schema are arrays. */
  static boolean isList(UnionBranch<?, ?> branch) {
    return branch.types().equals(Collections.singleton(ARRAY));
  }

  /** Returns the JSON types of a union's values, for use in a sentence. */
  static String described(UnionTable<?> table) {
    return table.branches().stream()
        .flatMap(branch -> branch.types().stream())
        .distinct()
        .collect(Collectors.joining(" or "));
  }

  /** Returns the JSON type that a type of a document has; an integer is a number. */
  static String named(String type) {
    switch (type) {
      case "object":
        return OBJECT;
      case "array":
        return ARRAY;
      case "string":
        return STRING;
      case "boolean":
        return BOOLEAN;
      default:
        return NUMBER;
    }
  }

  /** Returns a type of a document for use in a sentence. */
  static String described(String type) {
    return type.equals("integer") ? "an integer" : named(type);
  }

  /** Returns true if a value has a type of a document. */
  static boolean isOf(String type, Object value) {
    return named(type).equals(type(value))
        && (!type.equals("integer") || isWhole(new BigDecimal(value.toString())));
  }

  private static boolean isWhole(BigDecimal number) {
    return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
  }

  /** Returns the JSON type of a value, for use in a sentence. */
  static String type(Object tree) {
    if (tree instanceof Map) {
      return OBJECT;
    }
    if (tree instanceof List) {
      return ARRAY;
    }
    return tree instanceof String ? STRING : tree instanceof Number ? NUMBER : BOOLEAN;
  }

  static Set<String> of(JsonCodec<?> codec) {
    Set<String> types = new LinkedHashSet<>();
    addTo(types, codec, new LinkedHashSet<>());
    return types;
  }

  private static void addTo(Set<String> types, JsonCodec<?> codec, Set<JsonCodec<?>> seen) {
    if (!seen.add(codec)) {
      return;
    }
    if (codec instanceof UnionCodec) {
      ((UnionCodec<?>) codec)
          .table()
          .branches()
          .forEach(branch -> addTo(types, branch.codec(), seen));
    } else if (codec instanceof ModelCodec || codec instanceof MapCodec) {
      types.add(OBJECT);
    } else if (codec instanceof ListCodec) {
      types.add(ARRAY);
      if (((ListCodec<?>) codec).acceptsObject()) {
        types.add(OBJECT);
      }
    } else if (codec instanceof NumericCodec) {
      types.add(NUMBER);
    } else if (codec instanceof BooleanCodec) {
      types.add(BOOLEAN);
    } else if (codec instanceof RestrictedCodec) {
      addTo(types, ((RestrictedCodec<?>) codec).unrestricted(), seen);
    } else if (codec instanceof ValueCodec) {
      types.addAll(((ValueCodec) codec).types());
    } else if (codec instanceof AnyCodec) {
      types.addAll(ALL);
    } else {
      types.add(STRING);
      if (codec instanceof StringCodec && ((StringCodec) codec).acceptsNumber()) {
        types.add(NUMBER);
      }
    }
  }
}
