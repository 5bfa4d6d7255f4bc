package io.customersession.contract;

import io.customersession.contract.violation.JsonPointer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the references of a file to its own anchors, such as {@code #name} to the schema with
 * {@code $anchor: name}, as JSON pointers, so that everything else knows one form of reference. A
 * name that several schemas have is not an anchor, and files of OpenAPI 3.0 have no anchors.
 */
final class Anchors {
  private static final String ANCHOR = "$anchor";
  private static final String REFERENCE = "$ref";

  private final Map<String, String> pointers = new HashMap<>();
  private final Set<String> repeated = new HashSet<>();
  // What an alias of YAML repeats is one node.
  private final IdentityHashMap<DocumentNode, DocumentNode> written = new IdentityHashMap<>();
  private final Set<DocumentNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private Anchors() {}

  /** Returns a file with references to its anchors as JSON pointers. */
  static DocumentNode resolved(DocumentNode root) {
    if (String.valueOf(root.text("openapi")).startsWith("3.0")) {
      return root;
    }
    Anchors anchors = new Anchors();
    anchors.find(root, JsonPointer.ROOT);
    anchors.repeated.forEach(anchors.pointers::remove);
    return anchors.pointers.isEmpty() ? root : anchors.write(root);
  }

  private void find(DocumentNode node, JsonPointer pointer) {
    if (!seen.add(node)) {
      return;
    }
    String name = node.text(ANCHOR);
    if (name != null && pointers.put("#" + name, pointer.toFragment()) != null) {
      repeated.add("#" + name);
    }
    node.members().forEach((key, member) -> find(member, pointer.append(key)));
    for (int i = 0; i < node.items().size(); i++) {
      find(node.items().get(i), pointer.append(i));
    }
  }

  private DocumentNode write(DocumentNode node) {
    if (!node.isObject() && !node.isList()) {
      return node;
    }
    DocumentNode known = written.get(node);
    if (known != null) {
      return known;
    }
    DocumentNode copy = node.isList() ? list(node) : object(node);
    written.put(node, copy);
    return copy;
  }

  private DocumentNode list(DocumentNode node) {
    List<DocumentNode> items = new ArrayList<>();
    node.items().forEach(item -> items.add(write(item)));
    return DocumentNode.list(node.location(), items);
  }

  private DocumentNode object(DocumentNode node) {
    Map<String, DocumentNode> members = new LinkedHashMap<>();
    Map<String, SourceLocation> keys = new LinkedHashMap<>();
    node.members()
        .forEach(
            (name, member) -> {
              String pointer = name.equals(REFERENCE) ? pointers.get(member.text()) : null;
              members.put(
                  name,
                  pointer == null
                      ? write(member)
                      : DocumentNode.scalar(member.location(), pointer, true));
              keys.put(name, node.keyLocation(name));
            });
    return DocumentNode.object(node.location(), members, keys);
  }
}
