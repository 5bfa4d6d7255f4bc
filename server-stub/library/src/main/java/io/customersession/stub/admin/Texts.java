package io.customersession.stub.admin;

import java.time.Duration;
import java.time.format.DateTimeParseException;

/** Reads values that the document has as plain texts. */
final class Texts {
  private Texts() {}

  static Duration duration(String name, String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          name + " must be a duration of ISO 8601 such as PT1H30M, not \"" + text + "\"", e);
    }
  }
}
