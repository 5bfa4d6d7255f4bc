package io.customersession.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a schema of OpenAPI 3.1 in the words of OpenAPI 3.0, without looking into the schemas in
 * it. A schema of OpenAPI 3.0 stays as it is, except where it leaves out what it clearly means,
 * such as {@code type: object} beside properties.
 */
final class SchemaWords {
  /** The name of a flag of schemas that allow no value but null, for which 3.0 has no word. */
  static final String ONLY_NULL = "x-contract-only-null";

  /** A class in Java cannot have the constants of many thousand values. */
  static final int MAX_VALUES = 1_000;

  private static final Set<String> TEXT_LIMITS = Set.of("minLength", "maxLength", "pattern");
  private static final Set<String> NUMBER_LIMITS = Set.of("minimum", "maximum", "multipleOf");

  private final SourceLocation location;
  private final DocumentNode schema;
  private final Map<String, DocumentNode> members;

  private SchemaWords(DocumentNode schema) {
    this.schema = schema;
    location = schema.location();
    members = new LinkedHashMap<>(schema.members());
  }

  /** Returns the schema in the words of OpenAPI 3.0. */
  static DocumentNode of(DocumentNode schema) {
    if (!schema.isObject()) {
      // A boolean: true accepts everything, and so does what is not a schema at all.
      return object(schema.location(), Map.of());
    }
    SchemaWords words = new SchemaWords(schema);
    words.translate();
    Map<String, SourceLocation> keys = new LinkedHashMap<>();
    words.members.keySet().forEach(name -> keys.put(name, schema.keyLocation(name)));
    if (schema.get("anyOf") == null && words.members.containsKey("anyOf")) {
      keys.put("anyOf", schema.keyLocation("type"));
    }
    return DocumentNode.object(schema.location(), words.members, keys);
  }

  /**
   * Returns true if a schema is a choice of one schema besides null, which applies whatever a
   * discriminator says.
   */
  static boolean isChoiceOfOne(DocumentNode schema) {
    DocumentNode words = of(schema);
    List<DocumentNode> choices =
        Stream.of("oneOf", "anyOf").map(words::get).flatMap(Stream::ofNullable).toList();
    return !choices.isEmpty() && choices.stream().allMatch(choice -> choice.items().size() == 1);
  }

  static DocumentNode object(SourceLocation location, Map<String, DocumentNode> members) {
    return DocumentNode.object(location, members, Map.of());
  }

  private void translate() {
    types();
    constant();
    enumeration();
    nullBranches("oneOf");
    nullBranches("anyOf");
    exclusiveLimit("exclusiveMinimum", "minimum", 1);
    exclusiveLimit("exclusiveMaximum", "maximum", -1);
    content();
    items();
    inferType();
    if (items("enum").size() > MAX_VALUES) {
      members.remove("enum");
    }
  }

  /** A list of types becomes one type, or a choice between schemas of one type each. */
  private void types() {
    DocumentNode types = members.get("type");
    if (types == null) {
      return;
    }
    if ("null".equals(types.text())) {
      members.remove("type");
      onlyNull();
      return;
    }
    if (!types.isList()) {
      return;
    }
    List<DocumentNode> others = new ArrayList<>();
    for (DocumentNode type : types.items()) {
      if ("null".equals(type.text()) || type.text() == null) {
        nullable();
      } else {
        others.add(type);
      }
    }
    members.remove("type");
    if (others.isEmpty() && !types.items().isEmpty()) {
      onlyNull();
    }
    if (others.size() == 1) {
      members.put("type", others.get(0));
    } else if (!others.isEmpty() && members.get("enum") == null) {
      choice(others);
    }
  }

  private void choice(List<DocumentNode> types) {
    List<DocumentNode> branches = new ArrayList<>();
    for (DocumentNode type : types) {
      Map<String, DocumentNode> branch = new LinkedHashMap<>();
      branch.put("type", type);
      for (String name : List.copyOf(members.keySet())) {
        if (belongsTo(String.valueOf(type.text()), name)) {
          branch.put(name, members.get(name));
        }
      }
      branches.add(object(location, branch));
    }
    members.keySet().removeIf(name -> types.stream().anyMatch(t -> belongsTo(t.text(), name)));
    DocumentNode list = DocumentNode.list(location, branches);
    if (members.containsKey("anyOf")) {
      // The location tells it from the choice that the schema has.
      Map<String, SourceLocation> keys = Map.of("anyOf", schema.keyLocation("type"));
      List<DocumentNode> all = new ArrayList<>(items("allOf"));
      all.add(DocumentNode.object(location, Map.of("anyOf", list), keys));
      members.put("allOf", DocumentNode.list(location, all));
    } else {
      members.put("anyOf", list);
    }
  }

