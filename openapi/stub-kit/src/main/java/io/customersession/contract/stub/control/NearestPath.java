package io.customersession.contract.stub.control;

import io.customersession.contract.violation.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the path template that a mistyped path was probably meant for. Segment is compared with
 * segment, and what stands in the place of a parameter is not compared at all, so that the length
 * of a path or of the ids in it does not matter.
 */
final class NearestPath {
  /** More than any template has, with some to spare for those that were sent in excess. */
  private static final int MAX_SEGMENTS = 12;

  /** What a parameter counts where it is missing: a slash and its braces. */
  private static final int PARAMETER = 3;

  private NearestPath() {}

  /**
   * Returns the template with the fewest changes; empty if more than a third would be changed. Of
   * equally near ones it is the last in alphabetical order, which is the newest version of a path.
   */
  static Optional<String> of(String path, Collection<String> templates) {
    List<String> sent = segments(path);
    if (sent.size() > MAX_SEGMENTS) {
      return Optional.empty();
    }
    int max = Math.max(1, sent.stream().mapToInt(NearestPath::weight).sum() / 3);
    @Nullable String nearest = null;
    for (String template : templates) {
      int distance = distance(sent, segments(template));
      if (distance < max
          || (distance == max && (nearest == null || template.compareTo(nearest) > 0))) {
        nearest = template;
        max = distance;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Returns the segments that are not empty, one more than is compared at most. */
  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    int start = 0;
    while (start < path.length() && segments.size() <= MAX_SEGMENTS) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      if (end > start) {
        segments.add(path.substring(start, end));
      }
      start = end + 1;
    }
    return segments;
  }

  private static int distance(List<String> sent, List<String> template) {
    int[] row = new int[template.size() + 1];
    for (int j = 1; j <= template.size(); j++) {
      row[j] = row[j - 1] + weight(template.get(j - 1));
    }
    for (String segment : sent) {
      int diagonal = row[0];
      row[0] += weight(segment);
      for (int j = 1; j <= template.size(); j++) {
        int replaced = diagonal + changes(segment, template.get(j - 1));
        diagonal = row[j];
        int removed = row[j] + weight(segment);
        int added = row[j - 1] + weight(template.get(j - 1));
        row[j] = Math.min(replaced, Math.min(removed, added));
      }
    }
    return row[template.size()];
  }

  private static int changes(String segment, String declared) {
    if (isParameter(declared)) {
      return 0;
    }
    return segment.length() > Suggestions.MAX_LENGTH
        ? weight(segment)
        : Suggestions.distance(segment, declared);
  }

  private static int weight(String segment) {
    return isParameter(segment)
        ? PARAMETER
        : 1 + Math.min(segment.length(), Suggestions.MAX_LENGTH);
  }

  private static boolean isParameter(String segment) {
    return segment.startsWith("{");
  }
}
