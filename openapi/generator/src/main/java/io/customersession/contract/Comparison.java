package io.customersession.contract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
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
 * What changed from one version of a document to another, and whom it breaks.
 *
 * <p>A request that is narrowed breaks clients, which still send what was allowed; one that is
 * widened is safe. An answer that is widened breaks clients, which cannot read what is new; one
 * that is narrowed breaks servers, which still send what was allowed. A new optional property
 * breaks nobody: unknown properties are ignored everywhere. Names of operations count, since they
 * name methods; so do the state machine, the operations that may take its edges, and the
 * extensions.
 */
public final class Comparison {
  private static final Set<String> WORDING =
      Set.of(
          "description",
          "summary",
          "title",
          "example",
          "examples",
          "externalDocs",
          "deprecated",
          "x-since");
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

  private enum Direction {
    REQUEST,
    ANSWER
  }

  private record Visited(Part before, Part after, Direction direction) {
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
  private final Map<String, Change> changes = new LinkedHashMap<>();
  private final Set<Visited> visited = new HashSet<>();

  private Comparison(Document before, Document after) {
    this.before = before;
    this.after = after;
  }

  /** Compares two documents; both must be free of faults. */
  public static List<Change> of(Document before, Document after) {
    Comparison comparison = new Comparison(before, after);
    comparison.operations();
    comparison.queryBooleans();
    comparison.stateMachines();
    comparison.securitySchemes();
    comparison.wording();
    return comparison.changes.values().stream()
        .sorted(
            Comparator.comparing(Change::kind, Comparator.reverseOrder())
                .thenComparing((Change change) -> change.place().file())
                .thenComparingInt(change -> change.place().line()))
        .toList();
  }

  /** Records a change; the same seen from another side breaks whomever either breaks. */
  private void add(Place place, String text, Party... breaks) {
    changes.merge(
        place + text,
        Change.of(place, text, breaks),
        (first, second) -> {
          Set<Party> parties = EnumSet.noneOf(Party.class);
          parties.addAll(first.breaks());
          parties.addAll(second.breaks());
          return Change.of(place, text, parties.toArray(Party[]::new));
        });
  }

  private void operations() {
    Map<String, Part> old = before.operations();
    Map<String, Part> now = after.operations();
    Map<String, String> oldNames = byId(old);
    Map<String, String> newNames = byId(now);
    for (String name : old.keySet()) {
      Part was = Objects.requireNonNull(old.get(name));
      Part operation = now.get(name);
      String id = was.text("operationId");
      if (operation != null) {
        compared(name, was, operation);
      } else if (newNames.containsKey(id)) {
        String moved = Objects.requireNonNull(newNames.get(id));
        Part there = Objects.requireNonNull(now.get(moved));
        add(
            there.place(),
            id + ": moved from " + name + " to " + moved,
            Document.isServed(was) ? new Party[] {Party.CLIENTS} : new Party[0]);
        compared(moved, was, there);
      } else if (Document.isServed(was)) {
        add(was.place(), id + ": removed (" + name + ")", Party.CLIENTS);
      } else {
        add(was.place(), id + ": not known any more, was not served (" + name + ")");
      }
    }
    for (String name : now.keySet()) {
      Part operation = Objects.requireNonNull(now.get(name));
      String id = operation.text("operationId");
      if (!old.containsKey(name) && !oldNames.containsKey(id)) {
        String what = Document.isServed(operation) ? ": added (" : ": known, but not served (";
        add(operation.place(), id + what + name + ")");
      }
    }
  }

  /** What is not served has no contract; it is compared only as far as it is served. */
  private void compared(String name, Part old, Part now) {
    boolean was = Document.isServed(old);
    boolean is = Document.isServed(now);
    String id = now.text("operationId");
    if (was && is) {
      operation(name, old, now);
    } else if (was) {
      add(
          now.keyPlace(Document.SERVED),
          id + ": not served any more (" + name + ")",
          Party.CLIENTS);
    } else if (is) {
      add(now.place(), id + ": served now (" + name + ")");
    }
  }

