package io.customersession.contract;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of operations in Java. An operation has the name of its operationId, written as a Java
 * name; without an operationId, that of its method and path. A name that a generated class uses for
 * something else gets the suffix {@code Operation}, and a name that another operation has gets a
 * number.
 */
final class OperationNames {
  private static final Set<String> TAKEN =
      Set.of(
          ("clone entityhandlers equals finalize getclass hashcode notify notifyall tostring wait withresponse of"
                  + " id definition values valueof name ordinal compareto describeconstable")
              .split(" "));

  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, String> ids = new HashMap<>();

  OperationNames(Document document) {
    Set<String> used = new HashSet<>();
    Set<String> usedIds = new HashSet<>();
    // Names that need no change come first, so that they stay as they are.
    for (boolean isClean : List.of(true, false)) {
      document
          .operations()
          .forEach(
              (key, operation) -> {
                String id = operation.text("operationId");
                if (isClean(id) == isClean) {
                  String wanted = id == null || id.isBlank() ? derived(key) : cleaned(id);
                  if (TAKEN.contains(wanted.toLowerCase(Locale.ROOT))) {
                    wanted += "Operation";
                  }
                  String name = wanted;
                  for (int number = 2; !free(used, name); number++) {
                    name = wanted + number;
                  }
                  used.add(shape(name));
                  names.put(key, name);
                  ids.put(key, id == null || !usedIds.add(id) ? name : id);
                }
              });
    }
  }

  private static boolean free(Set<String> used, String name) {
    String shape = shape(name);
    return !used.contains(shape)
        && !used.contains(shape + "call")
        && !(shape.endsWith("call") && used.contains(shape.substring(0, shape.length() - 4)));
  }

  /** Returns what two names share if generated code cannot tell them apart. */
  private static String shape(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }

  /** Returns the Java name of an operation, which is named by method and path. */
  String name(String operation) {
    return names.getOrDefault(operation, operation);
  }

  /** Returns the operationId of an operation, or its Java name if it has none of its own. */
  String id(String operation) {
    return ids.getOrDefault(operation, operation);
  }

  private static boolean isClean(@Nullable String id) {
    return id != null && id.matches("[a-zA-Z][a-zA-Z0-9_]*");
  }

  private static String cleaned(String id) {
    if (isClean(id)) {
      return id;
    }
    String name = ClassNames.className(id);
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  /** Returns a name such as {@code getOrdersById} for {@code GET /orders/{id}}. */
  static String derived(String methodAndPath) {
    int space = methodAndPath.indexOf(' ');
    StringBuilder name =
        new StringBuilder(methodAndPath.substring(0, space).toLowerCase(Locale.ROOT));
    for (String segment : methodAndPath.substring(space + 1).split("/", -1)) {
      if (segment.startsWith("{") && segment.endsWith("}")) {
        name.append("By");
      }
      name.append(ClassNames.words(segment));
    }
    return name.toString();
  }
}
