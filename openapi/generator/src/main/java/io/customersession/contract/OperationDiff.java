package io.customersession.contract;

import static io.customersession.contract.Compatibility.CLIENTS;
import static io.customersession.contract.Compatibility.CLIENTS_AND_SERVERS;
import static io.customersession.contract.Compatibility.NOBODY;
import static io.customersession.contract.Compatibility.SERVERS;

import io.customersession.contract.Compatibility.Direction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares the operations of two documents, and what query parameters accept. */
final class OperationDiff {
  private final Document before;
  private final Document after;
  private final Changes changes;
  private final SchemaDiff schemas;
  private final SecurityDiff security;

  OperationDiff(Document before, Document after, Changes changes) {
    this.before = before;
    this.after = after;
    this.changes = changes;
    schemas = new SchemaDiff(before, after, changes);
    security = new SecurityDiff(before, after, changes);
  }

  void compare() {
    operations();
    queryBooleans();
  }

  private void operations() {
    Map<String, DocumentNode> old = before.operations();
    Map<String, DocumentNode> now = after.operations();
    Map<String, String> oldNames = byId(old);
    Map<String, String> newNames = byId(now);
    for (String name : old.keySet()) {
      DocumentNode was = Objects.requireNonNull(old.get(name));
      DocumentNode operation = now.get(name);
      String id = was.text("operationId");
      if (operation != null) {
        compared(name, was, operation);
      } else if (newNames.containsKey(id)) {
        String moved = Objects.requireNonNull(newNames.get(id));
        DocumentNode there = Objects.requireNonNull(now.get(moved));
        changes.add(
            there.location(),
            id + ": moved from " + name + " to " + moved,
            Document.isServed(was) ? CLIENTS : NOBODY);
        compared(moved, was, there);
      } else if (Document.isServed(was)) {
        changes.add(was.location(), id + ": removed (" + name + ")", CLIENTS);
      } else {
        changes.add(was.location(), id + ": no longer declared; it was not served (" + name + ")");
      }
    }
    for (String name : now.keySet()) {
      DocumentNode operation = Objects.requireNonNull(now.get(name));
      String id = operation.text("operationId");
      if (!old.containsKey(name) && !oldNames.containsKey(id)) {
        String what = Document.isServed(operation) ? ": added (" : ": added, not served (";
        changes.add(operation.location(), id + what + name + ")");
      }
    }
  }

  /** What is not served has no contract; it is compared only as far as it is served. */
  private void compared(String name, DocumentNode old, DocumentNode now) {
    boolean was = Document.isServed(old);
    boolean is = Document.isServed(now);
    String id = now.text("operationId");
    if (was && is) {
      operation(name, old, now);
    } else if (was) {
      changes.add(
          now.keyLocation(Document.SERVED), id + ": no longer served (" + name + ")", CLIENTS);
    } else if (is) {
      changes.add(now.location(), id + ": now served (" + name + ")");
    }
  }

  private void queryBooleans() {
    QueryBooleans old = before.queryBooleans();
    QueryBooleans now = after.queryBooleans();
    accepted("true", old.whenTrue(), now.whenTrue());
    accepted("false", old.whenFalse(), now.whenFalse());
  }

