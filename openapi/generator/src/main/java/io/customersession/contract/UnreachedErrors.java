package io.customersession.contract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes warnings of the errors that affect nothing but components that no operation, webhook or
 * state machine needs: those components are left out. In a document without operations, everything
 * is needed.
 */
final class UnreachedErrors {
  private final List<Diagnostic> diagnostics;
  private final Set<String> omittedSchemas;

  private UnreachedErrors(List<Diagnostic> diagnostics, Set<String> omittedSchemas) {
    this.diagnostics =
        diagnostics.stream()
            .distinct()
            .sorted(
                Comparator.comparing((Diagnostic diagnostic) -> diagnostic.location().file())
                    .thenComparingInt(diagnostic -> diagnostic.location().line())
                    .thenComparingInt(diagnostic -> diagnostic.location().column()))
            .toList();
    this.omittedSchemas = omittedSchemas;
  }

  /**
   * Finds those errors.
   *
   * @param found what is wrong with the document, all errors being errors
   */
  static UnreachedErrors of(Document document, List<Diagnostic> found) {
    ErrorReach reach = new ErrorReach(document, found);
    if (!reach.hasErrors() || document.operationCount() == 0) {
      return new UnreachedErrors(found, Set.of());
    }
    Set<Diagnostic> needed = needed(document, reach);
    Map<Diagnostic, List<String>> names = new LinkedHashMap<>();
    Set<String> omittedSchemas = new LinkedHashSet<>();
    components(document)
        .forEach(
            (section, parts) -> {
              for (String name : parts.members().keySet()) {
                List<Diagnostic> errors = reach.ofMember(parts, name);
                errors.forEach(
                    error -> names.computeIfAbsent(error, e -> new ArrayList<>()).add(name));
                if (section.equals("schemas") && !errors.isEmpty()) {
                  omittedSchemas.add(name);
                }
              }
            });
    names.keySet().removeAll(needed);
    return new UnreachedErrors(
        found.stream()
            .map(
                each -> {
                  List<String> components = names.get(each);
                  return components == null ? each : each.asWarning(leavesOut(components));
                })
            .toList(),
        omittedSchemas);
  }

  /** Returns the errors that affect more than components that can be left out. */
  private static Set<Diagnostic> needed(Document document, ErrorReach reach) {
    Set<Diagnostic> needed = new HashSet<>(reach.ofWholeDocument());
    reach.byOperation().values().forEach(needed::addAll);
    needed.addAll(reach.ofMember(document.root(), "webhooks"));
    DocumentNode schemas = components(document).get("schemas");
    if (schemas != null) {
      schemas
          .members()
          .forEach(
              (name, schema) -> {
                if (schema.get(StateMachine.EXTENSION) != null) {
                  needed.addAll(reach.ofMember(schemas, name));
                }
              });
    }
    return needed;
  }

  private static Map<String, DocumentNode> components(Document document) {
    DocumentNode components = document.root().get("components");
    return components == null ? Map.of() : components.members();
  }

  /** Returns this with more, which is wrong about the document as a whole. */
  UnreachedErrors and(List<Diagnostic> more) {
    return new UnreachedErrors(
        Stream.concat(diagnostics.stream(), more.stream()).toList(), omittedSchemas);
  }

  /**
   * Returns what is wrong with the document, in the order of the text, with warnings for those
   * errors.
   */
  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** Returns the names of the schemas under components that are left out. */
  Set<String> omittedSchemas() {
    return omittedSchemas;
  }

  private static String leavesOut(List<String> names) {
    int others = names.size() - 1;
    return ", so \""
        + names.get(0)
        + (others == 0
            ? "\", which no operation needs, is left out"
            : "\" and "
                + others
                + (others == 1 ? " more component" : " more components")
                + ", which no operation needs, are left out");
  }
}