  private void queryBooleans() {
    QueryBooleans old = before.queryBooleans();
    QueryBooleans now = after.queryBooleans();
    accepted("true", old.whenTrue(), now.whenTrue());
    accepted("false", old.whenFalse(), now.whenFalse());
  }

  private void accepted(String value, List<String> old, List<String> now) {
    Place place = after.root().keyPlace(QueryBooleans.EXTENSION);
    for (String text : old) {
      if (!now.contains(text)) {
        add(
            place,
            "query parameters: \"" + text + "\" does not mean " + value + " any more",
            Party.CLIENTS);
      }
    }
    for (String text : now) {
      if (!old.contains(text)) {
        add(place, "query parameters: \"" + text + "\" means " + value + " now");
      }
    }
  }

  private static Map<String, String> byId(Map<String, Part> operations) {
    Map<String, String> names = new LinkedHashMap<>();
    operations.forEach((name, operation) -> names.put(operation.text("operationId"), name));
    return names;
  }

  private void operation(String name, Part old, Part now) {
    String id = String.valueOf(now.text("operationId"));
    if (!Objects.equals(old.text("operationId"), now.text("operationId"))) {
      add(
          now.keyPlace("operationId"),
          name + ": the operationId " + old.text("operationId") + " is now " + id,
          Party.CLIENTS,
          Party.SERVERS);
    }
    if (!content(old, "tags").equals(content(now, "tags"))) {
      add(
          now.keyPlace("tags"),
          id + ": another tag, so another class in client and server",
          Party.CLIENTS,
          Party.SERVERS);
    }
    parameters(id, name, old, now);
    body(id, old, now);
    responses(id, old, now);
    security(id, old, now);
  }

  /** Each item of the list is one way to authenticate; another way breaks nobody. */
  private void security(String id, Part old, Part now) {
    Set<Object> was = ways(before, old);
    Set<Object> is = ways(after, now);
    if (was.equals(is)) {
      return;
    }
    // Without any way the operation is open, which every client can live with.
    boolean accepted = is.isEmpty() || (!was.isEmpty() && is.containsAll(was));
    add(
        now.keyPlace("security"),
        id + (accepted ? ": takes more keys" : ": takes other keys"),
        accepted ? new Party[0] : new Party[] {Party.CLIENTS});
  }

  private static Object content(Part part, String name) {
    Part member = part.get(name);
    return member == null ? "" : member.content();
  }

  private static Set<Object> ways(Document document, Part operation) {
    Part own = operation.get("security");
    Part ways = own == null ? document.root().get("security") : own;
    Set<Object> contents = new LinkedHashSet<>();
    for (Part way : ways == null ? List.<Part>of() : ways.items()) {
      contents.add(way.content());
    }
    return contents;
  }

  private void parameters(String id, String name, Part oldOperation, Part newOperation) {
    Map<String, Part> old = parameters(before, name, oldOperation);
    Map<String, Part> now = parameters(after, name, newOperation);
    old.forEach(
        (key, parameter) -> {
          Part other = now.get(key);
          String subject = id + ": the " + key;
          if (other == null) {
            add(parameter.place(), subject + " is gone", Party.CLIENTS);
            return;
          }
          boolean was = required(parameter);
          boolean is = required(other);
          if (was != is) {
            add(
                other.keyPlace("required"),
                subject + (is ? " is required now" : " is optional now"),
                is ? new Party[] {Party.CLIENTS} : new Party[] {Party.SERVERS});
          }
          schemas(subject, parameter.get("schema"), other.get("schema"), other, Direction.REQUEST);
        });
    now.forEach(
        (key, parameter) -> {
          if (!old.containsKey(key)) {
            boolean required = required(parameter);
            add(
                parameter.place(),
                id + ": " + (required ? "the required " : "the optional ") + key + " is new",
                required ? new Party[] {Party.CLIENTS} : new Party[0]);
          }
        });
  }

  private static boolean required(Part parameter) {
    Part required = parameter.get("required");
    return required != null && required.isTrue();
  }

