package io.customersession.contract;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows the references of schemas, and says where what they lead to is written. */
final class SchemaReferences {
  private final Document document;

  SchemaReferences(Document document) {
    this.document = document;
  }

  Document document() {
    return document;
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

  /** Returns what is written beside a reference, without what it refers to. */
  SchemaPart beside(SchemaPart part) {
    Map<String, DocumentNode> beside = new LinkedHashMap<>(SchemaWords.of(part.node()).members());
    List.of("$ref", "allOf", "oneOf", "anyOf", "type").forEach(beside::remove);
    if (part.node().get("$ref") != null && !hasSiblings(part.node())) {
      beside.clear();
    }
    return new SchemaPart(
        DocumentNode.object(part.node().location(), beside, Map.of()), part.pointer());
  }

  /**
   * Returns what a schema that is only a reference refers to, if necessary with annotations beside
   * it, or null.
   */
  @Nullable SchemaPart alias(SchemaPart part) {
    DocumentNode node = part.node();
    if (node.text("$ref") != null) {
      return hasSiblings(node) && !isAnnotated(node, "$ref") ? null : target(part);
    }
    DocumentNode words = SchemaWords.of(node);
    for (String list : List.of("allOf", "oneOf", "anyOf")) {
      DocumentNode only = words.get(list);
      if (only != null
          && only.items().size() == 1
          && only.items().get(0).text("$ref") != null
          && isAnnotated(words, list)) {
        return part.child(only.items().get(0), list, "0");
      }
    }
    return null;
  }

  private static boolean isAnnotated(DocumentNode node, String keyword) {
    return node.members().keySet().stream()
        .allMatch(
            name ->
                name.equals(keyword)
                    || SchemaAnnotations.contain(name)
                    || (name.equals("type") && "object".equals(node.text("type"))));
  }

  /** Returns the end of references, or the last one if they lead back to themselves. */
  SchemaPart end(SchemaPart part) {
    Set<DocumentNode> passed = new HashSet<>();
    SchemaPart end = part;
    for (SchemaPart next = part; next != null && passed.add(next.node()); next = alias(next)) {
      end = next;
    }
    return end;
  }

  /**
   * Returns the schema that has the name of a component: if the component is only a reference, what
   * that leads to, unless it is a component too, with a name of its own.
   */
  SchemaPart named(SchemaPart component) {
    SchemaPart end = component;
    Set<DocumentNode> passed = new HashSet<>();
    while (end.node().text("$ref") != null && !hasSiblings(end.node()) && passed.add(end.node())) {
      SchemaPart target = target(end);
      if (target == null || document.schemas().containsValue(target.node())) {
        return component;
      }
      end = target;
    }
    return end;
  }
}
