package io.customersession.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The operations of a document that need not be valid. */
final class Operations {
  private static final Pattern PARAMETER = Pattern.compile("\\{([^{}]*)\\}");

  /**
   * An operation.
   *
   * @param method in upper case
   * @param path as written
   * @param item the path item, references followed
   * @param node the operation itself
   */
  record Operation(String method, String path, DocumentNode item, DocumentNode node) {
    /** Returns method and path. */
    String signature() {
      return method + " " + path;
    }

    /** Returns method and path without the names of parameters, which nobody sends. */
    String shape() {
      return method + " " + path.replaceAll("\\{[^{}]*\\}", "{}");
    }

    /** Returns the operationId, or null. */
    @Nullable String declaredId() {
      return node.text("operationId");
    }

    /** Returns the operationId, or else method and path. */
    String id() {
      String declared = declaredId();
      return declared == null ? signature() : declared;
    }

    boolean isServed() {
      return Document.isServed(node);
    }

    /** Returns the place of a parameter in the path, or -1. */
    int position(String name) {
      Matcher matcher = PARAMETER.matcher(path);
      for (int i = 0; matcher.find(); i++) {
        if (name.equals(matcher.group(1))) {
          return i;
        }
      }
      return -1;
    }
  }

  private Operations() {}

  /** Returns the operations under paths. */
  static List<Operation> of(References references) {
    return of(references, references.document().root().get("paths"), "");
  }

  /** Returns the operations of webhooks. */
  static List<Operation> webhooks(References references) {
    return of(references, references.document().root().get("webhooks"), "webhook ");
  }

  /** Returns the operations of path items by path, or by another name. */
  static List<Operation> of(References references, @Nullable DocumentNode items, String prefix) {
    List<Operation> operations = new ArrayList<>();
    if (items == null) {
      return operations;
    }
    items
        .members()
        .forEach(
            (path, written) -> {
              if (path.startsWith("x-")) {
                return;
              }
              DocumentNode item = references.follow(written);
              for (String method : PathItem.METHODS) {
                DocumentNode own = written.get(method);
                DocumentNode node = own == null ? item.get(method) : own;
                if (node != null) {
                  operations.add(
                      new Operation(
                          method.toUpperCase(Locale.ROOT),
                          prefix + path,
                          item,
                          references.follow(node)));
                }
              }
            });
    return operations;
  }
}
