package io.customersession.contract;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which operations the errors of a document affect: those that lead, through whatever
 * references, to the place of an error.
 */
final class ErrorReach {
  private final Document document;
  private final List<Diagnostic> errors;
  private final References references;

  ErrorReach(Document document) {
    this(document, document.check());
  }

  /**
   * Creates a finder.
   *
   * @param found what is wrong with the document
   */
  ErrorReach(Document document, List<Diagnostic> found) {
    this.document = document;
    this.errors = found.stream().filter(Diagnostic::isError).toList();
    references = new References(document);
  }

  boolean hasErrors() {
    return !errors.isEmpty();
  }

  /** Returns the errors that affect each operation, by method and path. */
  Map<String, List<Diagnostic>> byOperation() {
    Map<String, List<Diagnostic>> affected = new LinkedHashMap<>();
    if (!hasErrors()) {
      return affected;
    }
    document.paths().forEach((path, item) -> addItem(path, item, affected));
    return affected;
  }

  private void addItem(String path, DocumentNode item, Map<String, List<Diagnostic>> affected) {
    PathItem.operations(item)
        .forEach(
            (method, operation) -> {
              Set<SourceLocation> reached = new HashSet<>();
              reached.add(document.pathLocation(path));
              reached.add(item.keyLocation(method));
              collect(operation, reached);
              DocumentNode parameters = item.get("parameters");
              if (parameters != null) {
                collect(parameters, reached);
              }
              collectSchemes(operation, reached);
              affected.put(Document.key(method, path), at(reached));
            });
  }

  /**
   * Returns the errors that affect the whole document: in the main file, but neither in a path nor
   * in a component.
   */
  List<Diagnostic> ofWholeDocument() {
    Set<SourceLocation> inside = new HashSet<>();
    for (String section : List.of("paths", "components", "webhooks")) {
      DocumentNode part = document.root().get(section);
      if (part != null && part.isObject()) {
        collect(part, inside);
        inside.remove(part.location());
      }
    }
    return errors.stream()
        .filter(error -> error.location().file().equals(document.file()))
        .filter(error -> !inside.contains(error.location()))
        .toList();
  }

  /** Returns the errors that affect a member of an object. */
  List<Diagnostic> ofMember(DocumentNode object, String name) {
    Set<SourceLocation> reached = new HashSet<>();
    reached.add(object.keyLocation(name));
    DocumentNode member = object.get(name);
    if (member != null) {
      collect(member, reached);
    }
    return at(reached);
  }

  private List<Diagnostic> at(Set<SourceLocation> reached) {
    return errors.stream().filter(error -> reached.contains(error.location())).toList();
  }

  private void collectSchemes(DocumentNode operation, Set<SourceLocation> reached) {
    DocumentNode own = operation.get("security");
    DocumentNode security = own == null ? document.root().get("security") : own;
    DocumentNode components = document.root().get("components");
    DocumentNode schemes = components == null ? null : components.get("securitySchemes");
    if (security == null || schemes == null) {
      return;
    }
    collect(security, reached);
    for (DocumentNode requirement : security.items()) {
      for (String name : requirement.members().keySet()) {
        DocumentNode scheme = schemes.get(name);
        if (scheme != null) {
          reached.add(schemes.keyLocation(name));
          collect(scheme, reached);
        }
      }
    }
  }

  private void collect(DocumentNode start, Set<SourceLocation> reached) {
    Set<DocumentNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<DocumentNode> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      DocumentNode node = open.remove();
      if (!seen.add(node)) {
        continue;
      }
      reached.add(node.location());
      node.items().forEach(open::add);
      node.members()
          .forEach(
              (name, member) -> {
                reached.add(node.keyLocation(name));
                open.add(member);
                if (name.equals("discriminator")) {
                  open.addAll(references.heirs(node).values());
                  addMapped(member.get("mapping"), open);
                }
              });
      DocumentNode target = document.target(node);
      if (target != null) {
        open.add(target);
      }
    }
  }

  private void addMapped(@Nullable DocumentNode mapping, Deque<DocumentNode> open) {
    if (mapping != null) {
      for (DocumentNode value : mapping.members().values()) {
        DocumentNode target = references.mapped(mapping, value);
        if (target != null) {
          open.add(target);
        }
      }
    }
  }
}
