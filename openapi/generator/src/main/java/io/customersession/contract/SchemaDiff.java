package io.customersession.contract;

import static io.customersession.contract.Compatibility.CLIENTS_AND_SERVERS;

import io.customersession.contract.Compatibility.Direction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares schemas by meaning, each pair once for each direction that its values travel in. */
final class SchemaDiff {
  /** Keywords that hold one schema which applies to a part of a value. */
  private static final List<String> PARTS =
      List.of("contains", "propertyNames", "then", "else", "contentSchema", "unevaluatedItems");

  /** Keywords that hold a schema which changes the other way round, or is only a condition. */
  private static final List<String> CONDITIONS = List.of("not", "if");

  /** Keywords that hold schemas by name or by position. */
  private static final List<String> GROUPS =
      List.of("patternProperties", "dependentSchemas", "prefixItems");

  private record Visited(Set<Object> old, Set<Object> now, Direction direction) {}

  private record Waiting(String subject, SchemaView old, SchemaView now, Direction direction) {}

  private final References before;
  private final References after;
  private final Changes changes;
  private final WordingDiff wording;
  private final boolean hasDefaultHandlers;
  private final ExampleWidths widthsBefore;
  private final ExampleWidths widthsAfter;
  private final Set<Visited> visited = new HashSet<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Map<String, String> renamed = new LinkedHashMap<>();

  SchemaDiff(References before, References after, Changes changes, WordingDiff wording) {
    this.before = before;
    this.after = after;
    this.changes = changes;
    this.wording = wording;
    hasDefaultHandlers = EntityPlan.isDeclaredIn(after.document());
    widthsBefore = new ExampleWidths(before.document());
    widthsAfter = new ExampleWidths(after.document());
  }

  /** Returns true if the document says what default handlers do. */
  boolean hasDefaultHandlers() {
    return hasDefaultHandlers;
  }

  /** Returns the new names of schemas by the old ones, as far as they differ. */
  Map<String, String> renamed() {
    return renamed;
  }

  /** Compares two schemas, either of which may be absent, with everything that they refer to. */
  void compare(
      String subject,
      @Nullable DocumentNode old,
      @Nullable DocumentNode now,
      DocumentNode owner,
      Direction direction) {
    SchemaView was = SchemaView.ofAll(before, old == null ? List.of() : List.of(old));
    SchemaView is = SchemaView.ofAll(after, now == null ? List.of() : List.of(now));
    if ((old == null || now == null) && was.isAnything() && is.isAnything()) {
      return;
    }
    if (old == null || now == null) {
      changes.add(
          (now == null ? owner : now).location(),
          subject + (now == null ? " no longer has a schema" : " now has a schema"),
          CLIENTS_AND_SERVERS);
      return;
    }
    enqueue(subject, was, is, direction);
    while (!waiting.isEmpty()) {
      Waiting next = waiting.remove();
      if (visited.add(new Visited(next.old.key(), next.now.key(), next.direction))) {
        schema(SchemaPair.of(next.subject, next.old, next.now, next.direction, changes));
      }
    }
  }

  /** Returns true if the schemas of two parameters have neither items nor properties. */
  boolean areSimple(DocumentNode old, DocumentNode now) {
    return isSimple(before, old.get("schema")) && isSimple(after, now.get("schema"));
  }

  private static boolean isSimple(References references, @Nullable DocumentNode schema) {
    Set<String> types = schema == null ? null : SchemaView.of(references, schema).types();
    return types != null && !types.contains("array") && !types.contains("object");
  }

  /** Compares two schemas when the ones around them have been compared. */
  void enqueue(String subject, SchemaView old, SchemaView now, Direction direction) {
    waiting.add(new Waiting(subject, old, now, direction));
  }

  private void schema(SchemaPair pair) {
    wording.compare(pair.old().described(), pair.now().described());
    rename(pair);
    ValueDiff.nullable(pair);
    if (pair.old().isNothing() || pair.now().isNothing()) {
      nothing(pair);
      return;
    }
    UnionDiff unions = new UnionDiff(pair, this);
    if (unions.compareWithSingle() || !ValueDiff.types(pair)) {
      return;
    }
    ValueDiff.readings(pair);
    Limit.compare(pair);
    ValueDiff.values(pair);
    ValueDiff.rest(pair);
    IntegerWidth.compare(pair, widthsBefore, widthsAfter);
    new ObjectDiff(pair, this).compare();
    ObjectDiff.dependencies(pair);
    part(pair, "items", pair.name() + "[]");
    PARTS.forEach(keyword -> part(pair, keyword, pair.name() + " (" + keyword + ")"));
    CONDITIONS.forEach(keyword -> condition(pair, keyword));
    GROUPS.forEach(keyword -> group(pair, keyword));
    unions.compare();
  }

