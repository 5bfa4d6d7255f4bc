package io.customersession.contract.json;

import java.math.BigDecimal;
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

  private UnionTypes() {}

  /** Returns true if a schema has values of the JSON type of a value. */
  static boolean fits(UnionBranch<?, ?> branch, JsonTokens tokens, Object tree) {
    Set<String> types = branch.types();
    if (types.contains(type(tree))) {
      return true;
    }
    // A text of a parameter is what the codec reads it as.
    return tree instanceof String && tokens.over(tree).text() != null && !types.contains(OBJECT);
  }

  /** Returns the JSON types of a union's values, for use in a sentence. */
  static String described(UnionTable<?> table) {
    return table.branches().stream()
        .flatMap(branch -> branch.types().stream())
        .distinct()
        .collect(Collectors.joining(" or "));
  }

  private static String type(Object tree) {
    if (tree instanceof Map) {
      return OBJECT;
    }
    if (tree instanceof List) {
      return ARRAY;
    }
    return tree instanceof String ? STRING : tree instanceof BigDecimal ? NUMBER : BOOLEAN;
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
    } else if (codec instanceof AnyCodec) {
      types.addAll(List.of(OBJECT, ARRAY, STRING, NUMBER, BOOLEAN));
    } else {
      types.add(STRING);
      if (codec instanceof StringCodec && ((StringCodec) codec).acceptsNumber()) {
        types.add(NUMBER);
      }
    }
  }
}
