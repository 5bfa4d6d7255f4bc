package io.customersession.contract;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds what OpenAPI allows in a schema and generated code does not check. */
final class UnsupportedSchemas {
  /** Keywords that generated code does not check. */
  private static final List<String> UNCHECKED =
      List.of(
          "if",
          "dependentSchemas",
          "dependentRequired",
          "prefixItems",
          "contains",
          "patternProperties",
          "propertyNames",
          "unevaluatedItems",
          "$dynamicRef");

  private static final Set<String> LIMITS =
      Set.of(
          "minimum",
          "maximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties");

  private final Document document;
  private final Consumer<Diagnostic> diagnostics;
  private final Set<SourceLocation> choices = new HashSet<>();
  private @Nullable CanonicalSchemas canonical;
  private @Nullable DroppedChoices dropped;

  UnsupportedSchemas(Document document, Consumer<Diagnostic> diagnostics) {
    this.document = document;
    this.diagnostics = diagnostics;
  }

  /** Checks a schema by itself. */
  void check(DocumentNode schema) {
    SchemaPart part = new SchemaPart(schema, "#");
    for (String keyword : UNCHECKED) {
      if (schema.get(keyword) != null) {
        warn(
            schema.keyLocation(keyword),
            "\"" + keyword + "\" is not checked by generated code",
            "check it in your own code");
      }
    }
    DocumentNode words = SchemaWords.of(schema);
    if (schema.get("not") != null && !canonical().restrictions(part).isChecked()) {
      warn(
          schema.keyLocation("not"),
          "generated code checks \"not\" only with enum, const, type or required",
          "declare what is allowed, or check it in your own code");
    }
    if (words.get("allOf") != null) {
      lost(schema);
    }
    for (String choice : List.of("oneOf", "anyOf")) {
      DocumentNode branches = words.get(choice);
      if (branches != null
          && branches.items().size() > 1
          && !isUnion(schema)
          && !canonical().isCondition(part, choice)) {
        choice(schema.keyLocation(choice), choice);
      }
    }
    if (dropped == null) {
      dropped = canonical().droppedChoices();
    }
    dropped.of(part).forEach(this::choice);
    if (schema.get("discriminator") != null
        && !isUnion(schema)
        && !SchemaWords.isChoiceOfOne(schema)) {
      warn(
          schema.keyLocation("discriminator"),
          "the discriminator selects nothing: no schema under components extends this one by allOf",
          "declare them, or remove the discriminator");
    }
    DocumentNode values = words.get("enum");
    if (values != null && !canonical().restrictions(part).checksListed()) {
      warn(
          values.location(),
          "generated code does not check these values, which are not of the schema's type or are"
              + " lists or objects",
          "correct them, or check them in your own code");
    }
    manyValues(schema);
    enumLimits(words, schema);
    limits(schema);
    text(schema);
  }

  /** Returns true if a class is generated for a schema that has a value of one of several. */
  boolean isUnion(DocumentNode schema) {
    return canonical().isUnion(new SchemaPart(schema, "#"));
  }

  /** Checks the schema of a parameter or header, where a choice has no class. */
  void checkChoice(DocumentNode owner) {
    DocumentNode schema = owner.get("schema");
    if (schema == null || !schema.isObject()) {
      return;
    }
    SchemaPart part = new SchemaPart(schema, "#");
    ParameterSchemas.Written choice = canonical().choice(part);
    if (choice != null && !choice.isExact()) {
      warn(
          owner.keyLocation("schema"),
          "this choice between schemas is generated as one of type "
              + choice.schema().get("type")
              + ", which allows more",
          "check it in your own code");
    } else if (choice == null && (isUnion(schema) || canonical().hasUnionItems(part))) {
      warn(
          owner.keyLocation("schema"),
          "a choice with objects is not checked in a parameter or header, which accepts any value",
          "check it in your own code");
    }
  }

  private void choice(SourceLocation location, String keyword) {
    if (!choices.add(location)) {
      return;
    }
    if (keyword.equals("discriminator")) {
      warn(
          location,
          "the discriminator selects nothing where other schemas apply beside this one",
          "declare oneOf there with the schemas that extend this one");
    } else {
      warn(location, keyword + " is not checked by generated code", "check it in your own code");
    }
  }

  private CanonicalSchemas canonical() {
    if (canonical == null) {
      canonical = new CanonicalSchemas(document);
    }
    return canonical;
  }

  private void lost(DocumentNode schema) {
    canonical()
        .lost(new SchemaPart(schema, "#"))
        .forEach(
            (keyword, value) ->
                warn(
                    value.location(),
                    "this "
                        + keyword
                        + " is not checked by generated code, since another one applies",
                    "combine the two, or check it in your own code"));
  }

  private void manyValues(DocumentNode schema) {
    DocumentNode values = schema.get("enum");
    if (values != null && values.items().size() > SchemaWords.MAX_VALUES) {
      warn(
          schema.keyLocation("enum"),
          "an enum of more than %,d values is not checked by generated code"
              .formatted(SchemaWords.MAX_VALUES),
          "check it in your own code");
    }
  }

  private void enumLimits(DocumentNode words, DocumentNode schema) {
    DocumentNode values = words.get("enum");
    if (values == null) {
      return;
    }
    for (String keyword : List.of("pattern", "minLength", "maxLength")) {
      TextLimits limit = TextLimits.of(name -> name.equals(keyword) ? schema.get(name) : null);
      if (!values.texts().stream().allMatch(limit::allow)) {
        warn(
            schema.keyLocation(keyword),
            keyword
                + " excludes values of the enum; generated code "
                + (schema.get(StateMachine.EXTENSION) == null
                    ? "omits them, unless none is left"
                    : "keeps them, since they are states"),
            "remove it, or the values that it does not allow");
      }
    }
  }

  private void limits(DocumentNode schema) {
    for (String limit : LIMITS) {
      DocumentNode value = schema.get(limit);
      if (value != null && RawValues.number(value) == null) {
        warn(
            value.location(),
            limit + " " + value.text() + " is not a number",
            "write a decimal number");
      }
    }
  }

  private void text(DocumentNode schema) {
    DocumentNode pattern = schema.get("pattern");
    if (pattern != null && pattern.text() != null) {
      String problem = EcmaPattern.problem(pattern.text());
      if (!problem.isEmpty()) {
        warn(
            pattern.location(),
            "the pattern is not a regular expression: " + problem,
            "correct it; until then it is not checked");
      }
    }
  }

  private void warn(SourceLocation location, String problem, String advice) {
    diagnostics.accept(Diagnostic.warning(location, problem, advice));
  }
}
