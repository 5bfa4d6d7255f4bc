package io.customersession.contract;

import org.jspecify.annotations.Nullable;

/**
 * A parameter, header, request body or response as it is written in a place, or as a reference
 * there leads to it.
 *
 * @param component the name under which the document has it, or null
 */
record Target(DocumentNode node, String pointer, @Nullable String component) {
  private static final int MAX_STEPS = 100;

  /** Returns what is in a place, or null if there is nothing, or a reference to nothing. */
  static @Nullable Target of(
      SchemaReferences references, @Nullable DocumentNode node, String pointer) {
    if (node == null) {
      return null;
    }
    SchemaPart end = new SchemaPart(node, pointer);
    String component = null;
    for (int steps = 0; end.node().text("$ref") != null; steps++) {
      SchemaPart next = references.target(end);
      if (next == null || steps > MAX_STEPS) {
        return null;
      }
      end = next;
      component = end.pointer().replaceFirst("^.*/", "").replaceFirst("\\.[a-z]+#?$", "");
    }
    return end.node().isObject() ? new Target(end.node(), end.pointer(), component) : null;
  }

  /** Returns the name of the class for an inline schema in it. */
  String className(String owner, String suffix) {
    if (component == null) {
      return owner + suffix;
    }
    String name = ClassNames.className(component);
    return name.endsWith(suffix) ? name : name + suffix;
  }
}
