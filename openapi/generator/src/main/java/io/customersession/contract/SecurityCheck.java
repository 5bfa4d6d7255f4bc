package io.customersession.contract;

import io.customersession.contract.violation.Suggestions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Checks that security schemes are complete, and that requirements name schemes that there are. */
final class SecurityCheck {
  private static final Set<String> TYPES =
      new LinkedHashSet<>(List.of("apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"));

  private final Set<String> known;
  private final Consumer<Diagnostic> diagnostics;

  SecurityCheck(Document document, Consumer<Diagnostic> diagnostics) {
    DocumentNode components = document.root().get("components");
    DocumentNode schemes = components == null ? null : components.get("securitySchemes");
    known = schemes == null ? Set.of() : schemes.members().keySet();
    this.diagnostics = diagnostics;
  }

  void scheme(DocumentNode scheme) {
    String type = scheme.text("type");
    if (type == null) {
      add(scheme.location(), "this security scheme has no \"type\"", "add it");
    } else if (!TYPES.contains(type)) {
      add(
          scheme.keyLocation("type"),
          "unknown type of security scheme \"" + type + "\"",
          Suggestions.advice(type, TYPES));
    } else if (type.equals("apiKey")) {
      for (String needed : List.of("name", "in")) {
        if (scheme.text(needed) == null) {
          add(scheme.location(), "this API key has no \"" + needed + "\"", "add it");
        }
      }
    }
  }

  /** Checks the requirements of the document or of an operation. */
  void requirements(DocumentNode part) {
    DocumentNode requirements = part.get("security");
    for (DocumentNode requirement :
        requirements == null ? List.<DocumentNode>of() : requirements.items()) {
      for (String scheme : requirement.members().keySet()) {
        if (!known.contains(scheme)) {
          diagnostics.accept(
              Diagnostic.warning(
                  requirement.keyLocation(scheme),
                  "unknown security scheme \"" + scheme + "\"",
                  Suggestions.advice(scheme, known)));
        }
      }
    }
  }

  private void add(SourceLocation location, String problem, String advice) {
    diagnostics.accept(new Diagnostic(location, problem, advice));
  }
}
