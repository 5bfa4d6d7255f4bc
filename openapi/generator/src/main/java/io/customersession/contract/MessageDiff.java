package io.customersession.contract;

import static io.customersession.contract.Compatibility.CLIENTS;
import static io.customersession.contract.Compatibility.CLIENTS_AND_SERVERS;
import static io.customersession.contract.Compatibility.NOBODY;

import io.customersession.contract.Compatibility.Direction;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares request bodies and responses: media types, encodings, headers and links. */
final class MessageDiff {
  /** Keywords of links that are remarks. */
  private static final Set<String> REMARKS = Set.of("description");

  private final References before;
  private final References after;
  private final Changes changes;
  private final SchemaDiff schemas;
  private final WordingDiff wording;
  private final ValueHolderDiff holders;

  MessageDiff(
      References before,
      References after,
      Changes changes,
      SchemaDiff schemas,
      WordingDiff wording) {
    this.before = before;
    this.after = after;
    this.changes = changes;
    this.schemas = schemas;
    this.wording = wording;
    holders = new ValueHolderDiff(changes, schemas, wording, this::media);
  }

  ValueHolderDiff holders() {
    return holders;
  }

  void body(String id, DocumentNode old, DocumentNode now, Direction direction) {
    DocumentNode oldBody = before.follow(old, "requestBody");
    DocumentNode newBody = after.follow(now, "requestBody");
    if (oldBody == null && newBody != null) {
      changes.add(
          now.keyLocation("requestBody"),
          id + ": now takes a request body",
          JsonValues.isTrue(newBody, "required") ? direction.required() : NOBODY);
    } else if (oldBody != null && newBody == null) {
      changes.add(old.keyLocation("requestBody"), id + ": no longer takes a request body", CLIENTS);
    } else if (oldBody != null && newBody != null) {
      wording.compare(oldBody, newBody);
      holders.required(id + ": the request body", oldBody, newBody, direction);
      media(id + ": the request body", oldBody, newBody, direction);
    }
  }

  void responses(String id, DocumentNode old, DocumentNode now, Direction direction) {
    Map<String, String> oldStatuses = statuses(old.get("responses"));
    Map<String, String> newStatuses = statuses(now.get("responses"));
    oldStatuses.forEach(
        (status, name) -> {
          DocumentNode listed = Objects.requireNonNull(old.get("responses"));
          String newName = newStatuses.get(status);
          if (newName == null) {
            changes.add(
                listed.keyLocation(name),
                id + ": the response " + name + " was removed",
                CLIENTS_AND_SERVERS);
            return;
          }
          DocumentNode was = Objects.requireNonNull(before.follow(listed, name));
          DocumentNode is =
              Objects.requireNonNull(
                  after.follow(Objects.requireNonNull(now.get("responses")), newName));
          response(id + ": the response " + newName, was, is, direction);
        });
    newStatuses.forEach(
        (status, name) -> {
          if (!oldStatuses.containsKey(status)) {
            boolean foreseen =
                oldStatuses.containsKey(status.charAt(0) + "XX")
                    || (!status.startsWith("2") && oldStatuses.containsKey("DEFAULT"));
            changes.add(
                Objects.requireNonNull(now.get("responses")).keyLocation(name),
                id + ": the response " + name + " is new",
                foreseen ? NOBODY : direction.changed(false));
          }
        });
  }

  private static Map<String, String> statuses(@Nullable DocumentNode responses) {
    Map<String, String> statuses = new LinkedHashMap<>();
    if (responses != null) {
      for (String name : responses.members().keySet()) {
        if (!name.startsWith("x-") && !name.isEmpty()) {
          statuses.put(name.toUpperCase(Locale.ROOT), name);
        }
      }
    }
    return statuses;
  }

  private void response(String subject, DocumentNode old, DocumentNode now, Direction direction) {
    if (old.text("$ref") != null || now.text("$ref") != null) {
      holders.unresolved(subject, old, now);
      return;
    }
    wording.compare(old, now);
    media(subject, old, now, direction);
    headers(subject, old, now, direction);
    links(subject, old, now);
  }

  /** Compares headers, whose names have no case; the content type is described elsewhere. */
  private void headers(String subject, DocumentNode old, DocumentNode now, Direction direction) {
    Map<String, String> oldNames = headerNames(old);
    Map<String, String> newNames = headerNames(now);
    Set<String> names = new LinkedHashSet<>(oldNames.keySet());
    names.addAll(newNames.keySet());
    for (String name : names) {
      String oldName = oldNames.get(name);
      String newName = newNames.get(name);
      if (newName == null && oldName != null) {
        changes.add(
            Objects.requireNonNull(old.get("headers")).keyLocation(oldName),
            subject + " no longer has the header " + oldName,
            CLIENTS);
      } else if (newName != null && oldName == null) {
        DocumentNode headers = Objects.requireNonNull(now.get("headers"));
        DocumentNode header = Objects.requireNonNull(after.follow(headers, newName));
        boolean required = JsonValues.isTrue(header, "required");
        changes.add(
            headers.keyLocation(newName),
            subject + " has the new header " + newName,
            required ? direction.required() : NOBODY);
      } else if (oldName != null && newName != null) {
        holders.compare(
            subject + ", header " + newName,
            "header",
            Objects.requireNonNull(
                before.follow(Objects.requireNonNull(old.get("headers")), oldName)),
            Objects.requireNonNull(
                after.follow(Objects.requireNonNull(now.get("headers")), newName)),
            direction);
      }
    }
  }

