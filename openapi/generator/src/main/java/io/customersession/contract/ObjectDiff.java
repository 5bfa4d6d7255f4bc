package io.customersession.contract;

import static io.customersession.contract.Compatibility.CLIENTS;
import static io.customersession.contract.Compatibility.NOBODY;

import io.customersession.contract.Compatibility.Direction;
import io.customersession.contract.SchemaView.Property;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares the properties of schemas. A read-only property is not part of a request, a write-only
 * one not of a response.
 */
final class ObjectDiff {
  private final SchemaPair pair;
  private final SchemaDiff schemas;
  private final Map<String, Property> allOld;
  private final Map<String, Property> allNow;
  private final Map<String, Property> old;
  private final Map<String, Property> now;
  private final Map<String, Fingerprint> prints = new HashMap<>();

  ObjectDiff(SchemaPair pair, SchemaDiff schemas) {
    this.pair = pair;
    this.schemas = schemas;
    allOld = pair.old().properties();
    allNow = pair.now().properties();
    old = sent(pair.old(), allOld, pair.direction());
    now = sent(pair.now(), allNow, pair.direction());
  }

  private static Map<String, Property> sent(
      SchemaView schema, Map<String, Property> all, Direction direction) {
    Map<String, Property> sent = new LinkedHashMap<>(all);
    String other = direction == Direction.REQUEST ? "readOnly" : "writeOnly";
    sent.values().removeIf(property -> view(schema, property).isTrue(other));
    return sent;
  }

  private static SchemaView view(SchemaView schema, Property property) {
    return SchemaView.ofAll(schema.references(), property.nodes());
  }

  void compare() {
    Set<String> gone = new LinkedHashSet<>(old.keySet());
    gone.removeAll(now.keySet());
    Set<String> added = new LinkedHashSet<>(now.keySet());
    added.removeAll(old.keySet());
    gone.forEach(name -> removed(name, added));
    added.forEach(this::added);
    Set<String> oldRequired = pair.old().required();
    Set<String> newRequired = pair.now().required();
    for (Map.Entry<String, Property> entry : now.entrySet()) {
      String name = entry.getKey();
      Property property = entry.getValue();
      Property was = old.get(name);
      if (was == null) {
        continue;
      }
      boolean has = newRequired.contains(name);
      if (oldRequired.contains(name) != has) {
        pair.changes()
            .add(
                property.location(),
                subject(pair.now(), property) + (has ? ": now required" : ": now optional"),
                has ? pair.direction().required() : pair.direction().optional());
      }
      SchemaView oldView = view(pair.old(), was);
      SchemaView newView = view(pair.now(), property);
      if (has && pair.direction() == Direction.RESPONSE && schemas.hasDefaultHandlers()) {
        filled(property, oldView, newView);
      }
      schemas.enqueue(subject(pair.now(), property), oldView, newView, pair.direction());
    }
    additional();
  }

  /** Default handlers send the example of a required property that has no value and no default. */
  private void filled(Property property, SchemaView oldView, SchemaView newView) {
    List<Object> was = WordingDiff.examples(oldView.described());
    List<Object> is = WordingDiff.examples(newView.described());
    if (newView.get("default") == null
        && !is.isEmpty()
        && (was.isEmpty() || !was.get(0).equals(is.get(0)))) {
      pair.changes()
          .add(
              property.location(),
              subject(pair.now(), property)
                  + ": default handlers that have no value now send the example "
                  + is.get(0));
    }
  }

  /** A property belongs to the schema that lists it, which others may include by allOf. */
  private String subject(SchemaView schema, Property property) {
    String owner = schema.references().nameOf(property.owner());
    return (owner == null || schema.parts().size() == 1 ? pair.name() : owner)
        + "."
        + property.name();
  }

  private void removed(String name, Set<String> added) {
    Property property = Objects.requireNonNull(old.get(name));
    Property hidden = allNow.get(name);
    if (hidden != null) {
      String only = pair.direction() == Direction.REQUEST ? "read-only" : "write-only";
      pair.changes()
          .add(
              hidden.location(),
              subject(pair.now(), hidden) + ": now " + only,
              pair.direction().removed());
      return;
    }
    if (property.nodes().isEmpty()) {
      pair.changes()
          .add(
              property.location(),
              subject(pair.old(), property) + ": now optional",
              pair.direction().optional());
      return;
    }
    Fingerprint print = Fingerprint.of(view(pair.old(), property));
    String renamed =
        added.stream()
            .filter(
                other ->
                    prints
                        .computeIfAbsent(
                            other,
                            key ->
                                Fingerprint.of(
                                    view(pair.now(), Objects.requireNonNull(now.get(key)))))
                        .equals(print))
            .findFirst()
            .map(other -> "; apparently renamed to " + other)
            .orElse("");
    pair.changes()
        .add(
            property.location(),
            subject(pair.old(), property) + ": removed" + renamed,
            pair.direction().removed());
  }

