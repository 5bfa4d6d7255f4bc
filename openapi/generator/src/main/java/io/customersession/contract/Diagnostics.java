package io.customersession.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Shows what was found in a document. */
public final class Diagnostics {
  /** The number of warnings up to which each is shown. */
  private static final int MAX_SHOWN = 20;

  /** What differs between diagnostics of one kind: names of the document, and numbers. */
  private static final Pattern SPECIFIC = Pattern.compile("\"[^\"]*\"|\\{[^}]*}|[0-9]+");

  private Diagnostics() {}

  /**
   * Returns the warnings among diagnostics as lines: each of up to {@value #MAX_SHOWN}, or else the
   * first of each kind and the number of its kind.
   */
  public static List<String> warnings(List<Diagnostic> diagnostics) {
    List<Diagnostic> warnings = diagnostics.stream().filter(each -> !each.isError()).toList();
    if (warnings.size() <= MAX_SHOWN) {
      return warnings.stream().map(Diagnostic::toString).toList();
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    Map<String, Diagnostic> firsts = new LinkedHashMap<>();
    for (Diagnostic warning : warnings) {
      String kind = SPECIFIC.matcher(warning.problem()).replaceAll("_");
      counts.merge(kind, 1, Integer::sum);
      firsts.putIfAbsent(kind, warning);
    }
    return firsts.entrySet().stream()
        .map(
            first -> {
              int others = counts.getOrDefault(first.getKey(), 1) - 1;
              return first.getValue() + (others == 0 ? "" : " (and " + others + " more like it)");
            })
        .toList();
  }
}
