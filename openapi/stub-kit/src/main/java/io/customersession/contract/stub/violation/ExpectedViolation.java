package io.customersession.contract.stub.violation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A violation that callers are known to cause, such as a property that an SDK always sends. It is
 * counted separately from other violations and does not fail a test. Immutable.
 *
 * @param rule the rule that is broken
 * @param location the place: a JSON pointer into the body, in which {@code *} stands for one
 *     segment; the name of a parameter or header; empty for violations without a location; or
 *     {@code *} for any location
 */
public record ExpectedViolation(ContractRule rule, String location) {
  private static final String ANY = "*";
  private static final int MAX_LENGTH = 1_000;
  private static final Pattern BROKEN_ESCAPE = Pattern.compile("~(?![01])");

  /**
   * Creates an expected violation.
   *
   * @throws IllegalArgumentException if the location is not a pattern for locations
   */
  public ExpectedViolation {
    Objects.requireNonNull(rule, "rule");
    if (location.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "the location of an expected violation must have at most "
              + MAX_LENGTH
              + " characters, not "
              + location.length());
    }
    if (location.startsWith("/")) {
      requirePointer(location);
    } else if (location.contains(ANY) && !location.equals(ANY)) {
      throw invalid(location, "outside of a JSON pointer, * must stand alone");
    }
  }

  /**
   * Creates an expected violation.
   *
   * @param rule the key of a rule, such as {@code unknown-property}
   * @param location as in the record
   * @throws IllegalArgumentException if there is no such rule, or the location is not a pattern for
   *     locations
   */
  public static ExpectedViolation of(String rule, String location) {
    return new ExpectedViolation(Severities.rule(rule), location);
  }

  /**
   * Parses an expected violation: the key of a rule, and after a space the location, which may be
   * omitted if it is empty.
   *
   * @throws IllegalArgumentException as {@link #of} does
   */
  public static ExpectedViolation parse(String text) {
    String stripped = text.strip();
    int space = stripped.indexOf(' ');
    return space < 0
        ? of(stripped, "")
        : of(stripped.substring(0, space), stripped.substring(space + 1).strip());
  }

  /** Returns the first expected violation that matches a violation, or empty if there is none. */
  public static Optional<ExpectedViolation> firstMatch(
      List<ExpectedViolation> expected, ContractRule rule, String location) {
    for (ExpectedViolation each : expected) {
      if (each.matches(rule, location)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** Returns true if a violation of a rule at a location is expected. */
  public boolean matches(ContractRule broken, String at) {
    if (broken != rule) {
      return false;
    }
    if (location.equals(ANY)) {
      return true;
    }
    if (!location.startsWith("/")) {
      return location.equalsIgnoreCase(at);
    }
    String[] pattern = location.split("/", -1);
    String[] segments = at.split("/", -1);
    if (pattern.length != segments.length) {
      return false;
    }
    for (int i = 0; i < pattern.length; i++) {
      if (!pattern[i].equals(ANY) && !pattern[i].equals(segments[i])) {
        return false;
      }
    }
    return true;
  }

  /** Returns the text that {@link #parse} reads. */
  @Override
  public String toString() {
    return location.isEmpty() ? rule.key() : rule.key() + " " + location;
  }

  private static void requirePointer(String location) {
    if (BROKEN_ESCAPE.matcher(location).find()) {
      throw invalid(location, "in a JSON pointer, ~ must be followed by 0 or 1");
    }
    for (String segment : location.split("/", -1)) {
      if (segment.contains(ANY) && !segment.equals(ANY)) {
        throw invalid(location, "in a JSON pointer, * must be a whole segment");
      }
    }
  }

  private static IllegalArgumentException invalid(String location, String rule) {
    return new IllegalArgumentException(
        "\"" + location + "\" is not a location of expected violations: " + rule);
  }
}
