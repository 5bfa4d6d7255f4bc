package io.customersession.contract;

import static io.customersession.contract.Compatibility.CLIENTS;
import static io.customersession.contract.Compatibility.NOBODY;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares the security schemes of two documents, and which of them operations accept. The name of
 * a scheme is not sent; one that is the same under another name is the same.
 */
final class SecurityDiff {
  private static final List<String> KEYWORDS =
      List.of("type", "in", "name", "scheme", "openIdConnectUrl", "x-prefix");
  private static final List<String> URLS = List.of("authorizationUrl", "tokenUrl", "refreshUrl");

  private final References before;
  private final References after;
  private final Changes changes;
  private final WordingDiff wording;
  private final Map<String, DocumentNode> oldSchemes;
  private final Map<String, DocumentNode> newSchemes;
  private final Map<String, String> renamed = new LinkedHashMap<>();

  SecurityDiff(References before, References after, Changes changes, WordingDiff wording) {
    this.before = before;
    this.after = after;
    this.changes = changes;
    this.wording = wording;
    oldSchemes = securitySchemes(before);
    newSchemes = securitySchemes(after);
    oldSchemes.forEach(
        (name, scheme) -> {
          if (!newSchemes.containsKey(name)) {
            newSchemes.entrySet().stream()
                .filter(other -> !oldSchemes.containsKey(other.getKey()))
                .filter(other -> isSame(scheme, other.getValue()))
                .findFirst()
                .ifPresent(other -> renamed.put(name, other.getKey()));
          }
        });
  }

  private static boolean isSame(DocumentNode scheme, DocumentNode other) {
    DocumentNode flows = scheme.get("flows");
    DocumentNode otherFlows = other.get("flows");
    return KEYWORDS.stream().allMatch(key -> Objects.equals(text(scheme, key), text(other, key)))
        && Objects.equals(
            flows == null ? null : JsonValues.of(flows),
            otherFlows == null ? null : JsonValues.of(otherFlows));
  }

  /** Returns a keyword; names of headers and of HTTP schemes have no case. */
  private static @Nullable String text(DocumentNode scheme, String key) {
    String text = scheme.text(key);
    boolean caseless =
        key.equals("scheme") || (key.equals("name") && "header".equals(scheme.text("in")));
    return text != null && caseless ? text.toLowerCase(Locale.ROOT) : text;
  }

  void compareSchemes() {
    oldSchemes.forEach(
        (name, scheme) -> {
          String newName = renamed.getOrDefault(name, name);
          DocumentNode other = newSchemes.get(newName);
          if (other == null) {
            changes.add(scheme.location(), "the security scheme " + name + " was removed", CLIENTS);
            return;
          }
          String subject = "the security scheme " + newName;
          if (!newName.equals(name)) {
            changes.add(
                other.location(), "the security scheme " + name + " is now called " + newName);
          }
          wording.compare(scheme, other);
          for (String key : KEYWORDS) {
            if (!Objects.equals(text(scheme, key), text(other, key))) {
              changes.add(
                  other.keyLocation(key),
                  "%s: %s %s is now %s".formatted(subject, key, scheme.text(key), other.text(key)),
                  CLIENTS);
            }
          }
          flows(subject, scheme, other);
        });
    newSchemes.forEach(
        (name, scheme) -> {
          if (!oldSchemes.containsKey(name) && !renamed.containsValue(name)) {
            changes.add(scheme.location(), "the security scheme " + name + " is new");
          }
        });
  }

  private void flows(String subject, DocumentNode old, DocumentNode now) {
    Map<String, DocumentNode> was = members(old, "flows");
    Map<String, DocumentNode> is = members(now, "flows");
    was.forEach(
        (flow, one) -> {
          DocumentNode other = is.get(flow);
          if (other == null) {
            changes.add(one.location(), subject + ": the flow " + flow + " was removed", CLIENTS);
            return;
          }
          for (String key : URLS) {
            if (!Objects.equals(one.text(key), other.text(key))) {
              changes.add(
                  other.keyLocation(key),
                  "%s, flow %s: %s %s is now %s"
                      .formatted(subject, flow, key, one.text(key), other.text(key)),
                  CLIENTS);
            }
          }
          scopes(subject + ", flow " + flow, one, other);
        });
    is.forEach(
        (flow, one) -> {
          if (!was.containsKey(flow)) {
            changes.add(one.location(), subject + ": the flow " + flow + " is new");
          }
        });
  }

  private void scopes(String subject, DocumentNode old, DocumentNode now) {
    Set<String> was = members(old, "scopes").keySet();
    Set<String> is = members(now, "scopes").keySet();
    for (String scope : was) {
      if (!is.contains(scope)) {
        changes.add(
            now.keyLocation("scopes"), subject + ": the scope " + scope + " was removed", CLIENTS);
      }
    }
    for (String scope : is) {
      if (!was.contains(scope)) {
        changes.add(now.keyLocation("scopes"), subject + ": the scope " + scope + " is new");
      }
    }
  }

  private static Map<String, DocumentNode> members(DocumentNode part, String name) {
    DocumentNode members = part.get(name);
    return members == null ? Map.of() : members.members();
  }

  /** Compares the alternatives to authenticate; another alternative breaks nobody. */
  void compare(String id, DocumentNode old, DocumentNode now) {
    Set<Map<String, Set<String>>> was = alternatives(before, old, renamed);
    Set<Map<String, Set<String>>> is = alternatives(after, now, Map.of());
    if (was.equals(is)) {
      return;
    }
    boolean accepted =
        was.stream().allMatch(given -> is.stream().anyMatch(asked -> satisfies(given, asked)));
    changes.add(
        now.keyLocation("security"),
        id + (accepted ? ": accepts more security schemes" : ": requires other security schemes"),
        accepted ? NOBODY : CLIENTS);
  }

  private static boolean satisfies(Map<String, Set<String>> given, Map<String, Set<String>> asked) {
    return asked.entrySet().stream()
        .allMatch(
            scheme ->
                given.containsKey(scheme.getKey())
                    && given
                        .getOrDefault(scheme.getKey(), Set.of())
                        .containsAll(scheme.getValue()));
  }

  /** Returns the scopes by scheme for each alternative; one without schemes if none is declared. */
  private static Set<Map<String, Set<String>>> alternatives(
      References references, DocumentNode operation, Map<String, String> names) {
    DocumentNode own = operation.get("security");
    DocumentNode declared = own == null ? references.document().root().get("security") : own;
    Set<Map<String, Set<String>>> alternatives = new LinkedHashSet<>();
    for (DocumentNode alternative : declared == null ? List.<DocumentNode>of() : declared.items()) {
      Map<String, Set<String>> schemes = new LinkedHashMap<>();
      alternative
          .members()
          .forEach(
              (name, scopes) ->
                  schemes.put(names.getOrDefault(name, name), new TreeSet<>(scopes.texts())));
      alternatives.add(schemes);
    }
    return alternatives.isEmpty() ? Set.of(Map.of()) : alternatives;
  }

  private static Map<String, DocumentNode> securitySchemes(References references) {
    Map<String, DocumentNode> schemes = new LinkedHashMap<>();
    DocumentNode components = references.document().root().get("components");
    if (components != null) {
      members(components, "securitySchemes")
          .forEach((name, scheme) -> schemes.put(name, references.follow(scheme)));
    }
    return schemes;
  }
}
