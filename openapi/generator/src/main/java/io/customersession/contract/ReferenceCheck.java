package io.customersession.contract;

import io.customersession.contract.violation.Suggestions;
import java.nio.file.Files;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checks that references can be resolved within the document and the files beside it. */
final class ReferenceCheck {
  private final Document document;
  private final Consumer<Diagnostic> diagnostics;

  ReferenceCheck(Document document, Consumer<Diagnostic> diagnostics) {
    this.document = document;
    this.diagnostics = diagnostics;
  }

  /**
   * Checks the reference of a node.
   *
   * @param kind what the node is in the place of
   * @param visit receives the target
   */
  void check(DocumentNode part, NodeKind kind, Consumer<DocumentNode> visit) {
    String reference = String.valueOf(part.text("$ref"));
    DocumentNode written = part.get("$ref");
    SourceLocation location = written == null ? part.location() : written.location();
    if (reference.contains("://")) {
      diagnostics.accept(
          Diagnostic.warning(
              location,
              "\""
                  + reference
                  + "\" is a remote reference; "
                  + (kind == NodeKind.SCHEMA
                      ? "any value is accepted there"
                      : "this " + kind.word() + " is left out"),
              "copy it into a file beside this one"));
      return;
    }
    DocumentNode target = document.target(part);
    if (target == null) {
      // Nothing is generated from examples.
      if (kind != NodeKind.EXAMPLE) {
        document.requireReadable(part);
      }
      Diagnostic unresolved =
          new Diagnostic(
              location,
              "\"" + reference + "\" cannot be resolved",
              referenceAdvice(part, reference));
      diagnostics.accept(kind == NodeKind.EXAMPLE ? unresolved.asWarning("") : unresolved);
    } else if (last(part) == null) {
      add(
          location,
          "\"" + reference + "\" is a circular reference",
          "refer to the definition itself");
    } else {
      visit.accept(target);
    }
  }

  /**
   * Returns the last reference that a reference leads to, itself if it leads to none.
   *
   * @return null if it leads to itself
   */
  private @Nullable DocumentNode last(DocumentNode part) {
    Set<DocumentNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    DocumentNode here = part;
    while (seen.add(here)) {
      DocumentNode target = document.target(here);
      if (target == null || target.text("$ref") == null) {
        return here;
      }
      here = target;
    }
    return null;
  }

  private String referenceAdvice(DocumentNode part, String reference) {
    int hash = reference.indexOf('#');
    String name = hash < 0 ? reference : reference.substring(0, hash);
    if (!name.isEmpty() && !Files.isRegularFile(part.location().file().resolveSibling(name))) {
      return "there is no file " + name + " beside " + part.location().file().getFileName();
    }
    int slash = reference.lastIndexOf('/');
    if (slash > hash && hash >= 0) {
      DocumentNode siblings = document.sibling(part, reference.substring(0, slash));
      if (siblings != null && !siblings.members().isEmpty()) {
        String last = reference.substring(slash + 1);
        Optional<String> near = Suggestions.nearest(last, siblings.members().keySet());
        return near.map(
                word -> "did you mean \"" + reference.substring(0, slash + 1) + word + "\"?")
            .orElse("define \"" + last + "\" there, or refer to what is defined");
      }
    }
    return "a reference looks like \"#/components/schemas/Name\"";
  }

  private void add(SourceLocation location, String problem, String advice) {
    diagnostics.accept(new Diagnostic(location, problem, advice));
  }
}
