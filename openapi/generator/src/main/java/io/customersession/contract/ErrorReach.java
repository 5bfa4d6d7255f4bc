package io.customersession.contract;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds out which operations the errors of a document affect: those that lead, through whatever
 * references, to the place of an error.
 */
final class ErrorReach {
  private final Document document;
  private final List<Diagnostic> errors;

  ErrorReach(Document document) {
    this.document = document;
    this.errors = document.check().stream().filter(Diagnostic::isError).toList();
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
    for (String method : Document.METHODS) {
      DocumentNode operation = item.get(method);
      if (operation == null) {
        continue;
      }
      Set<SourceLocation> reached = new HashSet<>();
      reached.add(document.pathLocation(path));
      reached.add(item.keyLocation(method));
      collect(operation, reached);
      DocumentNode parameters = item.get("parameters");
      if (parameters != null) {
        collect(parameters, reached);
      }
      collectSchemes(operation, reached);
      List<Diagnostic> found =
          errors.stream().filter(error -> reached.contains(error.location())).toList();
      affected.put(Document.key(method, path), found);
    }
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
                if (name.equals("mapping")) {
                  targets(member).forEach(open::add);
                }
              });
      DocumentNode target = document.target(node);
      if (target != null) {
        open.add(target);
      }
    }
  }

  /** Returns what the references in a discriminator's mapping lead to. */
  private List<DocumentNode> targets(DocumentNode mapping) {
    List<DocumentNode> targets = new ArrayList<>();
    for (DocumentNode value : mapping.members().values()) {
      String reference = value.text();
      DocumentNode target =
          reference != null && reference.contains("#") ? document.sibling(value, reference) : null;
      if (target != null) {
        targets.add(target);
      }
    }
    return targets;
  }
}
