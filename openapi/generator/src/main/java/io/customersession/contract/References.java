package io.customersession.contract;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows the references of a document that need not be valid: a reference that cannot be resolved
 * is reported as a warning, and represents only itself.
 */
final class References {
  private final Document document;
  private final ReferenceCheck check;
  private final Set<Diagnostic> warnings = new LinkedHashSet<>();
  private final IdentityHashMap<DocumentNode, String> names = new IdentityHashMap<>();
  private final IdentityHashMap<DocumentNode, Optional<DocumentNode>> targets =
      new IdentityHashMap<>();
  private final IdentityHashMap<DocumentNode, Optional<DocumentNode>> mapped =
      new IdentityHashMap<>();
  private @Nullable IdentityHashMap<DocumentNode, Map<String, DocumentNode>> heirs;
  private final boolean siblings;

  References(Document document) {
    this.document = document;
    check = new ReferenceCheck(document, warnings::add);
    String version = document.root().text("openapi");
    siblings = version != null && !version.startsWith("3.0");
    document.schemas().forEach((name, schema) -> names.put(schema, name));
    document
        .schemas()
        .forEach(
            (name, schema) -> {
              DocumentNode target = document.follow(schema);
              if (target != null) {
                names.putIfAbsent(target, name);
              }
            });
  }

  Document document() {
    return document;
  }

  /** Returns the references that could not be resolved so far. */
  Set<Diagnostic> warnings() {
    return warnings;
  }

  /** Returns true if schemas may have keywords next to a reference, as from OpenAPI 3.1 on. */
  boolean allowsSiblings() {
    return siblings;
  }

  /** Returns the name of a schema under components, or null. */
  @Nullable String nameOf(DocumentNode schema) {
    return names.get(schema);
  }

  /** Returns the target of a node's reference, or null with a warning if there is none. */
  @Nullable DocumentNode target(DocumentNode node) {
    return targets.computeIfAbsent(node, this::findTarget).orElse(null);
  }

  private Optional<DocumentNode> findTarget(DocumentNode node) {
    DocumentNode target = document.follow(node) == null ? null : document.target(node);
    if (target == null) {
      check.check(node, NodeKind.SCHEMA, other -> {});
    }
    return Optional.ofNullable(target);
  }

  /** Returns what a node represents: the end of its references, or the last that resolves. */
  DocumentNode follow(DocumentNode node) {
    Set<DocumentNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    DocumentNode here = node;
    while (here.text("$ref") != null && seen.add(here)) {
      DocumentNode target = target(here);
      if (target == null) {
        return here;
      }
      here = target;
    }
    return here;
  }

  /** Returns what a member represents, or null if there is no such member. */
  @Nullable DocumentNode follow(DocumentNode part, String name) {
    DocumentNode member = part.get(name);
    return member == null ? null : follow(member);
  }

  /** Returns the schema that a value of a discriminator's mapping leads to, or null. */
  @Nullable DocumentNode mapped(DocumentNode mapping, DocumentNode value) {
    return mapped.computeIfAbsent(value, text -> findMapped(mapping, text)).orElse(null);
  }

  private Optional<DocumentNode> findMapped(DocumentNode mapping, DocumentNode value) {
    String text = String.valueOf(value.text());
    DocumentNode named = document.schemas().get(text);
    return Optional.ofNullable(named == null ? document.sibling(mapping, text) : named);
  }

  /** Returns the schemas under components that extend a schema by allOf, by name. */
  Map<String, DocumentNode> heirs(DocumentNode base) {
    if (heirs == null) {
      heirs = findHeirs();
    }
    return heirs.getOrDefault(base, Map.of());
  }

  private IdentityHashMap<DocumentNode, Map<String, DocumentNode>> findHeirs() {
    IdentityHashMap<DocumentNode, Map<String, DocumentNode>> found = new IdentityHashMap<>();
    document
        .schemas()
        .forEach(
            (name, schema) -> {
              DocumentNode self = document.follow(schema);
              for (DocumentNode base : ancestors(schema)) {
                if (base != self) {
                  found.computeIfAbsent(base, key -> new LinkedHashMap<>()).put(name, schema);
                }
              }
            });
    return found;
  }

  private Set<DocumentNode> ancestors(DocumentNode schema) {
    Set<DocumentNode> ancestors = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<DocumentNode> open = new ArrayDeque<>(List.of(schema));
    while (!open.isEmpty()) {
      DocumentNode next = open.remove();
      DocumentNode here = follow(next);
      if (ancestors.add(here)) {
        DocumentNode all = here.get("allOf");
        open.addAll(all == null ? List.of() : all.items());
      }
    }
    return ancestors;
  }
}
