package io.customersession.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds paths that differ only in the names of their parameters, and so match the same requests.
 */
final class PathClashes {
  private final Document document;
  private final Consumer<Diagnostic> diagnostics;

  PathClashes(Document document, Consumer<Diagnostic> diagnostics) {
    this.document = document;
    this.diagnostics = diagnostics;
  }

  void check() {
    Map<String, String> shapes = new LinkedHashMap<>();
    for (String path : document.paths().keySet()) {
      String other = shapes.putIfAbsent(path.replaceAll("\\{[^}]*}", "{}"), path);
      if (other != null) {
        diagnostics.accept(
            Diagnostic.warning(
                document.pathLocation(path),
                "\"" + other + "\" and \"" + path + "\" match the same requests",
                "merge the two paths"));
      }
    }
  }
}
