package io.customersession.contract;

import static io.customersession.contract.Compatibility.CLIENTS;

import io.customersession.contract.Operations.Operation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares the addresses of servers; a document without one does not say where its servers are. */
final class ServerDiff {
  private final References before;
  private final References after;
  private final Changes changes;
  private final WordingDiff wording;

  ServerDiff(References before, References after, Changes changes, WordingDiff wording) {
    this.before = before;
    this.after = after;
    this.changes = changes;
    this.wording = wording;
  }

  void compare() {
    DocumentNode now = after.document().root();
    compare("", before.document().root().get("servers"), now.get("servers"), now);
  }

  /** Compares the servers of operations if they have some of their own. */
  void compare(Operation old, Operation now) {
    DocumentNode was = own(old);
    DocumentNode is = own(now);
    if (was != null || is != null) {
      compare(
          now.id() + ": ",
          was == null ? before.document().root().get("servers") : was,
          is == null ? after.document().root().get("servers") : is,
          now.node());
    }
  }

  private static @Nullable DocumentNode own(Operation operation) {
    DocumentNode own = operation.node().get("servers");
    return own == null ? operation.item().get("servers") : own;
  }

  private void compare(
      String subject, @Nullable DocumentNode old, @Nullable DocumentNode now, DocumentNode owner) {
    Map<String, DocumentNode> was = byUrl(old);
    Map<String, DocumentNode> is = byUrl(now);
    was.forEach(
        (url, server) -> {
          DocumentNode other = is.get(url);
          if (other == null) {
            changes.add(
                now == null ? owner.location() : now.location(),
                subject + "the server " + server.text("url") + " was removed",
                CLIENTS);
          } else {
            wording.compare(server, other);
            variables(subject + "the server " + other.text("url"), server, other);
          }
        });
    is.forEach(
        (url, server) -> {
          if (!was.containsKey(url)) {
            changes.add(
                server.location(), subject + "the server " + server.text("url") + " is new");
          }
        });
  }

  private static Map<String, DocumentNode> byUrl(@Nullable DocumentNode servers) {
    Map<String, DocumentNode> byUrl = new LinkedHashMap<>();
    if (servers != null) {
      for (DocumentNode server : servers.items()) {
        String url = String.valueOf(server.text("url"));
        String normal = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        if (!normal.isEmpty()) {
          byUrl.putIfAbsent(normal, server);
        }
      }
    }
    return byUrl;
  }

  private void variables(String subject, DocumentNode old, DocumentNode now) {
    DocumentNode was = old.get("variables");
    DocumentNode is = now.get("variables");
    Map<String, DocumentNode> before = was == null ? Map.of() : was.members();
    Map<String, DocumentNode> after = is == null ? Map.of() : is.members();
    before.forEach(
        (name, variable) -> {
          DocumentNode other = after.get(name);
          if (other == null) {
            return; // A variable that the URL does not name means nothing.
          }
          wording.compare(variable, other);
          if (!Objects.equals(variable.text("default"), other.text("default"))) {
            changes.add(
                other.keyLocation("default"),
                "%s: the default %s of %s is now %s"
                    .formatted(subject, variable.text("default"), name, other.text("default")),
                CLIENTS);
          }
          values(subject + ", " + name, variable.get("enum"), other.get("enum"), other);
        });
  }

  private void values(
      String subject, @Nullable DocumentNode old, @Nullable DocumentNode now, DocumentNode owner) {
    if (old == null || now == null) {
      if (old != now) {
        changes.add(
            owner.keyLocation("enum"),
            subject
                + (now == null
                    ? ": any text is now allowed"
                    : ": only the listed values are now allowed"),
            now == null ? Compatibility.NOBODY : CLIENTS);
      }
      return;
    }
    for (DocumentNode value : old.items()) {
      if (!now.texts().contains(value.text())) {
        changes.add(
            value.location(), subject + ": the value " + value.text() + " was removed", CLIENTS);
      }
    }
    for (DocumentNode value : now.items()) {
      if (!old.texts().contains(value.text())) {
        changes.add(value.location(), subject + ": the value " + value.text() + " is new");
      }
    }
  }
}
