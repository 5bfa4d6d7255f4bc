package io.customersession.contract.stub.control;

import io.customersession.contract.violation.Suggestions;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the name that a mistyped one was probably meant to be, at a cost that does not grow. */
final class NearestName {
  private NearestName() {}

  /**
   * Returns the candidate with the fewest changes; empty if more than a third would be changed, or
   * the name has more than {@value Suggestions#MAX_LENGTH} characters.
   */
  static Optional<String> of(String name, Collection<String> candidates) {
    if (name.length() > Suggestions.MAX_LENGTH) {
      return Optional.empty();
    }
    int max = Math.max(1, name.length() / 3);
    @Nullable String nearest = null;
    for (String candidate : candidates) {
      // The difference of the lengths is the least that must change.
      if (Math.abs(candidate.length() - name.length()) <= max) {
        int distance = Suggestions.distance(name, candidate);
        if (distance <= max) {
          nearest = candidate;
          max = distance - 1;
        }
      }
    }
    return Optional.ofNullable(nearest);
  }
}