  private static Map<String, Part> parameters(Document document, String name, Part operation) {
    Map<String, Part> parameters = new LinkedHashMap<>();
    Part item = document.paths().get(name.substring(name.indexOf(' ') + 1));
    for (Part owner : item == null ? List.of(operation) : List.of(item, operation)) {
      Part list = owner.get("parameters");
      for (Part written : list == null ? List.<Part>of() : list.items()) {
        Part parameter = document.follow(written);
        if (parameter != null) {
          parameters.put(parameter.text("in") + " parameter " + parameter.text("name"), parameter);
        }
      }
    }
    return parameters;
  }

  private void body(String id, Part old, Part now) {
    Part oldBody = followed(before, old.get("requestBody"));
    Part newBody = followed(after, now.get("requestBody"));
    if (oldBody == null && newBody != null) {
      add(
          now.keyPlace("requestBody"),
          id + ": takes a body now",
          required(newBody) ? new Party[] {Party.CLIENTS} : new Party[0]);
    } else if (oldBody != null && newBody == null) {
      add(old.keyPlace("requestBody"), id + ": takes no body any more", Party.CLIENTS);
    } else if (oldBody != null && newBody != null) {
      if (required(oldBody) != required(newBody)) {
        add(
            newBody.keyPlace("required"),
            id + (required(newBody) ? ": the body is required now" : ": the body is optional now"),
            required(newBody) ? new Party[] {Party.CLIENTS} : new Party[] {Party.SERVERS});
      }
      media(id + ": the body", oldBody, newBody, Direction.REQUEST);
    }
  }

  private static @Nullable Part followed(Document document, @Nullable Part part) {
    return part == null ? null : document.follow(part);
  }

  private void responses(String id, Part old, Part now) {
    Map<String, Part> oldAnswers = members(old, "responses");
    Map<String, Part> newAnswers = members(now, "responses");
    for (String status : oldAnswers.keySet()) {
      Part was = followed(before, oldAnswers.get(status));
      Part is = followed(after, newAnswers.get(status));
      if (is == null) {
        add(
            Objects.requireNonNull(old.get("responses")).keyPlace(status),
            id + ": the answer " + status + " is gone",
            Party.CLIENTS,
            Party.SERVERS);
      } else if (was != null) {
        media(id + ": the answer " + status, was, is, Direction.ANSWER);
        headers(id + ": the answer " + status, was, is);
      }
    }
    for (String status : newAnswers.keySet()) {
      if (!oldAnswers.containsKey(status)) {
        Place place = Objects.requireNonNull(now.get("responses")).keyPlace(status);
        boolean foreseen = !status.startsWith("2") && oldAnswers.containsKey("default");
        add(
            place,
            id + ": the answer " + status + " is new",
            foreseen ? new Party[0] : new Party[] {Party.CLIENTS});
      }
    }
  }

  private void headers(String subject, Part old, Part now) {
    members(old, "headers")
        .keySet()
        .forEach(
            name -> {
              if (!members(now, "headers").containsKey(name)) {
                add(
                    Objects.requireNonNull(old.get("headers")).keyPlace(name),
                    subject + " has no header " + name + " any more",
                    Party.CLIENTS);
              }
            });
  }

  private static Map<String, Part> members(Part part, String name) {
    Part members = part.get(name);
    return members == null ? Map.of() : members.members();
  }

  private void media(String subject, Part old, Part now, Direction direction) {
    Map<String, Part> oldTypes = members(old, "content");
    Map<String, Part> newTypes = members(now, "content");
    for (String type : oldTypes.keySet()) {
      Part was = oldTypes.get(type);
      Part is = newTypes.get(type);
      if (is == null) {
        add(
            Objects.requireNonNull(old.get("content")).keyPlace(type),
            subject + " is not " + type + " any more",
            Party.CLIENTS,
            Party.SERVERS);
      } else if (was != null) {
        schemas(subject, was.get("schema"), is.get("schema"), is, direction);
      }
    }
    for (String type : newTypes.keySet()) {
      if (!oldTypes.containsKey(type)) {
        add(
            Objects.requireNonNull(now.get("content")).keyPlace(type),
            subject + " may be " + type + " now",
            direction == Direction.ANSWER ? new Party[] {Party.CLIENTS} : new Party[0]);
      }
    }
  }