  private static boolean belongsTo(@Nullable String type, String keyword) {
    return switch (String.valueOf(type)) {
      case "string" -> TEXT_LIMITS.contains(keyword) || keyword.equals("format");
      case "number", "integer" ->
          NUMBER_LIMITS.contains(keyword) || keyword.startsWith("exclusiveM");
      case "array" -> Set.of("items", "minItems", "maxItems", "uniqueItems").contains(keyword);
      case "object" ->
          Set.of("properties", "required", "additionalProperties", "minProperties", "maxProperties")
              .contains(keyword);
      default -> false;
    };
  }

  private void constant() {
    DocumentNode constant = members.remove("const");
    if (constant != null) {
      members.put("enum", DocumentNode.list(constant.location(), List.of(constant)));
    }
  }

  /** Null among the values of an enum makes the schema nullable. */
  private void enumeration() {
    DocumentNode values = members.get("enum");
    if (values == null) {
      return;
    }
    List<DocumentNode> others =
        values.items().stream().filter(value -> RawValues.of(value) != null).toList();
    if (others.size() < values.items().size()) {
      nullable();
    }
    if (others.isEmpty()) {
      members.remove("enum");
      if (!values.items().isEmpty()) {
        onlyNull();
      }
    } else {
      members.put("enum", DocumentNode.list(values.location(), others));
    }
  }

  private void nullBranches(String choice) {
    List<DocumentNode> branches = items(choice);
    List<DocumentNode> others =
        branches.stream().filter(branch -> !Nullability.isNull(branch)).toList();
    if (others.size() < branches.size()) {
      nullable();
      members.remove(choice);
      if (!others.isEmpty()) {
        members.put(choice, DocumentNode.list(location, others));
      }
    }
  }

  /** An exclusive limit that is a number becomes a limit with a flag. */
  private void exclusiveLimit(String exclusive, String limit, int sign) {
    DocumentNode written = members.get(exclusive);
    BigDecimal number = RawValues.number(written);
    if (number == null || written == null) {
      return;
    }
    members.remove(exclusive);
    DocumentNode inclusive = members.get(limit);
    BigDecimal other = RawValues.number(inclusive);
    if (other != null && number.compareTo(other) * sign < 0) {
      return;
    }
    members.put(limit, written);
    members.put(exclusive, scalar("true", false));
  }

  private void content() {
    DocumentNode encoding = members.remove("contentEncoding");
    DocumentNode type = members.remove("contentMediaType");
    if (members.containsKey("format")) {
      return;
    }
    if (encoding != null && String.valueOf(encoding.text()).matches("(?i)base64(url)?")) {
      members.put("format", scalar("byte", true));
    } else if (encoding == null
        && type != null
        && "application/octet-stream".equalsIgnoreCase(type.text())) {
      members.put("format", scalar("binary", true));
    }
  }

  /** A list of schemas by position becomes a list of anything. */
  private void items() {
    DocumentNode items = members.get("items");
    if (items != null && !items.isObject()) {
      members.put("items", object(items.location(), Map.of()));
    }
    if (members.containsKey("prefixItems")) {
      members.put("items", object(location, Map.of()));
    }
  }

  private void inferType() {
    if (members.containsKey("type")
        || List.of("$ref", "allOf", "oneOf", "anyOf").stream().anyMatch(members::containsKey)) {
      return;
    }
    String type = null;
    if (members.containsKey("enum")) {
      type = commonType(items("enum"));
    } else if (members.containsKey("properties") || hasSchema("additionalProperties")) {
      type = "object";
    } else if (members.containsKey("items")) {
      type = "array";
    } else if (members.keySet().stream().anyMatch(TEXT_LIMITS::contains)) {
      type = "string";
    } else if (members.keySet().stream().anyMatch(NUMBER_LIMITS::contains)) {
      type = "number";
    }
    if (type != null) {
      members.put("type", scalar(type, true));
    }
  }

  private boolean hasSchema(String name) {
    DocumentNode member = members.get(name);
    return member != null && (member.isObject() || "false".equals(member.text()));
  }

  private static @Nullable String commonType(List<DocumentNode> values) {
    if (values.stream().allMatch(value -> RawValues.of(value) instanceof String)) {
      return "string";
    }
    if (values.stream().allMatch(value -> RawValues.of(value) instanceof Boolean)) {
      return "boolean";
    }
    if (values.stream().allMatch(value -> RawValues.number(value) != null)) {
      return values.stream().allMatch(SchemaWords::isWhole) ? "integer" : "number";
    }
    return null;
  }

  static boolean isWhole(DocumentNode value) {
    BigDecimal number = RawValues.number(value);
    return number != null && number.stripTrailingZeros().scale() <= 0;
  }

  private void onlyNull() {
    nullable();
    members.put(ONLY_NULL, scalar("true", false));
  }

  private void nullable() {
    members.put("nullable", scalar("true", false));
  }

  private List<DocumentNode> items(String name) {
    DocumentNode list = members.get(name);
    return list == null ? List.of() : list.items();
  }

  private DocumentNode scalar(String text, boolean isText) {
    return DocumentNode.scalar(schema.location(), text, isText);
  }
}
