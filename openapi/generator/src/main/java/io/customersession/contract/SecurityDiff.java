package io.customersession.contract;

import static io.customersession.contract.Compatibility.CLIENTS;
import static io.customersession.contract.Compatibility.NOBODY;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Compares the security schemes of two documents, and which of them operations accept. */
final class SecurityDiff {
  private final Document before;
  private final Document after;
  private final Changes changes;

  SecurityDiff(Document before, Document after, Changes changes) {
    this.before = before;
    this.after = after;
    this.changes = changes;
  }

  void compareSchemes() {
    Map<String, DocumentNode> old = securitySchemes(before);
    Map<String, DocumentNode> now = securitySchemes(after);
    old.forEach(
        (name, scheme) -> {
          DocumentNode other = now.get(name);
          if (other == null) {
            changes.add(scheme.location(), "the security scheme " + name + " was removed", CLIENTS);
            return;
          }
          for (String key : List.of("type", "in", "name", "scheme", "x-prefix")) {
            if (!Objects.equals(scheme.text(key), other.text(key))) {
              changes.add(
                  other.keyLocation(key),
                  "the security scheme %s: %s %s is now %s"
                      .formatted(name, key, scheme.text(key), other.text(key)),
                  CLIENTS);
            }
          }
        });
  }

  /** Compares the alternatives to authenticate; another alternative breaks nobody. */
  void compare(String id, DocumentNode old, DocumentNode now) {
    Set<Object> was = alternatives(before, old);
    Set<Object> is = alternatives(after, now);
    if (was.equals(is)) {
      return;
    }
    // Without alternatives, the operation requires no authentication, which breaks no client.
    boolean accepted = is.isEmpty() || (!was.isEmpty() && is.containsAll(was));
    changes.add(
        now.keyLocation("security"),
        id + (accepted ? ": accepts more security schemes" : ": requires other security schemes"),
        accepted ? NOBODY : CLIENTS);
  }

  private static Set<Object> alternatives(Document document, DocumentNode operation) {
    DocumentNode own = operation.get("security");
    DocumentNode alternatives = own == null ? document.root().get("security") : own;
    Set<Object> contents = new LinkedHashSet<>();
    for (DocumentNode alternative :
        alternatives == null ? List.<DocumentNode>of() : alternatives.items()) {
      contents.add(alternative.content());
    }
    return contents;
  }

  private static Map<String, DocumentNode> securitySchemes(Document document) {
    DocumentNode components = document.root().get("components");
    DocumentNode schemes = components == null ? null : components.get("securitySchemes");
    return schemes == null ? Map.of() : schemes.members();
  }
}