  private void schemas(
      String subject, @Nullable Part old, @Nullable Part now, Part owner, Direction direction) {
    if (old == null || now == null) {
      if (old != now) {
        add(
            (now == null ? owner : now).place(),
            subject + (now == null ? " has no schema any more" : " has a schema now"),
            Party.CLIENTS,
            Party.SERVERS);
      }
      return;
    }
    schema(subject, old, now, direction);
  }

  private void schema(String subject, Part writtenBefore, Part writtenNow, Direction direction) {
    Part old = unwrapped(before, writtenBefore);
    Part now = unwrapped(after, writtenNow);
    if (old == null || now == null || !visited.add(new Visited(old, now, direction))) {
      return;
    }
    String name = nameOf(after, now, subject);
    nullable(subject, writtenBefore, writtenNow, direction);
    for (String key : List.of("type", "format")) {
      if (!Objects.equals(old.text(key), now.text(key))) {
        add(
            now.keyPlace(key),
            "%s: the %s %s is now %s".formatted(name, key, old.text(key), now.text(key)),
            Party.CLIENTS,
            Party.SERVERS,
            Party.STORED);
        return;
      }
    }
    limits(name, old, now, direction);
    values(name, old, now, direction);
    alsoAccepted(name, old, now);
    properties(name, old, now, direction);
    Part oldItems = old.get("items");
    Part newItems = now.get("items");
    if (oldItems != null && newItems != null) {
      schema(name + "[]", oldItems, newItems, direction);
    }
    Part oldValues = old.get("additionalProperties");
    Part newValues = now.get("additionalProperties");
    if (oldValues != null && newValues != null && oldValues.isObject() && newValues.isObject()) {
      schema(name + "{}", oldValues, newValues, direction);
    } else if (!content(old, "additionalProperties").equals(content(now, "additionalProperties"))) {
      add(
          now.keyPlace("additionalProperties"),
          name + ": additionalProperties changed",
          Party.CLIENTS,
          Party.SERVERS);
    }
    others(name, old, now);
  }

  /** Follows references, and the form {@code allOf} with one reference in it. */
  private static @Nullable Part unwrapped(Document document, Part written) {
    Part part = document.follow(written);
    Part all = part == null ? null : part.get("allOf");
    if (part != null && all != null && all.items().size() == 1 && part.get("properties") == null) {
      return document.follow(all.items().get(0));
    }
    return part;
  }

  private static String nameOf(Document document, Part schema, String otherwise) {
    for (Map.Entry<String, Part> named : document.schemas().entrySet()) {
      if (named.getValue() == schema) {
        return named.getKey();
      }
    }
    return otherwise;
  }

  private void nullable(String subject, Part old, Part now, Direction direction) {
    boolean was = isNullable(before, old);
    boolean is = isNullable(after, now);
    if (was != is) {
      add(
          now.keyPlace("nullable"),
          subject + (is ? " may be null now" : " must not be null any more"),
          narrowedOrWidened(!is, direction));
    }
  }

  private static boolean isNullable(Document document, Part written) {
    Part followed = document.follow(written);
    return "true".equals(written.text("nullable"))
        || followed != null && "true".equals(followed.text("nullable"));
  }

  /** The rule of the whole comparison, for one direction. */
  private static Party[] narrowedOrWidened(boolean narrowed, Direction direction) {
    if (direction == Direction.REQUEST) {
      return narrowed ? new Party[] {Party.CLIENTS} : new Party[0];
    }
    return narrowed ? new Party[] {Party.SERVERS, Party.STORED} : new Party[] {Party.CLIENTS};
  }

