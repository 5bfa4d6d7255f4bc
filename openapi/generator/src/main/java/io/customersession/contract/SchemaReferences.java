package io.customersession.contract;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Follows the references of schemas, and says where what they lead to is written. */
final class SchemaReferences {
  private final Document document;

  SchemaReferences(Document document) {
    this.document = document;
  }

  /** Returns the target of a schema's reference with its location, or null if there is none. */
  @Nullable SchemaPart target(SchemaPart part) {
    DocumentNode target = document.target(part.node());
    return target == null ? null : new SchemaPart(target, targetPointer(part.node()));
  }

  private String targetPointer(DocumentNode node) {
    String reference = String.valueOf(node.text("$ref"));
    int hash = reference.indexOf('#');
    Path source = node.location().file();
    Path other =
        hash == 0
            ? source
            : source.resolveSibling(hash < 0 ? reference : reference.substring(0, hash));
    String fragment = hash < 0 ? "#" : reference.substring(hash);
    return file(other.toAbsolutePath().normalize()) + fragment;
  }

  /** Returns what is written before a fragment for the file of a node: nothing for the main one. */
  String file(DocumentNode node) {
    return file(node.location().file());
  }

  private String file(Path file) {
    Path main = document.file();
    Path folder = main.getParent();
    return file.equals(main) || folder == null
        ? ""
        : folder.relativize(file).toString().replace('\\', '/');
  }

  /** Returns true if other keywords beside a reference count, as they do since OpenAPI 3.1. */
  boolean hasSiblings(DocumentNode node) {
    return node.members().size() > 1 && document.isVersion31();
  }
}
