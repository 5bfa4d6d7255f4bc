package io.customersession.codegen;

import com.google.gson.Gson;
import com.google.gson.JsonNull;
import io.customersession.contract.CanonicalDocument;
import io.customersession.contract.DocumentExamples.Place;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes values that satisfy schemas of a canonical document. */
final class SchemaSamples {
  /** Which properties a value has. */
  enum Direction {
    REQUEST("readOnly"),
    RESPONSE("writeOnly");

    /** The keyword of properties that a value does not have. */
    final String omitted;

    Direction(String omitted) {
      this.omitted = omitted;
    }
  }

  /** A schema has no value that this class finds. */
  static final class NotSampledException extends Exception {
    private static final long serialVersionUID = 1;

    NotSampledException(String reason) {
      super(reason);
    }
  }

  private static final int MAX_DEPTH = 30;

  /** The depth from which only required values are made. */
  private static final int DEEP = 6;

  /** The number of values after which only required ones are made. */
  private static final int MAX_VALUES = 300;

  private static final int MAX_TRIES = 50;

  private final SchemaView view;
  private final Direction direction;

  /** Which of several possible values is taken: the branch of a union, the value of an enum. */
  private final int variant;

  private final ScalarSamples scalars;
  private final @Nullable UnionCoverage coverage;
  private final @Nullable ExampleChoice choice;
  private final boolean isDistinct;
  private final Deque<String> open = new ArrayDeque<>();
  private int values;

  private SchemaSamples(
      SchemaView view,
      Direction direction,
      int variant,
      @Nullable UnionCoverage coverage,
      @Nullable ExampleChoice choice,
      boolean isDistinct) {
    this.view = view;
    this.direction = direction;
    this.variant = variant;
    scalars = new ScalarSamples(variant);
    this.coverage = coverage;
    this.choice = choice;
    this.isDistinct = isDistinct;
  }

  /**
   * Creates a maker.
   *
   * @param variant a number from 0; different numbers give different values
   * @param coverage chooses the schemas of unions, or null to choose them by the variant
   * @param isDistinct true to make values of one schema of a union such that others refuse them
   */
  SchemaSamples(
      SchemaView view,
      Direction direction,
      int variant,
      @Nullable UnionCoverage coverage,
      boolean isDistinct) {
    this(view, direction, variant, coverage, null, isDistinct);
  }

  /** Creates a maker that takes examples of the document where there are some. */
  SchemaSamples(SchemaView view, Direction direction, ExampleChoice choice) {
    this(view, direction, 0, null, choice, true);
  }

  /** Returns a value of a schema: a map, a list, a text, a number or a boolean. */
  Object sample(@Nullable Object written) throws NotSampledException {
    return sample(written, null);
  }

  /**
   * Returns a value of a schema.
   *
   * @param place the schema in the document, or null if it is not known
   */
  Object sample(@Nullable Object written, @Nullable Place place) throws NotSampledException {
    Place known = place == null && choice != null ? view.place(written, choice.examples()) : place;
    Object example = choice == null ? null : choice.example(known, direction);
    return example == null ? made(written, known) : view.without(example, written, direction);
  }

  private Object made(@Nullable Object written, @Nullable Place place) throws NotSampledException {
    String name = view.name(written);
    if (name != null && open.contains(name)) {
      throw new NotSampledException(name + " contains itself");
    }
    if (open.size() > MAX_DEPTH) {
      throw new NotSampledException("too deep");
    }
    open.push(name == null ? "" : name);
    values++;
    try {
      return value(view.resolve(written), place);
    } finally {
      open.pop();
    }
  }

  private boolean isEnough() {
    return values > MAX_VALUES || open.size() > DEEP;
  }

  private @Nullable Place property(@Nullable Place place, String name) {
    return choice == null ? null : choice.examples().property(place, name);
  }

