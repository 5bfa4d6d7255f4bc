package io.customersession.contract;

import static io.customersession.contract.Compatibility.NOBODY;

import io.customersession.contract.Compatibility.Direction;
import io.customersession.contract.Operations.Operation;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares the parameters of operations. Those in a path are known by their place, headers have no
 * case, and headers that OpenAPI describes elsewhere are ignored.
 */
final class ParameterDiff {
  private final References before;
  private final References after;
  private final Changes changes;
  private final ValueHolderDiff holders;

  ParameterDiff(References before, References after, Changes changes, ValueHolderDiff holders) {
    this.before = before;
    this.after = after;
    this.changes = changes;
    this.holders = holders;
  }

  void compare(Operation oldOperation, Operation newOperation, Direction direction) {
    String id = newOperation.id();
    Map<String, DocumentNode> old = parameters(before, oldOperation);
    Map<String, DocumentNode> now = parameters(after, newOperation);
    old.forEach(
        (key, parameter) -> {
          DocumentNode other = now.get(key);
          if (other == null) {
            changes.add(
                parameter.location(),
                id + ": the " + title(parameter) + " was removed",
                direction.removed());
            return;
          }
          String subject = id + ": the " + title(other);
          String in = String.valueOf(other.text("in"));
          if (in.equals("path") && !title(parameter).equals(title(other))) {
            changes.add(
                other.keyLocation("name"),
                id + ": the " + title(parameter) + " is now called " + other.text("name"));
          }
          holders.compare(subject, in, parameter, other, direction);
        });
    now.forEach(
        (key, parameter) -> {
          if (!old.containsKey(key)) {
            boolean required =
                JsonValues.isTrue(parameter, "required") || "path".equals(parameter.text("in"));
            changes.add(
                parameter.location(),
                id
                    + (required ? ": the required " : ": the optional ")
                    + title(parameter)
                    + " is new",
                required ? direction.required() : NOBODY);
          }
        });
  }

  private static String title(DocumentNode parameter) {
    String reference = parameter.text("$ref");
    return reference != null
        ? "parameter " + reference
        : parameter.text("in") + " parameter " + parameter.text("name");
  }

  private static Map<String, DocumentNode> parameters(References references, Operation operation) {
    Map<String, DocumentNode> parameters = new LinkedHashMap<>();
    for (DocumentNode owner : List.of(operation.item(), operation.node())) {
      DocumentNode list = owner.get("parameters");
      Set<ParameterKey> own = new HashSet<>();
      for (DocumentNode written : list == null ? List.<DocumentNode>of() : list.items()) {
        DocumentNode parameter = references.follow(written);
        ParameterKey key = ParameterKey.of(parameter);
        int position = key.in().equals("path") ? operation.position(key.name()) : -1;
        if (!key.isIgnored() && own.add(key)) {
          parameters.put(
              parameter.text("$ref") != null
                  ? title(parameter)
                  : key.in() + " " + (position < 0 ? key.name() : String.valueOf(position)),
              parameter);
        }
      }
    }
    return parameters;
  }
}
