package io.customersession.contract;

import io.customersession.contract.violation.Suggestions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checks a schema by itself, without the schemas in it. */
final class SchemaCheck {
  private static final Set<String> TYPES =
      Set.of("string", "number", "integer", "boolean", "array", "object");

  private final Document document;
  private final Consumer<Diagnostic> diagnostics;

  SchemaCheck(Document document, Consumer<Diagnostic> diagnostics) {
    this.document = document;
    this.diagnostics = diagnostics;
  }

  /**
   * Checks a schema.
   *
   * @param isPart whether this is a part of {@code allOf}, whose other parts can declare what this
   *     one requires
   */
  void check(DocumentNode schema, boolean isPart) {
    type(schema);
    enumValues(schema);
    if (!isPart) {
      required(schema);
    }
    since(schema);
  }

  private void type(DocumentNode schema) {
    DocumentNode type = schema.get("type");
    boolean isVersion31 = document.isVersion31();
    if (type != null && type.isList() && !isVersion31) {
      warn(
          type.location(),
          "OpenAPI 3.0 has no lists of types",
          type.texts().contains(Nullability.NULL)
              ? "write one type and nullable: true, or declare openapi: 3.1.0"
              : "write one type, or oneOf, or declare openapi: 3.1.0");
    }
    for (DocumentNode each : type == null || !type.isList() ? list(type) : type.items()) {
      String name = String.valueOf(each.text());
      if (!TYPES.contains(name) && !(isVersion31 && name.equals("null"))) {
        warn(each.location(), "unknown type \"" + name + "\"", Suggestions.advice(name, TYPES));
      }
    }
    if ("array".equals(schema.text("type")) && schema.get("items") == null && !isVersion31) {
      warn(schema.location(), "this array does not declare its items", "add \"items:\"");
    }
  }

  private void enumValues(DocumentNode schema) {
    DocumentNode values = schema.get("enum");
    if (values == null || !"string".equals(schema.text("type"))) {
      return;
    }
    Map<String, SourceLocation> seen = new LinkedHashMap<>();
    for (DocumentNode value : values.items()) {
      if (value.text() != null && !value.isText()) {
        warn(
            value.location(),
            value.text() + " is not text in YAML",
            "write \"" + value.text() + "\" in quotes");
      } else if (value.text() != null && seen.put(value.text(), value.location()) != null) {
        warn(value.location(), "\"" + value.text() + "\" is listed twice", "remove one");
      }
    }
  }

  private void required(DocumentNode schema) {
    DocumentNode required = schema.get("required");
    if (required == null) {
      return;
    }
    if (!required.isList()) {
      warn(
          required.location(),
          "\"required\" of a schema is the list of its required properties",
          "write required: [name] beside \"properties\"");
      return;
    }
    Set<String> known = DeclaredProperties.of(document, schema).keySet();
    boolean hasMore = schema.get("oneOf") != null || schema.get("anyOf") != null;
    if (known.isEmpty() && !hasMore && !required.items().isEmpty()) {
      warn(
          required.location(),
          "\"required\" is not checked in a schema without properties",
          "declare what it names under \"properties\"");
    }
    for (DocumentNode name : required.items()) {
      if (name.text() != null && !known.isEmpty() && !known.contains(name.text())) {
        warn(
            name.location(),
            "\"" + name.text() + "\" is required, but is not a property",
            Suggestions.nearest(name.text(), known)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("declare it under \"properties\", or do not require it"));
      }
    }
  }

  /** A response that omits a property for an older caller must still be valid. */
  private void since(DocumentNode schema) {
    DocumentNode required = schema.get("required");
    if (required == null) {
      return;
    }
    Map<String, DocumentNode> properties = DeclaredProperties.of(document, schema);
    for (DocumentNode name : required.items()) {
      DocumentNode property = properties.get(String.valueOf(name.text()));
      if (property == null) {
        continue;
      }
      DocumentNode added = property.get(Document.ADDED);
      if (property.get(Document.SINCE) != null) {
        requireOptional(name, Document.SINCE, "older callers");
      } else if (added != null && added.isTrue()) {
        requireOptional(name, Document.ADDED, "the SDKs of the API");
      }
    }
  }

  private void requireOptional(DocumentNode name, String extension, String callers) {
    add(
        name.location(),
        "\"" + name.text() + "\" is required, but \"" + extension + "\" omits it for " + callers,
        "do not require it, or remove \"" + extension + "\"");
  }

  private static List<DocumentNode> list(@Nullable DocumentNode node) {
    return node == null ? List.of() : List.of(node);
  }

  private void warn(SourceLocation location, String problem, String advice) {
    diagnostics.accept(Diagnostic.warning(location, problem, advice));
  }

  private void add(SourceLocation location, String problem, String advice) {
    diagnostics.accept(new Diagnostic(location, problem, advice));
  }
}