  private Object value(Map<?, ?> schema, @Nullable Place place) throws NotSampledException {
    if (schema.get(CanonicalDocument.UNION) instanceof Map<?, ?> union) {
      return union(schema, union);
    }
    Map<?, ?> restrictions = SchemaView.map(schema.get(CanonicalDocument.RESTRICTIONS));
    if (restrictions.containsKey("onlyNull")) {
      return JsonNull.INSTANCE;
    }
    if (restrictions.get("values") instanceof List<?> values) {
      String json = values.get(variant % values.size()).toString();
      return new Gson().fromJson(json, Object.class) instanceof Double
          ? new BigDecimal(json)
          : new Gson().fromJson(json, Object.class);
    }
    if (schema.get("enum") instanceof List<?> values) {
      List<?> texts = values.stream().filter(value -> value != null).toList();
      return texts.get(variant % texts.size());
    }
    return switch (String.valueOf(schema.get("type"))) {
      case "object" -> object(schema, place);
      case "array" -> list(schema, place);
      case "string" -> scalars.text(schema);
      case "integer" -> scalars.number(schema, BigDecimal.ONE);
      case "number" -> scalars.number(schema, new BigDecimal("0.25"));
      case "boolean" -> variant % 2 == 0;
      default -> "any";
    };
  }

  private Object union(Map<?, ?> schema, Map<?, ?> union) throws NotSampledException {
    Map<?, ?> branches = SchemaView.map(union.get("branches"));
    Map<?, ?> schemas = SchemaView.map(schema.get("properties"));
    List<Object> keys = new ArrayList<>(schemas.keySet());
    if (coverage == null) {
      Collections.rotate(keys, -variant % keys.size());
    } else {
      keys = coverage.order(union, schemas.keySet(), direction);
    }
    NotSampledException last = new NotSampledException("a union without branches");
    for (Object key : keys) {
      try {
        Object value = sample(schemas.get(key));
        Object values = SchemaView.map(branches.get(key)).get("values");
        if (coverage != null) {
          coverage.choose(union, key, direction);
        }
        if (isDistinct && value instanceof Map<?, ?> object) {
          value = distinct(object, schemas, key);
        }
        return union.get("property") instanceof String property
                && values instanceof List<?> texts
                && !texts.isEmpty()
                && value instanceof Map<?, ?> object
            ? selected(object, property, texts, view.resolve(schemas.get(key)))
            : value;
      } catch (NotSampledException e) {
        last = e;
      }
    }
    throw last;
  }

  /**
   * Returns a value of a branch with a member more for each other branch that would accept it: one
   * that only the other branch declares, of another type.
   */
  private Object distinct(Map<?, ?> value, Map<?, ?> schemas, Object key) {
    Set<Object> own = new HashSet<>(value.keySet());
    if (!view.addDeclared(schemas.get(key), own)) {
      return value;
    }
    Map<Object, Object> more = new LinkedHashMap<>(value);
    schemas.forEach(
        (other, written) -> {
          Map<?, ?> schema = view.resolve(written);
          if (!other.equals(key) && !schema.containsKey(CanonicalDocument.UNION)) {
            SchemaView.map(schema.get("properties")).entrySet().stream()
                .filter(each -> !own.contains(each.getKey()))
                .filter(each -> view.resolve(each.getValue()).get("type") != null)
                .filter(each -> !view.resolve(each.getValue()).containsKey(CanonicalDocument.UNION))
                .findFirst()
                .ifPresent(
                    each ->
                        more.put(
                            each.getKey(), otherThan(view.resolve(each.getValue()).get("type"))));
          }
        });
    return more;
  }

  /** Returns a value of a branch with the property that selects it. */
  private Object selected(Map<?, ?> value, String property, List<?> texts, Map<?, ?> branch)
      throws NotSampledException {
    Object declared = SchemaView.map(branch.get("properties")).get(property);
    List<?> allowed = view.resolve(declared).get("enum") instanceof List<?> values ? values : texts;
    for (Object text : texts) {
      if (allowed.contains(text)) {
        Map<Object, Object> selected = new LinkedHashMap<>(value);
        selected.put(property, text);
        return selected;
      }
    }
    throw new NotSampledException(property + " cannot be " + texts);
  }

