package io.customersession.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The members of a path item. */
final class PathItem {
  static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private PathItem() {}

  /** Returns the operations of a path item by their methods. */
  static Map<String, DocumentNode> operations(DocumentNode item) {
    Map<String, DocumentNode> operations = new LinkedHashMap<>();
    for (String method : METHODS) {
      DocumentNode operation = item.get(method);
      if (operation != null) {
        operations.put(method, operation);
      }
    }
    return operations;
  }
}
