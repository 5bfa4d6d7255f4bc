package io.customersession.contract;

import static io.customersession.contract.Compatibility.CLIENTS;
import static io.customersession.contract.Compatibility.CLIENTS_AND_SERVERS;
import static io.customersession.contract.Compatibility.EVERYBODY;
import static io.customersession.contract.Compatibility.NOBODY;

import io.customersession.contract.Compatibility.Direction;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares schemas, each pair once for each direction that its values travel in. A read-only
 * property is not part of a request, a write-only one not of a response.
 */
final class SchemaDiff {
  private static final List<String> LOWER_LIMITS =
      List.of("minimum", "minLength", "minItems", "minProperties");
  private static final List<String> UPPER_LIMITS =
      List.of("maximum", "maxLength", "maxItems", "maxProperties");
  private static final Set<String> COMPARED =
      Set.of(
          "$ref",
          "type",
          "format",
          "nullable",
          "enum",
          "required",
          "properties",
          "items",
          "allOf",
          "additionalProperties",
          "minimum",
          "minLength",
          "minItems",
          "minProperties",
          "maximum",
          "maxLength",
          "maxItems",
          "maxProperties",
          "readOnly",
          "writeOnly",
          "x-state-machine",
          "x-maximum-sum",
          "x-also-accepts",
          "default");

