package io.customersession.contract;

import static io.customersession.contract.Compatibility.CLIENTS;
import static io.customersession.contract.Compatibility.CLIENTS_AND_SERVERS;
import static io.customersession.contract.Compatibility.NOBODY;

import io.customersession.contract.Compatibility.Direction;
import io.customersession.contract.Operations.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares the operations of two documents, and what query parameters accept. Webhooks and
 * callbacks are operations that a server calls, so that their requests travel as responses do.
 */
final class OperationDiff {
  private final References before;
  private final References after;
  private final Changes changes;
  private final WordingDiff wording;
  private final MessageDiff messages;
  private final ParameterDiff parameters;
  private final SecurityDiff security;
  private final ServerDiff servers;
  private final Set<DocumentNode> compared = Collections.newSetFromMap(new IdentityHashMap<>());

  OperationDiff(
      References before,
      References after,
      Changes changes,
      SchemaDiff schemas,
      WordingDiff wording) {
    this.before = before;
    this.after = after;
    this.changes = changes;
    this.wording = wording;
    messages = new MessageDiff(before, after, changes, schemas, wording);
    parameters = new ParameterDiff(before, after, changes, messages.holders());
    security = new SecurityDiff(before, after, changes, wording);
    servers = new ServerDiff(before, after, changes, wording);
  }

  void compare() {
    operations(Operations.of(before), Operations.of(after), Direction.REQUEST);
    operations(Operations.webhooks(before), Operations.webhooks(after), Direction.RESPONSE);
    queryBooleans();
    security.compareSchemes();
    servers.compare();
  }

  private void operations(List<Operation> old, List<Operation> now, Direction direction) {
    List<Operation> olds = new ArrayList<>(old);
    List<Operation> news = new ArrayList<>(now);
    match(olds, news, Operation::signature, direction);
    match(olds, news, Operation::shape, direction);
    match(olds, news, Operation::declaredId, direction);
    for (Operation operation : olds) {
      String text = operation.id() + ": ";
      if (operation.isServed()) {
        changes.add(
            operation.node().location(), text + "removed (" + operation.signature() + ")", CLIENTS);
      } else {
        changes.add(
            operation.node().location(),
            text + "no longer declared; it was not served (" + operation.signature() + ")");
      }
    }
    for (Operation operation : news) {
      String what = operation.isServed() ? ": added (" : ": added, not served (";
      changes.add(operation.node().location(), operation.id() + what + operation.signature() + ")");
    }
  }

  /** Compares the operations that have the same key, and removes them from both lists. */
  private void match(
      List<Operation> old,
      List<Operation> now,
      Function<Operation, @Nullable String> key,
      Direction direction) {
    Map<String, Operation> byKey = new LinkedHashMap<>();
    for (Operation operation : now) {
      String name = key.apply(operation);
      if (name != null) {
        byKey.putIfAbsent(name, operation);
      }
    }
    old.removeIf(
        operation -> {
          Operation other = byKey.remove(key.apply(operation));
          if (other != null) {
            now.remove(other);
            moved(operation, other);
            compared(operation, other, direction);
          }
          return other != null;
        });
  }

  private void moved(Operation old, Operation now) {
    if (!old.shape().equals(now.shape())) {
      changes.add(
          now.node().location(),
          now.id() + ": moved from " + old.signature() + " to " + now.signature(),
          old.isServed() ? CLIENTS : NOBODY);
    }
  }

  /** What is not served has no contract; it is compared only as far as it is served. */
  private void compared(Operation old, Operation now, Direction direction) {
    if (old.isServed() && now.isServed()) {
      operation(old, now, direction);
    } else if (old.isServed()) {
      changes.add(
          now.node().keyLocation(Document.SERVED),
          now.id() + ": no longer served (" + now.signature() + ")",
          CLIENTS);
    } else if (now.isServed()) {
      changes.add(now.node().location(), now.id() + ": now served (" + now.signature() + ")");
    }
  }

  private void queryBooleans() {
    QueryBooleans old = before.document().queryBooleans();
    QueryBooleans now = after.document().queryBooleans();
    accepted("true", old.whenTrue(), now.whenTrue());
    accepted("false", old.whenFalse(), now.whenFalse());
  }

  private void accepted(String value, List<String> old, List<String> now) {
    SourceLocation location = after.document().root().keyLocation(QueryBooleans.EXTENSION);
    for (String text : old) {
      if (!now.contains(text)) {
        changes.add(
            location, "query parameters: \"" + text + "\" no longer means " + value, CLIENTS);
      }
    }
    for (String text : now) {
      if (!old.contains(text)) {
        changes.add(location, "query parameters: \"" + text + "\" now means " + value);
      }
    }
  }

  private void operation(Operation old, Operation now, Direction direction) {
    if (!compared.add(now.node())) {
      return;
    }
    String id = now.id();
    DocumentNode was = old.node();
    DocumentNode is = now.node();
    if (!Objects.equals(old.declaredId(), now.declaredId())) {
      changes.add(
          is.keyLocation("operationId"),
          now.signature() + ": the operationId " + old.declaredId() + " is now " + now.declaredId(),
          CLIENTS_AND_SERVERS);
    }
    tags(id, was, is);
    wording.compare(was, is);
    wording.compare(old.item(), now.item());
    messages.holders().deprecated(id, was, is);
    parameters.compare(old, now, direction);
    messages.body(id, was, is, direction);
    messages.responses(id, was, is, direction.reversed());
    security.compare(id, was, is);
    servers.compare(old, now);
    callbacks(id, was, is, direction);
  }

  /** The first tag names a class; the others group operations for readers. */
  private void tags(String id, DocumentNode old, DocumentNode now) {
    List<String> was = tags(old);
    List<String> is = tags(now);
    String first = was.isEmpty() ? "" : was.get(0);
    if (!first.equals(is.isEmpty() ? "" : is.get(0))) {
      changes.add(
          now.keyLocation("tags"),
          id + ": different tag, and so a different class in client and server",
          CLIENTS_AND_SERVERS);
    } else if (!Set.copyOf(was).equals(Set.copyOf(is))) {
      changes.add(now.keyLocation("tags"), id + ": different tags");
    }
  }

  private static List<String> tags(DocumentNode operation) {
    DocumentNode tags = operation.get("tags");
    return tags == null ? List.of() : tags.texts();
  }

  private void callbacks(String id, DocumentNode old, DocumentNode now, Direction direction) {
    DocumentNode was = old.get("callbacks");
    DocumentNode is = now.get("callbacks");
    Set<String> names = new LinkedHashSet<>(was == null ? Set.of() : was.members().keySet());
    names.addAll(is == null ? Set.of() : is.members().keySet());
    for (String name : names) {
      String prefix = id + ", callback " + name + " ";
      DocumentNode one = was == null ? null : before.follow(was, name);
      DocumentNode other = is == null ? null : after.follow(is, name);
      operations(
          Operations.of(before, one, prefix),
          Operations.of(after, other, prefix),
          direction.reversed());
    }
  }
}
