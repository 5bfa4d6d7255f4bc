package io.customersession.contract;

import io.customersession.contract.violation.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a document: the operations that code is generated for. An operation is named by its
 * operationId, by a tag, or by its path, which starts with a slash and may end with an asterisk
 * that stands for any rest.
 */
public final class Selection {
  /** Everything. */
  public static final Selection ALL = new Selection(List.of(), List.of(), false);

  /** The option that names the operations to take. */
  public static final String INCLUDE = "include";

  /** The option that names the operations to leave out. */
  public static final String EXCLUDE = "exclude";

  /** The option whose value {@code true} leaves out the operations that errors affect. */
  public static final String OMIT_INVALID = "omitInvalid";

  /** The number of operations that a warning lists. */
  private static final int MAX_LISTED = 3;

  private final List<String> included;
  private final List<String> excluded;
  private final boolean isInvalidOmitted;

  private Selection(List<String> included, List<String> excluded, boolean isInvalidOmitted) {
    this.included = included;
    this.excluded = excluded;
    this.isInvalidOmitted = isInvalidOmitted;
  }

  /**
   * Returns a selection.
   *
   * @param include the names of operations to take, separated by commas; null for all
   * @param exclude the names of operations to leave out, separated by commas; null for none
   */
  public static Selection of(@Nullable Object include, @Nullable Object exclude) {
    return new Selection(names(include), names(exclude), false);
  }

  /**
   * Returns the selection that options of a generator make.
   *
   * @param options the value of each option, by its name; null for those that are not set
   */
  public static Selection ofOptions(Function<String, @Nullable Object> options) {
    return of(nonEmpty(options.apply(INCLUDE)), nonEmpty(options.apply(EXCLUDE)))
        .omittingInvalid("true".equals(String.valueOf(options.apply(OMIT_INVALID))));
  }

  /** The stock Maven plugin passes "false" for an option without a text. */
  private static @Nullable Object nonEmpty(@Nullable Object option) {
    return "false".equals(String.valueOf(option)) ? null : option;
  }

  /**
   * Returns this selection without the operations that errors of the document affect.
   *
   * @param omit whether to leave them out; otherwise such errors stop the generation
   */
  public Selection omittingInvalid(boolean omit) {
    return new Selection(included, excluded, omit);
  }

  /**
   * Requires that the selected operations are valid, or that operations are left if those that are
   * not are left out. Errors that affect no selected operation do not matter.
   *
   * @return the warnings about the document; errors that do not stop the generation are among them,
   *     with the operations that they leave out
   * @throws InvalidContractException with a line for each error; or if the document does not have
   *     what is selected, or nothing is left
   */
  public List<Diagnostic> check(Document document) {
    ErrorReach reach = new ErrorReach(document);
    if (isAll() && !isInvalidOmitted && reach.hasErrors()) {
      throw new InvalidContractException(
          document.check().stream().filter(Diagnostic::isError).toList());
    }
    Map<Diagnostic, List<String>> affected = new LinkedHashMap<>();
    if (reach.hasErrors()) {
      require(reach.ofWholeDocument());
      Set<String> named = named(document);
      reach
          .byOperation()
          .forEach(
              (key, errors) -> {
                if (named.contains(key)) {
                  errors.forEach(
                      error -> affected.computeIfAbsent(error, e -> new ArrayList<>()).add(key));
                }
              });
      if (!isInvalidOmitted) {
        require(document.check().stream().filter(affected::containsKey).toList());
      }
    }
    operations(document);
    return document.check().stream()
        .map(
            each ->
                each.isError()
                    ? each.asWarning(leavesOut(affected.getOrDefault(each, List.of())))
                    : each)
        .toList();
  }

  private static void require(List<Diagnostic> errors) {
    if (!errors.isEmpty()) {
      throw new InvalidContractException(errors);
    }
  }

  private static String leavesOut(List<String> omitted) {
    if (omitted.isEmpty()) {
      return "";
    }
    int others = omitted.size() - MAX_LISTED;
    return ", so \""
        + String.join("\", \"", omitted.subList(0, Math.min(MAX_LISTED, omitted.size())))
        + "\""
        + (others > 0 ? " and " + others + " more operations" : "")
        + (omitted.size() == 1 ? " is left out" : " are left out");
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

  /** Returns true if schemas that no selected operation needs are left out. */
  boolean isPart(Document document) {
    return !isAll() || (isInvalidOmitted && new ErrorReach(document).hasErrors());
  }

  /**
   * Returns the selected operations, by method and path.
   *
   * @throws InvalidContractException if a name is that of no operation, or nothing is selected
   */
  Set<String> operations(Document document) {
    Set<String> selected = named(document);
    if (isInvalidOmitted) {
      new ErrorReach(document)
          .byOperation()
          .forEach(
              (key, errors) -> {
                if (!errors.isEmpty()) {
                  selected.remove(key);
                }
              });
      if (selected.isEmpty()) {
        require(document.check().stream().filter(Diagnostic::isError).toList());
      }
    }
    return selected;
  }

  private Set<String> named(Document document) {
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
