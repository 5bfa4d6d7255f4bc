package io.customersession.stub.admin;

import io.customersession.stub.admin.runtime.Operation;
import io.customersession.stub.admin.runtime.Parameter;
import io.customersession.stub.admin.runtime.Rule;
import io.customersession.stub.admin.runtime.Violations;
import io.customersession.stub.http.PercentCoding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and checks the parameters of an admin call; the document has them in paths only. */
final class AdminParameters {
  private AdminParameters() {}

  static Map<String, Object> read(
      Operation operation,
      @Nullable String query,
      List<String> rawSegments,
      Violations violations) {
    Map<String, Object> values = new LinkedHashMap<>();
    int index = 0;
    for (String segment : operation.path().split("/", -1)) {
      if (segment.startsWith("{")) {
        read(operation, segment, rawSegments.get(index++), values, violations);
      }
    }
    if (query != null && !query.isEmpty()) {
      violations.parameter("query");
      violations.add(Rule.UNKNOWN, "#", "no query parameter is defined for " + operation);
    }
    violations.parameter(null);
    return values;
  }

  private static void read(
      Operation operation,
      String template,
      String rawSegment,
      Map<String, Object> values,
      Violations violations) {
    String name = template.substring(1, template.length() - 1);
    violations.parameter(name);
    Parameter parameter =
        operation.parameters().stream()
            .filter(declared -> declared.name().equals(name))
            .findFirst()
            .orElseThrow();
    String text = PercentCoding.decode(rawSegment, false);
    if (text == null) {
      violations.add(Rule.FORMAT, "#", name + " must be percent-encoded, well-formed UTF-8");
      return;
    }
    Object value = parameter.codec().parse(text, violations);
    if (value != null) {
      values.put(name, value);
    }
  }
}
