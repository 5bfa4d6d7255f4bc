package io.customersession.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Checks that every operation has an operationId of its own. */
final class OperationIdCheck {
  private OperationIdCheck() {}

  static void check(Document document, Consumer<Diagnostic> diagnostics) {
    Map<String, SourceLocation> ids = new LinkedHashMap<>();
    document
        .operations()
        .forEach(
            (name, operation) -> {
              DocumentNode id = operation.get("operationId");
              if (id == null || id.text() == null) {
                return;
              }
              SourceLocation first = ids.putIfAbsent(id.text(), id.location());
              if (first != null) {
                diagnostics.accept(
                    Diagnostic.warning(
                        id.location(),
                        "the operationId \""
                            + id.text()
                            + "\" is already used in line "
                            + first.line(),
                        "rename one of the two operations"));
              }
            });
  }
}
