package io.customersession.contract;

import io.customersession.contract.violation.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A part of a document: the operations that code is generated for. An operation is named by its
 * operationId, by a tag, or by its path, which starts with a slash and may end with an asterisk
 * that stands for any rest.
 */
public final class Selection {
  /** Everything. */
  public static final Selection ALL = new Selection(List.of(), List.of());

  private final List<String> included;
  private final List<String> excluded;

  private Selection(List<String> included, List<String> excluded) {
    this.included = included;
    this.excluded = excluded;
  }

  /**
   * Returns a selection.
   *
   * @param include the names of operations to take, separated by commas; null for all
   * @param exclude the names of operations to leave out, separated by commas; null for none
   */
  public static Selection of(@Nullable Object include, @Nullable Object exclude) {
    return new Selection(names(include), names(exclude));
  }

  private static List<String> names(@Nullable Object option) {
    List<String> names = new ArrayList<>();
    if (option != null) {
      for (String name : option.toString().split(",", -1)) {
        if (!name.isBlank()) {
          names.add(name.strip());
        }
      }
    }
    return names;
  }

  boolean isAll() {
    return included.isEmpty() && excluded.isEmpty();
  }

  /**
   * Returns the selected operations, by method and path.
   *
   * @throws InvalidContractException if a name is that of no operation, or nothing is selected
   */
  Set<String> operations(Document document) {
    Map<String, DocumentNode> all = document.operations();
    for (String name : included) {
      require(name, all);
    }
    for (String name : excluded) {
      require(name, all);
    }
    Set<String> selected = new LinkedHashSet<>();
    all.forEach(
        (key, operation) -> {
          if ((included.isEmpty() || matches(included, key, operation))
              && !matches(excluded, key, operation)) {
            selected.add(key);
          }
        });
    if (selected.isEmpty() && !isAll()) {
      throw new InvalidContractException("include and exclude leave no operation of the document");
    }
    return selected;
  }

  private static void require(String name, Map<String, DocumentNode> all) {
    Set<String> known = new LinkedHashSet<>();
    for (Map.Entry<String, DocumentNode> operation : all.entrySet()) {
      if (matches(List.of(name), operation.getKey(), operation.getValue())) {
        return;
      }
      known.addAll(names(operation.getKey(), operation.getValue()));
    }
    throw new InvalidContractException(
        "include or exclude: the document has no operation, tag or path \""
            + name
            + "\"; "
            + Suggestions.advice(name, known));
  }

  private static boolean matches(List<String> names, String key, DocumentNode operation) {
    List<String> own = names(key, operation);
    String path = key.substring(key.indexOf('/'));
    return names.stream()
        .anyMatch(
            name ->
                own.contains(name)
                    || (name.startsWith("/")
                        && name.endsWith("*")
                        && path.startsWith(name.substring(0, name.length() - 1))));
  }

  private static List<String> names(String key, DocumentNode operation) {
    List<String> names = new ArrayList<>();
    String id = operation.text("operationId");
    if (id != null) {
      names.add(id);
    }
    DocumentNode tags = operation.get("tags");
    if (tags != null) {
      names.addAll(tags.texts());
    }
    names.add(key.substring(key.indexOf('/')));
    return names;
  }
}