  private void added(String name) {
    Property property = Objects.requireNonNull(now.get(name));
    String subject = subject(pair.now(), property);
    boolean required = pair.now().required().contains(name);
    if (allOld.containsKey(name)) {
      String only = pair.direction() == Direction.REQUEST ? "read-only" : "write-only";
      pair.changes()
          .add(
              property.location(),
              subject + ": no longer " + only,
              required ? pair.direction().required() : NOBODY);
      return;
    }
    boolean refused =
        pair.direction() == Direction.RESPONSE
            && Additional.of(pair.old()).kind() == Additional.Kind.NONE;
    pair.changes()
        .add(
            property.location(),
            subject + (required ? ": new, required" : ": new, optional"),
            required ? pair.direction().required() : refused ? CLIENTS : NOBODY);
  }

  private void additional() {
    Additional was = Additional.of(pair.old());
    Additional is = Additional.of(pair.now());
    if (was.kind() == Additional.Kind.SCHEMA && is.kind() == Additional.Kind.SCHEMA) {
      schemas.enqueue(
          pair.name() + "{}",
          Objects.requireNonNull(was.schema()),
          Objects.requireNonNull(is.schema()),
          pair.direction());
    } else if (was.kind() != is.kind()) {
      String text = "additionalProperties " + was.kind().word() + " is now " + is.kind().word();
      SourceLocation location = pair.now().location(is.keyword());
      if (is.kind().compareTo(was.kind()) > 0) {
        pair.narrower(location, text);
      } else {
        pair.wider(location, text);
      }
    }
  }

  /** What properties a schema allows beside those that it lists. */
  private record Additional(Kind kind, String keyword, @Nullable SchemaView schema) {
    /** The kinds, the widest first. */
    private enum Kind {
      ANY("true"),
      SCHEMA("by schema"),
      NONE("false");

      private final String word;

      Kind(String word) {
        this.word = word;
      }

      String word() {
        return word;
      }
    }

    static Additional of(SchemaView schema) {
      Additional strictest = new Additional(Kind.ANY, "additionalProperties", null);
      for (String keyword : List.of("additionalProperties", "unevaluatedProperties")) {
        List<DocumentNode> all = schema.all(keyword);
        SchemaView view = SchemaView.ofAll(schema.references(), all);
        Kind kind =
            view.isNothing()
                ? Kind.NONE
                : all.isEmpty() || view.isAnything() ? Kind.ANY : Kind.SCHEMA;
        if (kind.compareTo(strictest.kind) > 0) {
          strictest = new Additional(kind, keyword, kind == Kind.SCHEMA ? view : null);
        }
      }
      return strictest;
    }
  }

  /** Compares the lists and maps of names that depend on other names. */
  static void dependencies(SchemaPair pair) {
    Map<String, Set<String>> was = dependencies(pair.old());
    Map<String, Set<String>> is = dependencies(pair.now());
    Stream.concat(was.keySet().stream(), is.keySet().stream())
        .distinct()
        .forEach(
            name -> {
              Set<String> before = was.getOrDefault(name, Set.of());
              Set<String> after = is.getOrDefault(name, Set.of());
              String text = "the properties that " + name + " requires changed";
              SourceLocation location = pair.now().location("dependentRequired");
              if (before.equals(after)) {
                return;
              }
              if (after.containsAll(before)) {
                pair.narrower(location, text);
              } else if (before.containsAll(after)) {
                pair.wider(location, text);
              } else {
                pair.other(location, text);
              }
            });
  }

  private static Map<String, Set<String>> dependencies(SchemaView schema) {
    Map<String, Set<String>> dependencies = new LinkedHashMap<>();
    for (DocumentNode node : schema.all("dependentRequired")) {
      node.members()
          .forEach(
              (name, names) ->
                  dependencies
                      .computeIfAbsent(name, key -> new LinkedHashSet<>())
                      .addAll(names.texts()));
    }
    return dependencies;
  }
}