  private record Visited(DocumentNode before, DocumentNode after, Direction direction) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Visited that
          && before == that.before
          && after == that.after
          && direction == that.direction;
    }

    @Override
    public int hashCode() {
      return Objects.hash(
          System.identityHashCode(before), System.identityHashCode(after), direction);
    }
  }

  private final Document before;
  private final Document after;
  private final Changes changes;
  private final Set<Visited> visited = new HashSet<>();

  SchemaDiff(Document before, Document after, Changes changes) {
    this.before = before;
    this.after = after;
    this.changes = changes;
  }

  void compare(
      String subject,
      @Nullable DocumentNode old,
      @Nullable DocumentNode now,
      DocumentNode owner,
      Direction direction) {
    if (old == null || now == null) {
      if (old != now) {
        changes.add(
            (now == null ? owner : now).location(),
            subject + (now == null ? " no longer has a schema" : " now has a schema"),
            CLIENTS_AND_SERVERS);
      }
      return;
    }
    schema(subject, old, now, direction);
  }

  private void schema(
      String subject, DocumentNode writtenBefore, DocumentNode writtenNow, Direction direction) {
    DocumentNode old = unwrapped(before, writtenBefore);
    DocumentNode now = unwrapped(after, writtenNow);
    if (old == null || now == null || !visited.add(new Visited(old, now, direction))) {
      return;
    }
    String name = nameOf(after, now, subject);
    nullable(subject, writtenBefore, writtenNow, direction);
    for (String key : List.of("type", "format")) {
      if (!Objects.equals(old.text(key), now.text(key))) {
        changes.add(
            now.keyLocation(key),
            "%s: the %s %s is now %s".formatted(name, key, old.text(key), now.text(key)),
            EVERYBODY);
        return;
      }
    }
    limits(name, old, now, direction);
    values(name, old, now, direction);
    alsoAccepted(name, old, now);
    properties(name, old, now, direction);
    DocumentNode oldItems = old.get("items");
    DocumentNode newItems = now.get("items");
    if (oldItems != null && newItems != null) {
      schema(name + "[]", oldItems, newItems, direction);
    }
    DocumentNode oldValues = old.get("additionalProperties");
    DocumentNode newValues = now.get("additionalProperties");
    if (oldValues != null && newValues != null && oldValues.isObject() && newValues.isObject()) {
      schema(name + "{}", oldValues, newValues, direction);
    } else if (!old.content("additionalProperties").equals(now.content("additionalProperties"))) {
      changes.add(
          now.keyLocation("additionalProperties"),
          name + ": additionalProperties changed",
          CLIENTS_AND_SERVERS);
    }
    others(name, old, now);
  }

  /** Follows references, and the form {@code allOf} with one reference in it. */
  private static @Nullable DocumentNode unwrapped(Document document, DocumentNode written) {
    DocumentNode part = document.follow(written);
    DocumentNode all = part == null ? null : part.get("allOf");
    if (part != null && all != null && all.items().size() == 1 && part.get("properties") == null) {
      return document.follow(all.items().get(0));
    }
    return part;
  }

  private static String nameOf(Document document, DocumentNode schema, String otherwise) {
    for (Map.Entry<String, DocumentNode> named : document.schemas().entrySet()) {
      if (named.getValue() == schema) {
        return named.getKey();
      }
    }
    return otherwise;
  }

  private void nullable(String subject, DocumentNode old, DocumentNode now, Direction direction) {
    boolean was = isNullable(before, old);
    boolean is = isNullable(after, now);
    if (was != is) {
      changes.add(
          now.keyLocation("nullable"),
          subject + (is ? " may now be null" : " must no longer be null"),
          direction.changed(!is));
    }
  }

  private static boolean isNullable(Document document, DocumentNode written) {
    DocumentNode followed = document.follow(written);
    return "true".equals(written.text("nullable"))
        || (followed != null && "true".equals(followed.text("nullable")));
  }

  private void limits(String name, DocumentNode old, DocumentNode now, Direction direction) {
    for (String limit : LOWER_LIMITS) {
      limit(name, limit, old, now, direction, -1);
    }
    for (String limit : UPPER_LIMITS) {
      limit(name, limit, old, now, direction, 1);
    }
    if (!old.content("x-maximum-sum").equals(now.content("x-maximum-sum"))) {
      boolean narrowed = old.get("x-maximum-sum") == null || sum(now) < sum(old);
      changes.add(
          now.keyLocation("x-maximum-sum"),
          name + ": x-maximum-sum changed",
          direction.changed(narrowed));
    }
  }

  private static double sum(DocumentNode schema) {
    DocumentNode sum = schema.get("x-maximum-sum");
    return sum == null || sum.text("maximum") == null
        ? Double.POSITIVE_INFINITY
        : Double.parseDouble(sum.text("maximum"));
  }

  /** A reader that accepts less breaks on what earlier writers sent. */
  private void alsoAccepted(String name, DocumentNode old, DocumentNode now) {
    String was = old.text("x-also-accepts");
    String is = now.text("x-also-accepts");
    if (was != null && !was.equals(is)) {
      changes.add(
          now.keyLocation("x-also-accepts"), name + ": no longer accepts " + was, EVERYBODY);
    }
    if (is != null && !is.equals(was)) {
      changes.add(now.keyLocation("x-also-accepts"), name + ": now also accepts " + is);
    }
  }

  private void limit(
      String name,
      String limit,
      DocumentNode old,
      DocumentNode now,
      Direction direction,
      int upward) {
    String was = old.text(limit);
    String is = now.text(limit);
    if (Objects.equals(was, is)) {
      return;
    }
    boolean narrowed =
        was == null
            || (is != null && new BigDecimal(is).compareTo(new BigDecimal(was)) * upward < 0);
    changes.add(
        now.keyLocation(limit),
        "%s: %s %s is now %s"
            .formatted(name, limit, was == null ? "none" : was, is == null ? "none" : is),
        direction.changed(narrowed));
  }

  private void values(String name, DocumentNode old, DocumentNode now, Direction direction) {
    DocumentNode oldValues = old.get("enum");
    DocumentNode newValues = now.get("enum");
    if (oldValues == null || newValues == null) {
      if (oldValues != newValues) {
        changes.add(
            now.keyLocation("enum"),
            name
                + (newValues == null
                    ? ": any text is now allowed"
                    : ": only the listed values are now allowed"),
            direction.changed(newValues != null));
      }
      return;
    }
    for (DocumentNode value : oldValues.items()) {
      if (!newValues.texts().contains(String.valueOf(value.text()))) {
        changes.add(
            value.location(),
            name + ": the value " + value.text() + " was removed",
            direction.changed(true));
      }
    }
    for (DocumentNode value : newValues.items()) {
      if (!oldValues.texts().contains(String.valueOf(value.text()))) {
        changes.add(
            value.location(),
            name + ": the value " + value.text() + " is new",
            direction.changed(false));
      }
    }
  }

  private void properties(String name, DocumentNode old, DocumentNode now, Direction direction) {
    Map<String, DocumentNode> was = sent(before, old, direction);
    Map<String, DocumentNode> is = sent(after, now, direction);
    Set<String> oldRequired = required(before, old);
    Set<String> newRequired = required(after, now);
    Set<String> gone = new LinkedHashSet<>(was.keySet());
    gone.removeAll(is.keySet());
    Set<String> added = new LinkedHashSet<>(is.keySet());
    added.removeAll(was.keySet());
    for (String property : gone) {
      DocumentNode part = Objects.requireNonNull(was.get(property));
      String renamed =
          added.stream()
              .filter(
                  other -> Objects.requireNonNull(is.get(other)).content().equals(part.content()))
              .findFirst()
              .map(other -> "; apparently renamed to " + other)
              .orElse("");
      changes.add(
          keyLocation(before, old, property),
          name + "." + property + ": removed" + renamed,
          direction.removed());
    }
    for (String property : added) {
      boolean breaks = newRequired.contains(property);
      changes.add(
          keyLocation(after, now, property),
          name + "." + property + (breaks ? ": new, required" : ": new, optional"),
          breaks ? direction.required() : NOBODY);
    }
    for (String property : is.keySet()) {
      if (!was.containsKey(property)) {
        continue;
      }
      boolean had = oldRequired.contains(property);
      boolean has = newRequired.contains(property);
      if (had != has) {
        changes.add(
            keyLocation(after, now, property),
            name + "." + property + (has ? ": now required" : ": now optional"),
            has ? direction.required() : direction.optional());
      }
      schema(
          name + "." + property,
          Objects.requireNonNull(was.get(property)),
          Objects.requireNonNull(is.get(property)),
          direction);
    }
  }

  /**
   * Returns the properties that travel in a direction; a read-only one is not part of a request.
   */
  private static Map<String, DocumentNode> sent(
      Document document, DocumentNode schema, Direction direction) {
    Map<String, DocumentNode> sent = new LinkedHashMap<>(document.properties(schema));
    String other = direction == Direction.REQUEST ? "readOnly" : "writeOnly";
    sent.values().removeIf(property -> "true".equals(property.text(other)));
    return sent;
  }

  private static Set<String> required(Document document, DocumentNode schema) {
    Set<String> required = new TreeSet<>();
    DocumentNode all = schema.get("allOf");
    for (DocumentNode part : all == null ? List.<DocumentNode>of() : all.items()) {
      DocumentNode followed = document.follow(part);
      if (followed != null) {
        required.addAll(required(document, followed));
      }
    }
    DocumentNode own = schema.get("required");
    if (own != null) {
      required.addAll(own.texts());
    }
    return required;
  }

  private static SourceLocation keyLocation(
      Document document, DocumentNode schema, String property) {
    DocumentNode own = schema.get("properties");
    if (own != null && own.get(property) != null) {
      return own.keyLocation(property);
    }
    DocumentNode inherited = document.properties(schema).get(property);
    return inherited == null ? schema.location() : inherited.location();
  }

  /** Treats every other difference as breaking, except wording. */
  private void others(String name, DocumentNode old, DocumentNode now) {
    Set<String> keys = new LinkedHashSet<>(old.members().keySet());
    keys.addAll(now.members().keySet());
    for (String key : keys) {
      if (COMPARED.contains(key) || WordingDiff.KEYWORDS.contains(key)) {
        continue;
      }
      if (!old.content(key).equals(now.content(key))) {
        changes.add(
            now.get(key) == null ? old.keyLocation(key) : now.keyLocation(key),
            name + ": " + key + " changed",
            CLIENTS_AND_SERVERS);
      }
    }
    if (!old.content("default").equals(now.content("default"))) {
      changes.add(
          now.keyLocation("default"),
          "%s: the default %s is now %s".formatted(name, old.text("default"), now.text("default")),
          CLIENTS);
    }
  }
}
