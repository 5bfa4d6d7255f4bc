package io.customersession.contract;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds what OpenAPI allows in a schema and generated code does not check. */
final class UnsupportedSchemas {
  /** Keywords that generated code does not check. */
  private static final List<String> UNCHECKED =
      List.of(
          "not",
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
  private @Nullable CanonicalSchemas canonical;

  UnsupportedSchemas(Document document, Consumer<Diagnostic> diagnostics) {
    this.document = document;
    this.diagnostics = diagnostics;
  }

  /** Checks a schema by itself. */
  void check(DocumentNode schema) {
    for (String keyword : UNCHECKED) {
      if (schema.get(keyword) != null) {
        warn(
            schema.keyLocation(keyword),
            "\"" + keyword + "\" is not checked by generated code",
            "check it in your own code");
      }
    }
    DocumentNode words = SchemaWords.of(schema);
    if (words.get("allOf") != null) {
      lost(schema);
    }
    for (String choice : List.of("oneOf", "anyOf")) {
      DocumentNode branches = words.get(choice);
      if (branches != null && branches.items().size() > 1 && !isUnion(schema)) {
        warn(
            schema.keyLocation(choice),
            choice + " is not checked by generated code",
            "check it in your own code");
      }
    }
    if (schema.get("discriminator") != null && !isUnion(schema)) {
      warn(
          schema.keyLocation("discriminator"),
          "the discriminator selects nothing: no schema under components extends this one by allOf",
          "declare them, or remove the discriminator");
    }
    if (words.get("enum") != null && !"string".equals(words.text("type"))) {
      warn(
          schema.keyLocation("enum"),
          "an enum of values other than text is not checked by generated code",
          "check it in your own code");
    }
    nothing(words, schema);
    enumLimits(words, schema);
    limits(schema);
    text(schema);
  }

  /** Returns true if a class is generated for a schema that has a value of one of several. */
  boolean isUnion(DocumentNode schema) {
    return canonical().isUnion(new SchemaPart(schema, "#"));
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

  private void nothing(DocumentNode words, DocumentNode schema) {
    if (Nullability.isNull(schema) && words.get("type") == null && words.get("enum") == null) {
      warn(
          schema.location(),
          "a schema of nothing but null is not checked by generated code, which accepts any value",
          "check it in your own code");
    }
  }

  private void enumLimits(DocumentNode words, DocumentNode schema) {
    if (words.get("enum") != null) {
      for (String keyword : List.of("pattern", "minLength", "maxLength")) {
        if (schema.get(keyword) != null) {
          warn(
              schema.keyLocation(keyword),
              keyword + " is not checked beside an enum, whose values are",
              "remove it, or the values that it does not allow");
        }
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
