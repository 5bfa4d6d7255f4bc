package io.customersession.contract.stub.control;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the name that a mistyped one was probably meant to be, at a cost that does not grow. */
final class NearestName {
  /** Nobody mistypes a longer name, and comparing costs the product of both lengths. */
  static final int MAX_LENGTH = 100;

  private NearestName() {}

  /**
   * Returns the candidate with the fewest changes; empty if more than a third would be changed, or
   * the name has more than {@value #MAX_LENGTH} characters.
   */
  static Optional<String> of(String name, Collection<String> candidates) {
    if (name.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    int max = Math.max(1, name.length() / 3);
    @Nullable String nearest = null;
    for (String candidate : candidates) {
      // The difference of the lengths is the least that must change.
      if (Math.abs(candidate.length() - name.length()) <= max) {
        int distance = distance(name, candidate);
        if (distance <= max) {
          nearest = candidate;
          max = distance - 1;
        }
      }
    }
    return Optional.ofNullable(nearest);
  }

  /**
   * Returns how many characters must be added, removed or replaced, ignoring case. Both texts must
   * be short.
   */
  static int distance(String one, String other) {
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
}
