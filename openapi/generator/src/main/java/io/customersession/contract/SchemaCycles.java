package io.customersession.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Finds schemas that consist of themselves, and lists and maps that hold only themselves. */
final class SchemaCycles {
  private final Document document;
  private final Consumer<Diagnostic> diagnostics;
  private final FlatSchemas flat;
  private final Walk parts = new Walk();
  private final Walk values = new Walk();

  SchemaCycles(Document document, Consumer<Diagnostic> diagnostics) {
    this.document = document;
    this.diagnostics = diagnostics;
    flat = new FlatSchemas(new SchemaReferences(document));
  }

  /** Checks a schema and what it consists of. */
  void check(DocumentNode schema) {
    checkParts(schema, schema.location());
    checkValues(new SchemaPart(schema, ""));
  }

  private void checkParts(DocumentNode schema, SourceLocation reference) {
    if (parts.isOpen(schema)) {
      diagnostics.accept(
          new Diagnostic(
              reference,
              "this schema is a part of itself",
              "remove the reference, or refer to it from a property or from items"));
    } else if (parts.enter(schema)) {
      DocumentNode written = schema.get("$ref");
      if (written != null && document.follow(schema) != null) {
        DocumentNode target = document.target(schema);
        if (target != null) {
          checkParts(target, written.location());
        }
      }
      if (written == null || document.isVersion31()) {
        members(schema).forEach(part -> checkParts(part, part.location()));
      }
      parts.leave(schema);
    }
  }

  /** Returns the schemas that a value has to match if it matches a schema. */
  private static List<DocumentNode> members(DocumentNode schema) {
    DocumentNode words = SchemaWords.of(schema);
    List<DocumentNode> members = new ArrayList<>();
    for (String keyword : List.of("allOf", "oneOf", "anyOf")) {
      DocumentNode list = words.get(keyword);
      if (list != null && (keyword.equals("allOf") || list.items().size() == 1)) {
        members.addAll(list.items());
      }
    }
    return members;
  }

  private void checkValues(SchemaPart part) {
    DocumentNode schema = document.follow(part.node());
    if (schema == null) {
      return;
    }
    if (values.isOpen(schema)) {
      diagnostics.accept(
          Diagnostic.warning(
              part.node().location(),
              "a list or map that holds only itself has no type; any value is accepted here",
              "put the list or map into a property of an object"));
    } else if (values.enter(schema)) {
      FlatSchema here = flat.of(part);
      switch (SchemaKind.of(here)) {
        case LIST -> here.items().forEach(this::checkValues);
        case MAP -> here.values().forEach(this::checkValues);
        default -> {}
      }
      values.leave(schema);
    }
  }

  /** The way to a schema, and the schemas that are done. */
  private static final class Walk {
    private final Set<DocumentNode> entered = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<DocumentNode> open = Collections.newSetFromMap(new IdentityHashMap<>());

    boolean isOpen(DocumentNode schema) {
      return open.contains(schema);
    }

    /** Returns true if a schema was not entered before. */
    boolean enter(DocumentNode schema) {
      return entered.add(schema) && open.add(schema);
    }

    void leave(DocumentNode schema) {
      open.remove(schema);
    }
  }
}
