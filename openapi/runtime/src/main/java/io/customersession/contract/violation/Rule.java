package io.customersession.contract.violation;

import org.jspecify.annotations.Nullable;

/**
 * The rules of the document that a value can break; {@link #title()} is the heading of an error
 * headed with.
 */
public enum Rule {
  /** The text is not a JSON document in well-formed UTF-8. */
  SYNTAX("Malformed JSON", null),
  /** A property is given twice in one object. */
  DUPLICATE("Duplicate property", null),
  /** The value has another JSON type or format than the document declares. */
  TYPE("Invalid type", "type"),
  /** The text does not have the declared format (a date-time, a UUID). */
  FORMAT("Invalid format", "format"),
  /** The value is not one of the declared values. */
  ENUM("enum", "enum"),
  /** A required property or parameter is absent. */
  REQUIRED("required", "required"),
  /** A text is too short. */
  MIN_LENGTH("minLength", "minLength"),
  /** A text is too long. */
  MAX_LENGTH("maxLength", "maxLength"),
  /** A text does not match the declared pattern. */
  PATTERN("pattern", "pattern"),
  /** A number is too small. */
  MINIMUM("minimum", "minimum"),
  /** A number is too large. */
  MAXIMUM("maximum", "maximum"),
  /** A number is not a multiple of the declared step. */
  MULTIPLE_OF("multipleOf", "multipleOf"),
  /** A list is too short. */
  MIN_ITEMS("minItems", "minItems"),
  /** A list is too long. */
  MAX_ITEMS("maxItems", "maxItems"),
  /** A list holds the same value twice. */
  UNIQUE_ITEMS("uniqueItems", "uniqueItems"),
  /** An object has too few members. */
  MIN_PROPERTIES("minProperties", "minProperties"),
  /** An object has too many members. */
  MAX_PROPERTIES("maxProperties", "maxProperties"),
  /** An object has a property that its schema does not declare and does not allow. */
  ADDITIONAL_PROPERTIES("additionalProperties", "additionalProperties"),
  /** The sum of one property over a list's items is too large. */
  MAXIMUM_SUM("x-maximum-sum", "x-maximum-sum"),
  /** The value does not match exactly one of the declared schemas. */
  ONE_OF("oneOf", "oneOf"),
  /** The value matches none of the declared schemas. */
  ANY_OF("anyOf", "anyOf"),
  /** An object does not have exactly one of several sets of properties. */
  ONE_OF_REQUIRED("oneOf", "oneOf"),
  /** An object has none of several sets of properties. */
  ANY_OF_REQUIRED("anyOf", "anyOf"),
  /** A value is one that the schema excludes. */
  NOT("not", "not"),
  /** A value is valid by its schema, but not here or now. */
  NOT_ALLOWED("Not allowed", null),
  /** A parameter that is not a list is repeated. */
  REPEATED("Repeated parameter", null),
  /** A property that has no effect in this request; never refused. */
  IGNORED("Ignored", null),
  /** A property or parameter that the document does not declare; not refused by default. */
  UNKNOWN("Unknown", null),
  /** A property that only the server assigns is in a request; not refused by default. */
  READ_ONLY("readOnly", "readOnly"),
  /** A property that only requests have is in a response; not refused by default. */
  WRITE_ONLY("writeOnly", "writeOnly");

  private final String title;
  private final @Nullable String keyword;

  Rule(String title, @Nullable String keyword) {
    this.title = title;
    this.keyword = keyword;
  }

  /** Returns the heading of an error entry for this rule. */
  public String title() {
    return title;
  }

  /**
   * Returns true if breaking this rule makes a message unacceptable; the other rules are worth a
   * note only.
   */
  public boolean refuses() {
    return this != IGNORED && this != UNKNOWN && this != READ_ONLY && this != WRITE_ONLY;
  }

  /** Returns true if it is about a name that is not declared, whether that is refused or not. */
  public boolean isOfUndeclaredName() {
    return this == UNKNOWN || this == ADDITIONAL_PROPERTIES;
  }

  /**
   * Returns true if a value that breaks this rule cannot be decoded at all, so that even a tolerant
   * reader of responses has to reject it.
   */
  public boolean undecodable() {
    return this == SYNTAX
        || this == DUPLICATE
        || this == TYPE
        || this == FORMAT
        || this == ONE_OF
        || this == ANY_OF;
  }

  String pathFrom(String schemaPath) {
    return keyword == null ? schemaPath : schemaPath + "/" + keyword;
  }
}
