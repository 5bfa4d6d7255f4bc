package io.customersession.contract;

/** What a schema becomes in Java. */
enum SchemaKind {
  /** A class with properties. */
  OBJECT,
  /** A class with constants. */
  ENUM,
  /** A class for values of one of several schemas. */
  UNION,
  /** A list. */
  LIST,
  /** A map of text to values of one schema. */
  MAP,
  /** Text, a number or a boolean. */
  SCALAR,
  /** Any value. */
  ANY;

  /** Returns what a schema becomes that is not a union. */
  static SchemaKind of(FlatSchema schema) {
    String type = String.valueOf(schema.text("type"));
    if (!schema.properties().isEmpty() && (type.equals("object") || type.equals("null"))) {
      return OBJECT;
    }
    if (type.equals("object") && !schema.conditions().isEmpty()) {
      return OBJECT;
    }
    if (!schema.choices().isEmpty()) {
      return ANY;
    }
    return switch (type) {
      case "object" -> MAP;
      case "array" -> LIST;
      case "string" -> schema.keyword("enum") == null ? SCALAR : ENUM;
      case "number", "integer", "boolean" -> SCALAR;
      default -> schema.items().isEmpty() ? ANY : LIST;
    };
  }

  /** Returns true if such a schema has a class of its own. */
  boolean isClass() {
    return this == OBJECT || this == ENUM || this == UNION;
  }
}