  private static Object otherThan(Object type) {
    return "array".equals(type) ? Map.of("a", 1) : List.of(List.of(1));
  }

  private Object object(Map<?, ?> schema, @Nullable Place place) throws NotSampledException {
    Map<String, Object> object = new LinkedHashMap<>();
    List<?> required = schema.get("required") instanceof List<?> names ? names : List.of();
    int max = schema.get("maxProperties") instanceof Number number ? number.intValue() : 1000;
    Map<?, ?> properties = SchemaView.map(schema.get("properties"));
    ConditionNames conditions = ConditionNames.of(schema, required, variant);
    for (Map.Entry<?, ?> property : properties.entrySet()) {
      String name = (String) property.getKey();
      if (conditions.mustLack(name)) {
        continue;
      }
      boolean isRequired = required.contains(name) || conditions.mustHave(name);
      if (Boolean.TRUE.equals(view.resolve(property.getValue()).get(direction.omitted))
          || (!isRequired && (variant == 1 || isEnough() || object.size() >= max))) {
        continue;
      }
      boolean isNullable = Boolean.TRUE.equals(view.resolve(property.getValue()).get("nullable"));
      if (variant == 2 && isNullable) {
        object.put(name, JsonNull.INSTANCE);
        continue;
      }
      try {
        object.put(name, sample(property.getValue(), property(place, name)));
      } catch (NotSampledException e) {
        if (isRequired && !isNullable) {
          throw e;
        }
        if (isRequired) {
          object.put(name, JsonNull.INSTANCE);
        }
      }
    }
    Object more =
        properties.isEmpty()
            ? schema.get("additionalProperties")
            : schema.get(CanonicalDocument.ADDITIONAL);
    int min = schema.get("minProperties") instanceof Number number ? number.intValue() : 0;
    while (more instanceof Map<?, ?>
        && object.size() < max
        && (object.size() < min || (variant != 1 && object.isEmpty()))) {
      boolean isNull = variant == 2 && Boolean.TRUE.equals(view.resolve(more).get("nullable"));
      object.put("more" + object.size(), isNull ? JsonNull.INSTANCE : sample(more));
    }
    if (object.size() < min && !(more instanceof Map<?, ?>)) {
      object.put("more", "any");
    }
    return object;
  }

  private Object list(Map<?, ?> schema, @Nullable Place place) throws NotSampledException {
    int min = schema.get("minItems") instanceof Number number ? number.intValue() : 0;
    int max = schema.get("maxItems") instanceof Number number ? number.intValue() : 1;
    int size = Math.max(min, isEnough() ? 0 : Math.min(max, 1));
    List<Object> items = new ArrayList<>();
    try {
      for (int index = 0; items.size() < size; index++) {
        Object item = item(schema.get("items"), place, index);
        if (!Boolean.TRUE.equals(schema.get("uniqueItems")) || !items.contains(item)) {
          items.add(item);
        } else if (index > MAX_TRIES) {
          throw new NotSampledException("too few different items");
        }
      }
    } catch (NotSampledException e) {
      if (min > 0) {
        throw e;
      }
    }
    return items;
  }

  private Object item(@Nullable Object written, @Nullable Place place, int index)
      throws NotSampledException {
    if (variant == 2 && index == 0 && Boolean.TRUE.equals(view.resolve(written).get("nullable"))) {
      return JsonNull.INSTANCE;
    }
    return index == 0
        ? sample(written, choice == null ? null : choice.examples().items(place))
        : new SchemaSamples(view, direction, variant + index, coverage, isDistinct).sample(written);
  }
}
