package io.customersession.contract;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The texts that query parameters of type boolean accept, as the root of a document declares them
 * under {@code x-query-booleans}. Default: {@code true} and {@code false} only.
 *
 * @param whenTrue the texts that mean true
 * @param whenFalse the texts that mean false
 */
public record QueryBooleans(List<String> whenTrue, List<String> whenFalse) {
  /** The name of the extension. */
  public static final String EXTENSION = "x-query-booleans";

  /** What a document accepts that does not use the extension. */
  public static final QueryBooleans STRICT = new QueryBooleans(List.of("true"), List.of("false"));

  private static final Set<String> KEYS = Set.of("true", "false");

  /** Reads what the root of a document declares. */
  static QueryBooleans of(Part root) {
    Part declared = root.get(EXTENSION);
    return declared == null
        ? STRICT
        : new QueryBooleans(texts(declared, "true"), texts(declared, "false"));
  }

  private static List<String> texts(Part declared, String key) {
    Part list = declared.get(key);
    return list == null ? List.of() : list.texts();
  }

  /** Reports everything that is wrong with the form of the extension. */
  static void check(Part declared, Consumer<Fault> faults) {
    Map<String, Part> lists = declared.members();
    for (String key : lists.keySet()) {
      if (!KEYS.contains(key)) {
        faults.accept(
            new Fault(
                declared.keyPlace(key),
                EXTENSION + " has the unknown key \"" + key + "\"",
                Spelling.advice(key, KEYS)));
      }
    }
    Set<String> seen = new HashSet<>();
    for (String key : List.of("true", "false")) {
      checkList(declared.place(), key, lists.get(key), seen, faults);
    }
  }

  private static void checkList(
      Place place, String key, @Nullable Part list, Set<String> seen, Consumer<Fault> faults) {
    if (list == null || !list.isList()) {
      faults.accept(
          new Fault(
              list == null ? place : list.place(),
              EXTENSION + " has no list of the texts that mean " + key,
              "write {'true': ['true', '1'], 'false': ['false', '0']}"));
      return;
    }
    for (Part text : list.items()) {
      String written = text.text();
      if (!text.isText() || written == null) {
        faults.accept(
            new Fault(
                text.place(),
                written == null
                    ? "this is not a text"
                    : "YAML does not read " + written + " as text",
                written == null ? "write a text" : "write '" + written + "' in quotes"));
      } else if (!seen.add(written)) {
        faults.accept(new Fault(text.place(), "\"" + written + "\" is listed twice", "remove one"));
      }
    }
    if (!list.texts().contains(key)) {
      faults.accept(
          new Fault(
              list.place(),
              EXTENSION + " does not accept \"" + key + "\", which generated clients send",
              "add '" + key + "'"));
    }
  }
}