  private static Map<String, String> headerNames(DocumentNode part) {
    Map<String, String> names = new LinkedHashMap<>();
    DocumentNode headers = part.get("headers");
    if (headers != null) {
      headers.members().keySet().forEach(name -> names.put(name.toLowerCase(Locale.ROOT), name));
    }
    names.remove("content-type");
    return names;
  }

  private void links(String subject, DocumentNode old, DocumentNode now) {
    Map<String, Object> was = links(before, old);
    Map<String, Object> is = links(after, now);
    Set<String> names = new LinkedHashSet<>(was.keySet());
    names.addAll(is.keySet());
    for (String name : names) {
      if (!is.containsKey(name)) {
        changes.add(
            Objects.requireNonNull(old.get("links")).keyLocation(name),
            subject + " no longer has the link " + name,
            CLIENTS);
      } else if (!was.containsKey(name)) {
        changes.add(
            Objects.requireNonNull(now.get("links")).keyLocation(name),
            subject + " has the new link " + name);
      } else if (!Objects.equals(was.get(name), is.get(name))) {
        changes.add(
            Objects.requireNonNull(now.get("links")).keyLocation(name),
            subject + ", link " + name + ": changed",
            CLIENTS);
      }
    }
  }

  private static Map<String, Object> links(References references, DocumentNode response) {
    Map<String, Object> links = new LinkedHashMap<>();
    DocumentNode declared = response.get("links");
    if (declared != null) {
      declared
          .members()
          .forEach(
              (name, link) -> {
                Map<String, Object> members = new LinkedHashMap<>();
                references
                    .follow(link)
                    .members()
                    .forEach(
                        (key, member) -> {
                          if (!REMARKS.contains(key) && !key.startsWith("x-")) {
                            members.put(key, JsonValues.of(member));
                          }
                        });
                links.put(name, members);
              });
    }
    return links;
  }

  /** Compares what is under {@code content}. */
  void media(String subject, DocumentNode old, DocumentNode now, Direction direction) {
    Map<String, String> oldTypes = MediaTypes.names(old.get("content"));
    Map<String, String> newTypes = MediaTypes.names(now.get("content"));
    oldTypes.forEach(
        (type, name) -> {
          DocumentNode content = Objects.requireNonNull(old.get("content"));
          String newName = newTypes.get(type);
          if (newName == null) {
            changes.add(
                content.keyLocation(name), subject + " is no longer " + name, CLIENTS_AND_SERVERS);
            return;
          }
          DocumentNode was = Objects.requireNonNull(before.follow(content, name));
          DocumentNode is =
              Objects.requireNonNull(
                  after.follow(Objects.requireNonNull(now.get("content")), newName));
          wording.compare(was, is);
          schemas.compare(subject, was.get("schema"), is.get("schema"), is, direction);
          encodings(subject, was, is, direction);
        });
    newTypes.forEach(
        (type, name) -> {
          if (!oldTypes.containsKey(type)) {
            changes.add(
                Objects.requireNonNull(now.get("content")).keyLocation(name),
                subject + " may now be " + name,
                direction == Direction.RESPONSE ? CLIENTS : NOBODY);
          }
        });
  }

  private void encodings(String subject, DocumentNode old, DocumentNode now, Direction direction) {
    DocumentNode was = old.get("encoding");
    DocumentNode is = now.get("encoding");
    Set<String> names = new LinkedHashSet<>(was == null ? Set.of() : was.members().keySet());
    names.addAll(is == null ? Set.of() : is.members().keySet());
    DocumentNode none = DocumentNode.object(now.keyLocation("encoding"), Map.of(), Map.of());
    for (String name : names) {
      DocumentNode oldOne = was == null ? null : was.get(name);
      DocumentNode newOne = is == null ? null : is.get(name);
      DocumentNode one = oldOne == null ? none : oldOne;
      DocumentNode other = newOne == null ? none : newOne;
      String title = subject + ", encoding of " + name;
      String oldType = one.text("contentType");
      String newType = other.text("contentType");
      if (!Objects.equals(normal(oldType), normal(newType))) {
        changes.add(
            other.keyLocation("contentType"),
            "%s: contentType %s is now %s".formatted(title, oldType, newType),
            direction == Direction.REQUEST ? CLIENTS : CLIENTS_AND_SERVERS);
      }
      holders.style(title, "query", one, other);
      headers(title, one, other, direction);
    }
  }

  private static @Nullable String normal(@Nullable String type) {
    return type == null ? null : MediaTypes.normal(type);
  }
}