  private void limits(String name, Part old, Part now, Direction direction) {
    for (String limit : LOWER_LIMITS) {
      limit(name, limit, old, now, direction, -1);
    }
    for (String limit : UPPER_LIMITS) {
      limit(name, limit, old, now, direction, 1);
    }
    if (!content(old, "x-maximum-sum").equals(content(now, "x-maximum-sum"))) {
      boolean narrowed = old.get("x-maximum-sum") == null || sum(now) < sum(old);
      add(
          now.keyPlace("x-maximum-sum"),
          name + ": x-maximum-sum changed",
          narrowedOrWidened(narrowed, direction));
    }
  }

  private static double sum(Part schema) {
    Part sum = schema.get("x-maximum-sum");
    return sum == null || sum.text("maximum") == null
        ? Double.POSITIVE_INFINITY
        : Double.parseDouble(sum.text("maximum"));
  }

  /** A reader that accepts less breaks on what earlier writers sent. */
  private void alsoAccepted(String name, Part old, Part now) {
    String was = old.text("x-also-accepts");
    String is = now.text("x-also-accepts");
    if (was != null && !was.equals(is)) {
      add(
          now.keyPlace("x-also-accepts"),
          name + ": no longer accepts " + was,
          Party.CLIENTS,
          Party.SERVERS,
          Party.STORED);
    }
    if (is != null && !is.equals(was)) {
      add(now.keyPlace("x-also-accepts"), name + ": also accepts " + is + " now");
    }
  }

  private void limit(
      String name, String limit, Part old, Part now, Direction direction, int upward) {
    String was = old.text(limit);
    String is = now.text(limit);
    if (Objects.equals(was, is)) {
      return;
    }
    boolean narrowed =
        was == null
            || is != null
                && new java.math.BigDecimal(is).compareTo(new java.math.BigDecimal(was)) * upward
                    < 0;
    add(
        now.keyPlace(limit),
        "%s: %s %s is now %s"
            .formatted(name, limit, was == null ? "none" : was, is == null ? "none" : is),
        narrowedOrWidened(narrowed, direction));
  }

  private void values(String name, Part old, Part now, Direction direction) {
    Part oldValues = old.get("enum");
    Part newValues = now.get("enum");
    if (oldValues == null || newValues == null) {
      if (oldValues != newValues) {
        add(
            now.keyPlace("enum"),
            name
                + (newValues == null
                    ? ": any text is allowed now"
                    : ": only listed texts are allowed now"),
            narrowedOrWidened(newValues != null, direction));
      }
      return;
    }
    for (Part value : oldValues.items()) {
      if (!newValues.texts().contains(String.valueOf(value.text()))) {
        add(
            value.place(),
            name + ": the value " + value.text() + " is gone",
            narrowedOrWidened(true, direction));
      }
    }
    for (Part value : newValues.items()) {
      if (!oldValues.texts().contains(String.valueOf(value.text()))) {
        add(
            value.place(),
            name + ": the value " + value.text() + " is new",
            narrowedOrWidened(false, direction));
      }
    }
  }

  private void properties(String name, Part old, Part now, Direction direction) {
    Map<String, Part> was = sent(before, old, direction);
    Map<String, Part> is = sent(after, now, direction);
    Set<String> oldRequired = required(before, old);
    Set<String> newRequired = required(after, now);
    Set<String> gone = new LinkedHashSet<>(was.keySet());
    gone.removeAll(is.keySet());
    Set<String> added = new LinkedHashSet<>(is.keySet());
    added.removeAll(was.keySet());
    for (String property : gone) {
      Part part = Objects.requireNonNull(was.get(property));
      String renamed =
          added.stream()
              .filter(
                  other -> Objects.requireNonNull(is.get(other)).content().equals(part.content()))
              .findFirst()
              .map(other -> "; it looks renamed to " + other)
              .orElse("");
      Party[] parties =
          direction == Direction.REQUEST
              ? new Party[] {Party.CLIENTS}
              : new Party[] {Party.CLIENTS, Party.STORED};
      add(keyPlace(before, old, property), name + "." + property + ": gone" + renamed, parties);
    }
    for (String property : added) {
      boolean breaks = newRequired.contains(property);
      add(
          keyPlace(after, now, property),
          name + "." + property + (breaks ? ": new, and required" : ": new, optional"),
          breaks ? mustBeThere(direction) : new Party[0]);
    }
    for (String property : is.keySet()) {
      if (!was.containsKey(property)) {
        continue;
      }
      boolean had = oldRequired.contains(property);
      boolean has = newRequired.contains(property);
      if (had != has) {
        add(
            keyPlace(after, now, property),
            name + "." + property + (has ? ": required now" : ": optional now"),
            has ? mustBeThere(direction) : mayBeAbsent(direction));
      }
      schema(
          name + "." + property,
          Objects.requireNonNull(was.get(property)),
          Objects.requireNonNull(is.get(property)),
          direction);
    }
  }

