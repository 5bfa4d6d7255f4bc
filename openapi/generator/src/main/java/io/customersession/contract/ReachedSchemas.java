package io.customersession.contract;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the schemas that operations need. */
final class ReachedSchemas {
  private static final String COMPONENTS = "#/components/schemas/";

  private ReachedSchemas() {}

  /**
   * Removes the schemas that nothing leads to.
   *
   * @param start what is kept, with references to schemas
   * @param schemas the schemas by name
   */
  static void keep(Object start, Map<String, Object> schemas) {
    Set<String> reached = new LinkedHashSet<>();
    Deque<Object> open = new ArrayDeque<>();
    open.add(start);
    while (!open.isEmpty()) {
      Object value = open.remove();
      if (value instanceof List<?> list) {
        open.addAll(list);
      } else if (value instanceof Map<?, ?> object) {
        object.values().stream().filter(member -> member != null).forEach(open::add);
        if (object.get("$ref") instanceof String reference && reference.startsWith(COMPONENTS)) {
          String name = reference.substring(COMPONENTS.length());
          Object schema = schemas.get(name);
          if (reached.add(name) && schema != null) {
            open.add(schema);
          }
        }
      }
    }
    schemas.keySet().retainAll(reached);
  }
}
