package io.customersession.contract;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

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
                diagnostics.accept(
                    new Diagnostic(
                        operation.location(),
                        name + " has no operationId",
                        "add \"operationId: "
                            + suggestion(name)
                            + "\"; it names methods, routes and examples"));
                return;
              }
              SourceLocation first = ids.putIfAbsent(id.text(), id.location());
              if (first != null) {
                diagnostics.accept(
                    new Diagnostic(
                        id.location(),
                        "the operationId \""
                            + id.text()
                            + "\" is already used in line "
                            + first.line(),
                        "rename one of the two operations"));
              }
            });
  }

  private static String suggestion(String operation) {
    String[] methodAndPath = operation.split(" ", 2);
    return methodAndPath[0].toLowerCase(Locale.ROOT)
        + Arrays.stream(methodAndPath[1].split("[^A-Za-z0-9]+"))
            .filter(word -> !word.isEmpty())
            .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
            .collect(Collectors.joining());
  }
}