  private void accepted(String value, List<String> old, List<String> now) {
    SourceLocation location = after.root().keyLocation(QueryBooleans.EXTENSION);
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

  private static Map<String, String> byId(Map<String, DocumentNode> operations) {
    Map<String, String> names = new LinkedHashMap<>();
    operations.forEach((name, operation) -> names.put(operation.text("operationId"), name));
    return names;
  }

  private void operation(String name, DocumentNode old, DocumentNode now) {
    String id = String.valueOf(now.text("operationId"));
    if (!Objects.equals(old.text("operationId"), now.text("operationId"))) {
      changes.add(
          now.keyLocation("operationId"),
          name + ": the operationId " + old.text("operationId") + " is now " + id,
          CLIENTS_AND_SERVERS);
    }
    if (!old.content("tags").equals(now.content("tags"))) {
      changes.add(
          now.keyLocation("tags"),
          id + ": different tag, and so a different class in client and server",
          CLIENTS_AND_SERVERS);
    }
    parameters(id, name, old, now);
    body(id, old, now);
    responses(id, old, now);
    security.compare(id, old, now);
  }

  private void parameters(
      String id, String name, DocumentNode oldOperation, DocumentNode newOperation) {
    Map<String, DocumentNode> old = parameters(before, name, oldOperation);
    Map<String, DocumentNode> now = parameters(after, name, newOperation);
    old.forEach(
        (key, parameter) -> {
          DocumentNode other = now.get(key);
          String subject = id + ": the " + key;
          if (other == null) {
            changes.add(parameter.location(), subject + " was removed", CLIENTS);
            return;
          }
          boolean was = required(parameter);
          boolean is = required(other);
          if (was != is) {
            changes.add(
                other.keyLocation("required"),
                subject + (is ? " is now required" : " is now optional"),
                is ? CLIENTS : SERVERS);
          }
          schemas.compare(
              subject, parameter.get("schema"), other.get("schema"), other, Direction.REQUEST);
        });
    now.forEach(
        (key, parameter) -> {
          if (!old.containsKey(key)) {
            boolean required = required(parameter);
            changes.add(
                parameter.location(),
                id + ": " + (required ? "the required " : "the optional ") + key + " is new",
                required ? CLIENTS : NOBODY);
          }
        });
  }

  private static boolean required(DocumentNode parameter) {
    DocumentNode required = parameter.get("required");
    return required != null && required.isTrue();
  }

  private static Map<String, DocumentNode> parameters(
      Document document, String name, DocumentNode operation) {
    Map<String, DocumentNode> parameters = new LinkedHashMap<>();
    DocumentNode item = document.paths().get(name.substring(name.indexOf(' ') + 1));
    for (DocumentNode owner : item == null ? List.of(operation) : List.of(item, operation)) {
      DocumentNode list = owner.get("parameters");
      for (DocumentNode written : list == null ? List.<DocumentNode>of() : list.items()) {
        DocumentNode parameter = document.follow(written);
        if (parameter != null) {
          parameters.put(parameter.text("in") + " parameter " + parameter.text("name"), parameter);
        }
      }
    }
    return parameters;
  }

  private void body(String id, DocumentNode old, DocumentNode now) {
    DocumentNode oldBody = followed(before, old.get("requestBody"));
    DocumentNode newBody = followed(after, now.get("requestBody"));
    if (oldBody == null && newBody != null) {
      changes.add(
          now.keyLocation("requestBody"),
          id + ": now takes a request body",
          required(newBody) ? CLIENTS : NOBODY);
    } else if (oldBody != null && newBody == null) {
      changes.add(old.keyLocation("requestBody"), id + ": no longer takes a request body", CLIENTS);
    } else if (oldBody != null && newBody != null) {
      if (required(oldBody) != required(newBody)) {
        changes.add(
            newBody.keyLocation("required"),
            id
                + (required(newBody)
                    ? ": the request body is now required"
                    : ": the request body is now optional"),
            required(newBody) ? CLIENTS : SERVERS);
      }
      media(id + ": the request body", oldBody, newBody, Direction.REQUEST);
    }
  }

  private static @Nullable DocumentNode followed(Document document, @Nullable DocumentNode part) {
    return part == null ? null : document.follow(part);
  }

  private void responses(String id, DocumentNode old, DocumentNode now) {
    Map<String, DocumentNode> oldResponses = members(old, "responses");
    Map<String, DocumentNode> newResponses = members(now, "responses");
    for (String status : oldResponses.keySet()) {
      DocumentNode was = followed(before, oldResponses.get(status));
      DocumentNode is = followed(after, newResponses.get(status));
      if (is == null) {
        changes.add(
            Objects.requireNonNull(old.get("responses")).keyLocation(status),
            id + ": the response " + status + " was removed",
            CLIENTS_AND_SERVERS);
      } else if (was != null) {
        media(id + ": the response " + status, was, is, Direction.RESPONSE);
        headers(id + ": the response " + status, was, is);
      }
    }
    for (String status : newResponses.keySet()) {
      if (!oldResponses.containsKey(status)) {
        SourceLocation location = Objects.requireNonNull(now.get("responses")).keyLocation(status);
        boolean foreseen = !status.startsWith("2") && oldResponses.containsKey("default");
        changes.add(
            location, id + ": the response " + status + " is new", foreseen ? NOBODY : CLIENTS);
      }
    }
  }

  private void headers(String subject, DocumentNode old, DocumentNode now) {
    members(old, "headers")
        .keySet()
        .forEach(
            name -> {
              if (!members(now, "headers").containsKey(name)) {
                changes.add(
                    Objects.requireNonNull(old.get("headers")).keyLocation(name),
                    subject + " no longer has the header " + name,
                    CLIENTS);
              }
            });
  }

  private static Map<String, DocumentNode> members(DocumentNode part, String name) {
    DocumentNode members = part.get(name);
    return members == null ? Map.of() : members.members();
  }

  private void media(String subject, DocumentNode old, DocumentNode now, Direction direction) {
    Map<String, DocumentNode> oldTypes = members(old, "content");
    Map<String, DocumentNode> newTypes = members(now, "content");
    for (String type : oldTypes.keySet()) {
      DocumentNode was = oldTypes.get(type);
      DocumentNode is = newTypes.get(type);
      if (is == null) {
        changes.add(
            Objects.requireNonNull(old.get("content")).keyLocation(type),
            subject + " is no longer " + type,
            CLIENTS_AND_SERVERS);
      } else if (was != null) {
        schemas.compare(subject, was.get("schema"), is.get("schema"), is, direction);
      }
    }
    for (String type : newTypes.keySet()) {
      if (!oldTypes.containsKey(type)) {
        changes.add(
            Objects.requireNonNull(now.get("content")).keyLocation(type),
            subject + " may now be " + type,
            direction == Direction.RESPONSE ? CLIENTS : NOBODY);
      }
    }
  }
}
