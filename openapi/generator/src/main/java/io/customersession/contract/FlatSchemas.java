package io.customersession.contract;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Flattens the schemas of a document, each of them once, however many others consist of it. */
final class FlatSchemas {
  private final SchemaReferences references;
  private final IdentityHashMap<DocumentNode, FlatSchema> known = new IdentityHashMap<>();
  private @Nullable ExampleWidths widths;
  private final Set<DocumentNode> open = Collections.newSetFromMap(new IdentityHashMap<>());

  FlatSchemas(SchemaReferences references) {
    this.references = references;
  }

  /** Returns the examples that need more than 32 bits. */
  ExampleWidths exampleWidths() {
    if (widths == null) {
      widths = new ExampleWidths(references.document());
    }
    return widths;
  }

  SchemaReferences references() {
    return references;
  }

  /** Returns the schemas that apply to a value as one. */
  FlatSchema of(List<SchemaPart> parts) {
    return parts.size() == 1 ? of(parts.get(0)) : FlatSchema.all(this, parts);
  }

  /** Returns a schema with everything that it consists of; nothing if it consists of itself. */
  FlatSchema of(SchemaPart part) {
    FlatSchema flat = known.get(part.node());
    if (flat != null) {
      return flat;
    }
    if (!open.add(part.node())) {
      return FlatSchema.all(this, List.of());
    }
    flat = FlatSchema.one(this, part);
    open.remove(part.node());
    known.put(part.node(), flat);
    return flat;
  }
}
