package io.customersession.codegen;

import io.customersession.contract.CanonicalDocument;
import io.customersession.contract.Document;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The operations of a document that are known but not served. */
final class UnservedOperations {
  private UnservedOperations() {}

  /**
   * Removes the operations from the document of the stock generator, so that it sees only what is
   * served, and returns a row for each, for the templates.
   *
   * @param security what the document declares of security
   */
  static List<Map<String, Object>> takenFrom(
      OpenAPI document, Document checked, SecurityData security) {
    List<Map<String, Object>> rows = new ArrayList<>();
    if (document.getPaths() == null) {
      return rows;
    }
    Iterator<Map.Entry<String, PathItem>> paths = document.getPaths().entrySet().iterator();
    while (paths.hasNext()) {
      Map.Entry<String, PathItem> entry = paths.next();
      PathItem item = entry.getValue();
      int before = rows.size();
      item.readOperationsMap()
          .forEach(
              (method, operation) -> {
                if (checked.isKnownOnly(method.name(), entry.getKey())) {
                  rows.add(row(entry.getKey(), method, operation, security));
                  item.operation(method, null);
                }
              });
      if (rows.size() > before && item.readOperations().isEmpty()) {
        paths.remove();
      }
    }
    return rows;
  }

  private static Map<String, Object> row(
      String path, PathItem.HttpMethod method, Operation operation, SecurityData security) {
    List<List<String>> alternatives = security.alternatives(operation.getSecurity());
    boolean isOpen = alternatives.stream().anyMatch(List::isEmpty);
    return Map.of(
        "operationId",
        operationId(operation),
        "httpMethod",
        method.name(),
        "path",
        path,
        "security",
        isOpen ? List.of() : alternatives.stream().flatMap(List::stream).distinct().toList());
  }

  private static String operationId(Operation operation) {
    Map<String, Object> extensions = operation.getExtensions();
    Object id = extensions == null ? null : extensions.get(CanonicalDocument.OPERATION_ID);
    return JavaText.literal(id == null ? operation.getOperationId() : id.toString());
  }
}