  private static void nothing(SchemaPair pair) {
    if (!pair.old().isNothing()) {
      pair.narrower(pair.now().location(), "no value is valid any longer");
    } else if (!pair.now().isNothing()) {
      pair.wider(pair.now().location(), "values are now valid");
    }
  }

  /** A name under components is a name in generated code, and nothing on the wire. */
  private void rename(SchemaPair pair) {
    String old = pair.old().name();
    String now = pair.now().name();
    if (old != null
        && now != null
        && !old.equals(now)
        && !after.document().schemas().containsKey(old)
        && !before.document().schemas().containsKey(now)
        && renamed.putIfAbsent(old, now) == null) {
      changes.add(
          after.document().schemaLocation(now),
          "the schema " + old + " is now " + now + ", and so are generated classes");
    }
  }

  private void part(SchemaPair pair, String keyword, String subject) {
    parts(pair, keyword, keyword, subject, pair.old().all(keyword), pair.now().all(keyword));
  }

  private void parts(
      SchemaPair pair,
      String keyword,
      String title,
      String subject,
      List<DocumentNode> old,
      List<DocumentNode> now) {
    SchemaView was = SchemaView.ofAll(before, old);
    SchemaView is = SchemaView.ofAll(after, now);
    if (was.isAnything() && is.isAnything()) {
      return;
    }
    if (was.isAnything()) {
      pair.narrower(pair.now().location(keyword), title + " is now restricted");
    } else if (is.isAnything()) {
      pair.wider(pair.now().location(keyword), title + " is no longer restricted");
    } else {
      enqueue(subject, was, is, pair.direction());
    }
  }

  private void condition(SchemaPair pair, String keyword) {
    List<DocumentNode> old = pair.old().all(keyword);
    List<DocumentNode> now = pair.now().all(keyword);
    SourceLocation location = pair.location(keyword);
    if (old.isEmpty() && !now.isEmpty()) {
      pair.narrower(location, keyword + " is new");
    } else if (now.isEmpty() && !old.isEmpty()) {
      pair.wider(location, keyword + " was removed");
    } else if (!now.isEmpty() && !isSame(old, now)) {
      pair.other(location, keyword + " changed");
    }
  }

  /** Compares schemas apart from the others, for the verdict alone. */
  private boolean isSame(List<DocumentNode> old, List<DocumentNode> now) {
    if (old.size() != now.size()) {
      return false;
    }
    Changes apart = new Changes();
    SchemaDiff diff = new SchemaDiff(before, after, apart, new WordingDiff(apart));
    for (int i = 0; i < old.size(); i++) {
      for (Direction direction : Direction.values()) {
        diff.compare("", old.get(i), now.get(i), now.get(i), direction);
      }
    }
    return apart.sorted().stream().noneMatch(Change::isBreaking);
  }

  private void group(SchemaPair pair, String keyword) {
    Set<String> keys = new LinkedHashSet<>(keys(pair.old(), keyword));
    keys.addAll(keys(pair.now(), keyword));
    for (String key : keys) {
      String title = keyword + " " + key;
      parts(
          pair,
          keyword,
          title,
          pair.name() + " (" + title + ")",
          members(pair.old(), keyword, key),
          members(pair.now(), keyword, key));
    }
  }

  private static Set<String> keys(SchemaView schema, String keyword) {
    Set<String> keys = new LinkedHashSet<>();
    for (DocumentNode node : schema.all(keyword)) {
      keys.addAll(node.members().keySet());
      for (int i = 0; i < node.items().size(); i++) {
        keys.add(String.valueOf(i));
      }
    }
    return keys;
  }

  private static List<DocumentNode> members(SchemaView schema, String keyword, String key) {
    return schema.all(keyword).stream()
        .flatMap(
            node ->
                node.isList()
                    ? node.items().stream().skip(Long.parseLong(key)).limit(1)
                    : Stream.ofNullable(node.get(key)))
        .toList();
  }
}