  private static Party[] mustBeThere(Direction direction) {
    return direction == Direction.REQUEST
        ? new Party[] {Party.CLIENTS}
        : new Party[] {Party.SERVERS, Party.STORED};
  }

  private static Party[] mayBeAbsent(Direction direction) {
    return new Party[] {direction == Direction.REQUEST ? Party.SERVERS : Party.CLIENTS};
  }

  /**
   * Returns the properties that travel in a direction; a read-only one is not part of a request.
   */
  private static Map<String, Part> sent(Document document, Part schema, Direction direction) {
    Map<String, Part> sent = new LinkedHashMap<>(document.properties(schema));
    String other = direction == Direction.REQUEST ? "readOnly" : "writeOnly";
    sent.values().removeIf(property -> "true".equals(property.text(other)));
    return sent;
  }

  private static Set<String> required(Document document, Part schema) {
    Set<String> required = new TreeSet<>();
    Part all = schema.get("allOf");
    for (Part part : all == null ? List.<Part>of() : all.items()) {
      Part followed = document.follow(part);
      if (followed != null) {
        required.addAll(required(document, followed));
      }
    }
    Part own = schema.get("required");
    if (own != null) {
      required.addAll(own.texts());
    }
    return required;
  }

  private static Place keyPlace(Document document, Part schema, String property) {
    Part own = schema.get("properties");
    if (own != null && own.get(property) != null) {
      return own.keyPlace(property);
    }
    Part inherited = document.properties(schema).get(property);
    return inherited == null ? schema.place() : inherited.place();
  }

  /** Whatever else differs is taken for breaking, unless it is wording. */
  private void others(String name, Part old, Part now) {
    Set<String> keys = new LinkedHashSet<>(old.members().keySet());
    keys.addAll(now.members().keySet());
    for (String key : keys) {
      if (COMPARED.contains(key) || WORDING.contains(key)) {
        continue;
      }
      if (!content(old, key).equals(content(now, key))) {
        add(
            now.get(key) == null ? old.keyPlace(key) : now.keyPlace(key),
            name + ": " + key + " changed",
            Party.CLIENTS,
            Party.SERVERS);
      }
    }
    if (!content(old, "default").equals(content(now, "default"))) {
      add(
          now.keyPlace("default"),
          "%s: the default %s is now %s".formatted(name, old.text("default"), now.text("default")),
          Party.CLIENTS);
    }
  }

  private void stateMachines() {
    Map<String, StateMachine> old = before.stateMachines();
    Map<String, StateMachine> now = after.stateMachines();
    old.forEach(
        (name, machine) -> {
          StateMachine other = now.get(name);
          if (other == null) {
            add(
                before.place("#/components/schemas/" + name),
                name + ": the state machine is gone",
                Party.CLIENTS,
                Party.SERVERS);
          } else {
            edges(name, machine, other);
          }
        });
    now.keySet().stream()
        .filter(name -> !old.containsKey(name))
        .forEach(
            name ->
                add(
                    after.place("#/components/schemas/" + name),
                    name + ": has a state machine now",
                    Party.CLIENTS,
                    Party.SERVERS,
                    Party.STORED));
  }

