package io.customersession.contract.control;

import java.time.Duration;
import java.time.format.DateTimeParseException;

/** Reads durations, which the document declares as plain strings. */
final class Durations {
  private Durations() {}

  static Duration parse(String name, String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          name + " must be a duration of ISO 8601 such as PT1H30M, not \"" + text + "\"", e);
    }
  }
}
