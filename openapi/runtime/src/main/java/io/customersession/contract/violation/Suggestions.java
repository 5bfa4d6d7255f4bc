package io.customersession.contract.violation;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the name that a misspelled one was probably meant to be. The cost is bounded, whatever the
 * length of the names.
 */
public final class Suggestions {
  /** The length of the longest names that are compared, since comparing costs their product. */
  public static final int MAX_LENGTH = 100;

  private static final int MAX_CHANGES = 3;

  private Suggestions() {}

  /**
   * Returns the candidate that differs from a name in the fewest characters, ignoring case,
   * hyphens, underscores and spaces; of several, the first in alphabetical order.
   *
   * @return empty if every candidate differs in more than a third of the name's characters or in
   *     more than three, or if the name is longer than {@value #MAX_LENGTH}
   */
  public static Optional<String> nearest(String name, Collection<String> candidates) {
    if (name.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String misspelled = normalized(name);
    int max = Math.max(1, Math.min(MAX_CHANGES, name.length() / 3));
    @Nullable String nearest = null;
    for (String candidate : candidates) {
      if (candidate.length() > 2 * MAX_LENGTH) {
        continue;
      }
      String normalized = normalized(candidate);
      // The difference of the lengths is a lower bound of the distance.
      if (Math.abs(normalized.length() - misspelled.length()) > max) {
        continue;
      }
      int changes = distance(misspelled, normalized);
      if (changes < max
          || (changes == max && (nearest == null || candidate.compareTo(nearest) < 0))) {
        nearest = candidate;
        max = changes;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /**
   * Returns advice about a name that is not among the known ones, such as {@code did you mean
   * "name"?}.
   */
  public static String advice(String name, Collection<String> known) {
    return nearest(name, known)
        .map(near -> "did you mean \"" + near + "\"?")
        .orElseGet(
            () ->
                known.isEmpty()
                    ? "define it, or remove it here"
                    : "choose one of "
                        + known.stream()
                            .sorted()
                            .map(word -> "\"" + word + "\"")
                            .collect(Collectors.joining(", ")));
  }

  /**
   * Returns the Levenshtein distance of two texts, ignoring case: how many characters must be
   * inserted, removed or replaced to turn one into the other.
   *
   * @return the length of the longer text if that is more than twice {@value #MAX_LENGTH}
   */
  public static int distance(String one, String other) {
    int longer = Math.max(one.length(), other.length());
    if (longer > 2 * MAX_LENGTH) {
      return longer;
    }
    String from = one.toLowerCase(Locale.ROOT);
    String to = other.toLowerCase(Locale.ROOT);
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }

  private static String normalized(String name) {
    StringBuilder letters = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '-' && c != '_' && c != ' ') {
        letters.append(c);
      }
    }
    return letters.toString().toLowerCase(Locale.ROOT);
  }
}