  private void edges(String name, StateMachine old, StateMachine now) {
    Map<String, StateMachine.Edge> was = byArrow(old.edges());
    Map<String, StateMachine.Edge> is = byArrow(now.edges());
    was.forEach(
        (arrow, edge) -> {
          StateMachine.Edge other = is.get(arrow);
          if (other == null) {
            add(edge.place(), name + ": the move " + arrow + " is gone", Party.CLIENTS);
            return;
          }
          for (String id : edge.by()) {
            // An operation that is gone or renamed has been told of already.
            if (!other.by().contains(id) && after.servedOperationIds().contains(id)) {
              add(
                  other.place(),
                  name + ": " + id + " may not make the move " + arrow + " any more",
                  Party.CLIENTS);
            }
          }
          for (String id : other.by()) {
            if (!edge.by().contains(id) && before.servedOperationIds().contains(id)) {
              add(other.place(), name + ": " + id + " may make the move " + arrow + " now");
            }
          }
          if (!Objects.equals(edge.event(), other.event())) {
            add(
                other.place(),
                "%s: the move %s causes the event %s instead of %s"
                    .formatted(name, arrow, other.event(), edge.event()),
                Party.CLIENTS);
          }
        });
    is.forEach(
        (arrow, edge) -> {
          if (!was.containsKey(arrow)) {
            add(edge.place(), name + ": the move " + arrow + " is new");
          }
        });
    for (String state : old.states()) {
      boolean led = old.edges().stream().anyMatch(edge -> state.equals(edge.from()));
      boolean leads = now.edges().stream().anyMatch(edge -> state.equals(edge.from()));
      if (led && !leads && now.states().contains(state)) {
        add(
            after.place("#/components/schemas/" + name + "/x-state-machine/transitions/" + state),
            name + ": nothing leaves " + state + " any more",
            Party.STORED);
      }
    }
  }

  private static Map<String, StateMachine.Edge> byArrow(Collection<StateMachine.Edge> edges) {
    Map<String, StateMachine.Edge> byArrow = new LinkedHashMap<>();
    edges.forEach(edge -> byArrow.put(edge.arrow(), edge));
    return byArrow;
  }

  private void securitySchemes() {
    Map<String, Part> old = securitySchemes(before);
    Map<String, Part> now = securitySchemes(after);
    old.forEach(
        (name, scheme) -> {
          Part other = now.get(name);
          if (other == null) {
            add(scheme.place(), "the security scheme " + name + " is gone", Party.CLIENTS);
            return;
          }
          for (String key : List.of("type", "in", "name", "scheme", "x-prefix")) {
            if (!Objects.equals(scheme.text(key), other.text(key))) {
              add(
                  other.keyPlace(key),
                  "the security scheme %s: %s %s is now %s"
                      .formatted(name, key, scheme.text(key), other.text(key)),
                  Party.CLIENTS);
            }
          }
        });
  }

  private static Map<String, Part> securitySchemes(Document document) {
    Part components = document.root().get("components");
    Part schemes = components == null ? null : components.get("securitySchemes");
    return schemes == null ? Map.of() : schemes.members();
  }

  /** One line for all wording, if nothing else differs or besides what does. */
  private void wording() {
    List<Place> reworded = new ArrayList<>();
    reworded(before.root(), after.root(), reworded);
    if (!reworded.isEmpty()) {
      Place first = reworded.get(0);
      String text =
          reworded.size() == 1
              ? "a description or example changed"
              : reworded.size() + " descriptions or examples changed, here the first";
      changes.put(
          first + text, new Change(first, text, EnumSet.noneOf(Party.class), Change.Kind.WORDING));
    }
  }

  private static void reworded(Part old, Part now, List<Place> places) {
    for (Map.Entry<String, Part> member : now.members().entrySet()) {
      Part was = old.get(member.getKey());
      Part is = member.getValue();
      if (was == null) {
        continue;
      }
      boolean text =
          WORDING.contains(member.getKey()) && !(is.isObject() && is.get("type") != null);
      if (text && !was.content().equals(is.content())) {
        places.add(now.keyPlace(member.getKey()));
      } else if (!text) {
        reworded(was, is, places);
      }
    }
    for (int i = 0; i < Math.min(old.items().size(), now.items().size()); i++) {
      reworded(old.items().get(i), now.items().get(i), places);
    }
  }
}
