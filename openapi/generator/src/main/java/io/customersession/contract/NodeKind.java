package io.customersession.contract;

import java.util.Locale;
import java.util.Set;

/** A kind of object in an OpenAPI document, with the names that it may have. */
enum NodeKind {
  ROOT(
      "openapi info servers paths components security tags externalDocs",
      "webhooks jsonSchemaDialect"),
  PATH("$ref summary description servers parameters get put post delete options head patch trace"),
  OPERATION(
      "tags summary description externalDocs operationId parameters requestBody responses callbacks deprecated"
          + " security servers"),
  PARAMETER(
      "$ref name in description required deprecated allowEmptyValue style explode allowReserved schema example"
          + " examples content"),
  HEADER(
      "$ref description required deprecated allowEmptyValue style explode allowReserved schema example examples"
          + " content"),
  REQUEST_BODY("$ref description content required"),
  RESPONSE("$ref description headers content links"),
  MEDIA_TYPE("schema example examples encoding"),
  EXAMPLE("$ref summary description value externalValue"),
  COMPONENTS(
      "schemas responses parameters examples requestBodies headers securitySchemes links callbacks",
      "pathItems"),
  SECURITY_SCHEME("$ref type description name in scheme bearerFormat flows openIdConnectUrl"),
  SCHEMA(
      "$ref title multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern"
          + " maxItems minItems uniqueItems maxProperties minProperties required enum type allOf oneOf anyOf not"
          + " items properties additionalProperties description format default nullable discriminator readOnly"
          + " writeOnly xml externalDocs example deprecated",
      "$id $schema $comment $defs $anchor $dynamicRef $dynamicAnchor $vocabulary const examples if then else"
          + " dependentSchemas dependentRequired prefixItems contains minContains maxContains patternProperties"
          + " propertyNames unevaluatedItems unevaluatedProperties contentEncoding contentMediaType contentSchema"
          + " definitions");

  @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable.
  private final Set<String> names;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable.
  private final Set<String> namesOf31;

  NodeKind(String names) {
    this(names, "");
  }

  NodeKind(String names, String since31) {
    this.names = Set.of(names.split(" "));
    this.namesOf31 = since31.isEmpty() ? Set.of() : Set.of(since31.split(" "));
  }

  /** Returns the word for it in a sentence, with its article. */
  String withArticle() {
    return ("aeiou".indexOf(word().charAt(0)) < 0 ? "a " : "an ") + word();
  }

  /**
   * Returns true if OpenAPI gives a meaning to a name in such an object.
   *
   * @param isVersion31 whether this is OpenAPI 3.1, which has more names
   */
  boolean knows(String name, boolean isVersion31) {
    return names.contains(name)
        || (isVersion31
            && (namesOf31.contains(name) || name.equals("summary") || name.equals("description")));
  }

  Set<String> names() {
    return names;
  }

  /** Returns the word for it in a sentence. */
  String word() {
    return this == ROOT ? "document" : name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
