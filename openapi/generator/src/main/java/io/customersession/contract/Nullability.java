package io.customersession.contract;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Whether schemas allow null, by the rules of all versions: {@code nullable}, a type, a listed
 * value or a branch of a union. A schema that says {@code nullable: true} means it, even if its
 * enum or its allOf does not repeat it.
 */
final class Nullability {
  /** The name of the type. */
  static final String NULL = "null";

  private final References references;
  private final Set<DocumentNode> passed = Collections.newSetFromMap(new IdentityHashMap<>());

  Nullability(References references) {
    this.references = references;
  }

  /** Returns the types that a schema itself declares; none for any. */
  static Set<String> types(DocumentNode schema) {
    DocumentNode type = schema.get("type");
    if (type == null) {
      return Set.of();
    }
    return new TreeSet<>(type.text() != null ? List.of(type.text()) : type.texts());
  }

  /** Returns true if a schema allows nothing but null. */
  static boolean isNull(DocumentNode schema) {
    DocumentNode value = schema.get("const");
    DocumentNode values = schema.get("enum");
    return types(schema).equals(Set.of(NULL))
        || (value != null && value.isNull())
        || (values != null
            && !values.items().isEmpty()
            && values.items().stream().allMatch(DocumentNode::isNull));
  }

  boolean allowsNull(DocumentNode node) {
    if (!passed.add(node)) {
      return true;
    }
    if (node.text("$ref") != null) {
      DocumentNode target = references.target(node);
      boolean allowed = target == null || allowsNull(target);
      if (!allowed || !references.allowsSiblings()) {
        return allowed;
      }
    }
    if (node.text() != null) {
      return node.isTrue();
    }
    Set<String> types = types(node);
    if (JsonValues.isTrue(node, "nullable") || types.contains(NULL)) {
      return true;
    }
    boolean lists = node.get("const") != null || node.get("enum") != null;
    boolean listed =
        Stream.concat(Stream.ofNullable(node.get("const")), items(node, "enum"))
            .anyMatch(DocumentNode::isNull);
    return types.isEmpty()
        && (!lists || listed)
        && items(node, "allOf").allMatch(this::allowsNull)
        && anyAllowsNull(node, "oneOf")
        && anyAllowsNull(node, "anyOf");
  }

  private boolean anyAllowsNull(DocumentNode node, String keyword) {
    List<DocumentNode> branches = items(node, keyword).toList();
    return branches.isEmpty() || branches.stream().anyMatch(this::allowsNull);
  }

  private static Stream<DocumentNode> items(DocumentNode node, String keyword) {
    DocumentNode list = node.get(keyword);
    return list == null ? Stream.of() : list.items().stream();
  }
}
