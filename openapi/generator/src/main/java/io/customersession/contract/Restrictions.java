package io.customersession.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a schema allows of the values of its type: those that {@code enum} and {@code const} list,
 * without those that {@code not} excludes.
 */
final class Restrictions {
  private static final Set<String> OF_VALUES = Set.of("type", "enum");

  private final FlatSchemas schemas;
  private final FlatSchema schema;
  private final SchemaKind kind;
  private final List<DocumentNode> excludedValues = new ArrayList<>();
  private final Set<String> excludedTypes = new LinkedHashSet<>();
  private final List<Map<String, Object>> conditions = new ArrayList<>();
  private boolean excludesNull;
  private boolean isChecked = true;

  private Restrictions(FlatSchemas schemas, FlatSchema schema, SchemaKind kind) {
    this.schemas = schemas;
    this.schema = schema;
    this.kind = kind;
    conditions.addAll(schema.conditions());
    schema.excluded().forEach(this::exclude);
  }

  static Restrictions of(FlatSchemas schemas, FlatSchema schema, SchemaKind kind) {
    return new Restrictions(schemas, schema, kind);
  }

  private void exclude(SchemaPart part) {
    FlatSchema excluded = schemas.of(part);
    Map<String, Object> condition = Conditions.of(part.node(), true);
    if (condition != null) {
      conditions.add(Conditions.not(condition));
      isChecked &= kind == SchemaKind.OBJECT || kind == SchemaKind.ANY || kind == SchemaKind.UNION;
    } else if (isChoice(excluded)) {
      // Neither of them.
      excluded.choices().get(0).branches().forEach(this::exclude);
    } else if (isOfValues(excluded)) {
      excludeValues(excluded);
    } else {
      isChecked = false;
    }
  }

  private static boolean isChoice(FlatSchema excluded) {
    return excluded.choices().size() == 1
        && !excluded.choices().get(0).isExclusive()
        && excluded.properties().isEmpty()
        && excluded.required().isEmpty()
        && excluded.excluded().isEmpty()
        && excluded.keywords().keySet().stream().allMatch(SchemaAnnotations::contain);
  }

  private static boolean isOfValues(FlatSchema excluded) {
    return excluded.properties().isEmpty()
        && excluded.required().isEmpty()
        && excluded.items().isEmpty()
        && excluded.values().isEmpty()
        && excluded.choices().isEmpty()
        && excluded.conditions().isEmpty()
        && excluded.excluded().isEmpty()
        && (excluded.isNullable()
            || excluded.keywords().keySet().stream().anyMatch(OF_VALUES::contains))
        && excluded.keywords().keySet().stream()
            .allMatch(name -> OF_VALUES.contains(name) || SchemaAnnotations.contain(name));
  }

  private void excludeValues(FlatSchema excluded) {
    excludesNull |= excluded.isNullable();
    DocumentNode values = excluded.keyword("enum");
    String type = excluded.text("type");
    String own = String.valueOf(schema.text("type"));
    if (values != null) {
      excludedValues.addAll(values.items());
      boolean isScalar =
          values.items().stream().noneMatch(each -> each.isObject() || each.isList());
      isChecked &= isScalar || kind == SchemaKind.ANY || kind == SchemaKind.UNION;
    } else if (type != null) {
      excludedTypes.add(type);
      // Of another type, no value is of this one.
      isChecked &=
          kind == SchemaKind.ANY
              || kind == SchemaKind.UNION
              || !(own.equals(type) || (own.equals("number") && type.equals("integer")));
    }
  }

  /** Returns true if generated code checks all that {@code not} excludes. */
  boolean isChecked() {
    return isChecked;
  }

  /** Returns true if generated code checks that a value is one of those that are listed. */
  boolean checksListed() {
    return kind == SchemaKind.ENUM
        || kind == SchemaKind.UNION
        || ((kind == SchemaKind.SCALAR || kind == SchemaKind.ANY) && !listed().isEmpty());
  }

  /** Returns the conditions on which properties an object has. */
  List<Map<String, Object>> conditions() {
    return conditions;
  }

  /**
   * Returns the texts of an enum, but those that are excluded or not within the limits that apply
   * beside it; all of them if none would be left, or if the enum has a state machine, which names
   * them.
   */
  Set<String> texts() {
    Set<String> texts = new LinkedHashSet<>();
    DocumentNode list = schema.keyword("enum");
    if (list != null) {
      list.items().forEach(value -> texts.add(String.valueOf(RawValues.of(value))));
    }
    Set<String> left = new LinkedHashSet<>(texts);
    excludedValues.forEach(value -> left.remove(String.valueOf(RawValues.of(value))));
    TextLimits limits = TextLimits.of(schema::keyword);
    left.removeIf(text -> !limits.allow(text) && schema.keyword(StateMachine.EXTENSION) == null);
    return left.isEmpty() ? texts : left;
  }

  /** Writes what codecs of scalars and of any values check. */
  void write(Map<String, Object> written) {
    if (excludesNull) {
      written.remove("nullable");
    }
    Map<String, Object> restrictions = new LinkedHashMap<>();
    boolean isAny = kind == SchemaKind.ANY;
    if (isAny && schema.isOnlyNull()) {
      written.put("nullable", true);
      restrictions.put("onlyNull", true);
    }
    if (isAny || kind == SchemaKind.SCALAR) {
      put(restrictions, "values", listed());
      put(restrictions, "except", excludedValues.stream().map(JsonValues::json).toList());
    }
    if (isAny) {
      put(restrictions, "exceptTypes", List.copyOf(excludedTypes));
      put(restrictions, "conditions", conditions);
      boolean isNullable = Boolean.TRUE.equals(written.get("nullable"));
      if (excludesNull || (!listed().isEmpty() && !isNullable)) {
        restrictions.put("exceptNull", true);
      }
    }
    if (!restrictions.isEmpty()) {
      written.put(CanonicalDocument.RESTRICTIONS, restrictions);
    }
  }

  private static void put(Map<String, Object> restrictions, String name, List<?> list) {
    if (!list.isEmpty()) {
      restrictions.put(name, list);
    }
  }

  /** Returns the listed values that have the type of the schema, in JSON. */
  private List<String> listed() {
    DocumentNode list = schema.keyword("enum");
    return list == null
        ? List.of()
        : list.items().stream().filter(this::isOfType).map(JsonValues::json).distinct().toList();
  }

  private boolean isOfType(DocumentNode value) {
    return switch (String.valueOf(schema.text("type"))) {
      case "integer" -> SchemaWords.isWhole(value);
      case "number" -> RawValues.number(value) != null;
      case "boolean" -> RawValues.of(value) instanceof Boolean;
      default -> true;
    };
  }
}
