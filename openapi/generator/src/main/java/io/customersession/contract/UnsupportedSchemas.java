package io.customersession.contract;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Finds what OpenAPI allows in a schema and the generators do not support. */
final class UnsupportedSchemas {
  private static final BigDecimal MAX_INT32 = BigDecimal.valueOf(Integer.MAX_VALUE);
  private static final BigDecimal MAX_INT64 = BigDecimal.valueOf(Long.MAX_VALUE);

  private final Document document;
  private final Consumer<Diagnostic> diagnostics;

  UnsupportedSchemas(Document document, Consumer<Diagnostic> diagnostics) {
    this.document = document;
    this.diagnostics = diagnostics;
  }

  /**
   * Checks a schema by itself.
   *
   * @param inline true if the schema has no name
   */
  void check(DocumentNode schema, boolean inline) {
    for (String choice : List.of("oneOf", "anyOf", "not")) {
      if (schema.get(choice) != null) {
        add(
            schema.keyLocation(choice),
            choice + " is not supported",
            "declare one schema with optional properties");
      }
    }
    if (schema.get("discriminator") != null) {
      add(
          schema.keyLocation("discriminator"),
          "discriminators are not supported",
          "declare one schema with an enum for the kind, and optional properties");
    }
    enumeration(schema, inline);
    DocumentNode items = schema.get("items") == null ? null : document.follow(schema.get("items"));
    if (items != null && items.get("nullable") != null && items.get("nullable").isTrue()) {
      add(
          items.keyLocation("nullable"),
          "items of a list that may be null are not supported",
          "omit the item instead");
    }
    number(schema);
    text(schema);
  }

  private void enumeration(DocumentNode schema, boolean inline) {
    if (schema.get("enum") == null) {
      return;
    }
    SourceLocation location = schema.keyLocation("enum");
    if (!"string".equals(schema.text("type"))) {
      add(
          location,
          "an enum of values other than text is not supported",
          "use type: string, or minimum and maximum");
    } else if (inline) {
      add(
          location,
          "this enum has no name",
          "define it under components/schemas and refer to it, so that its class has a stable name");
    }
  }

  private void number(DocumentNode schema) {
    if (!"integer".equals(schema.text("type"))) {
      return;
    }
    boolean isLong = "int64".equals(schema.text("format"));
    for (String limit : List.of("minimum", "maximum")) {
      DocumentNode value = schema.get(limit);
      if (value == null || value.text() == null) {
        continue;
      }
      BigDecimal number;
      try {
        number = new BigDecimal(value.text());
      } catch (NumberFormatException e) {
        add(
            value.location(),
            limit + " " + value.text() + " is not a number",
            "write a decimal number");
        continue;
      }
      if (number.abs().compareTo(isLong ? MAX_INT64 : MAX_INT32) > 0) {
        add(
            value.location(),
            limit + " " + value.text() + " does not fit into " + (isLong ? "int64" : "int32"),
            isLong ? "use type: number" : "add format: int64");
      }
    }
  }

  private void text(DocumentNode schema) {
    DocumentNode pattern = schema.get("pattern");
    if (pattern == null || pattern.text() == null) {
      return;
    }
    try {
      Pattern.compile(pattern.text());
    } catch (PatternSyntaxException e) {
      add(
          pattern.location(),
          "the pattern is not a regular expression: "
              + e.getDescription()
              + " near index "
              + e.getIndex(),
          "correct it");
    }
  }

  private void add(SourceLocation location, String problem, String advice) {
    diagnostics.accept(new Diagnostic(location, problem, advice));
  }
}
