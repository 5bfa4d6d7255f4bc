package io.customersession.contract;

import io.customersession.contract.violation.Suggestions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The texts that boolean query parameters accept, as the root of a document declares them under
 * {@code x-query-booleans}. Default: {@code true} and {@code false} only.
 *
 * @param whenTrue the texts that mean true
 * @param whenFalse the texts that mean false
 */
public record QueryBooleans(List<String> whenTrue, List<String> whenFalse) {
  /** The name of the extension. */
  public static final String EXTENSION = "x-query-booleans";

  /** The texts that are accepted without the extension. */
  public static final QueryBooleans STRICT = new QueryBooleans(List.of("true"), List.of("false"));

  private static final Set<String> KEYS = Set.of("true", "false");

  /** Reads what the root of a document declares. */
  static QueryBooleans of(DocumentNode root) {
    DocumentNode declared = root.get(EXTENSION);
    return declared == null
        ? STRICT
        : new QueryBooleans(texts(declared, "true"), texts(declared, "false"));
  }

  private static List<String> texts(DocumentNode declared, String key) {
    DocumentNode list = declared.get(key);
    return list == null ? List.of() : list.texts();
  }

  /** Reports everything that is wrong with the value of the extension. */
  static void check(DocumentNode declared, Consumer<Diagnostic> diagnostics) {
    Map<String, DocumentNode> lists = declared.members();
    for (String key : lists.keySet()) {
      if (!KEYS.contains(key)) {
        diagnostics.accept(
            new Diagnostic(
                declared.keyLocation(key),
                EXTENSION + " has the unknown key \"" + key + "\"",
                Suggestions.advice(key, KEYS)));
      }
    }
    Set<String> seen = new HashSet<>();
    for (String key : List.of("true", "false")) {
      checkList(declared.location(), key, lists.get(key), seen, diagnostics);
    }
  }

  private static void checkList(
      SourceLocation location,
      String key,
      @Nullable DocumentNode list,
      Set<String> seen,
      Consumer<Diagnostic> diagnostics) {
    if (list == null || !list.isList()) {
      diagnostics.accept(
          new Diagnostic(
              list == null ? location : list.location(),
              EXTENSION + " does not list the texts that mean " + key,
              "write {'true': ['true', '1'], 'false': ['false', '0']}"));
      return;
    }
    for (DocumentNode text : list.items()) {
      String written = text.text();
      if (!text.isText() || written == null) {
        diagnostics.accept(
            new Diagnostic(
                text.location(),
                written == null ? "this is not a text" : written + " is not text in YAML",
                written == null ? "write a text" : "write '" + written + "' in quotes"));
      } else if (!seen.add(written)) {
        diagnostics.accept(
            new Diagnostic(text.location(), "\"" + written + "\" is listed twice", "remove one"));
      }
    }
    if (!list.texts().contains(key)) {
      diagnostics.accept(
          new Diagnostic(
              list.location(),
              EXTENSION + " does not accept \"" + key + "\", which generated clients send",
              "add '" + key + "'"));
    }
  }
}
