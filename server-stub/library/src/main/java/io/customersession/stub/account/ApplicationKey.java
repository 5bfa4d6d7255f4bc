package io.customersession.stub.account;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key, and an application that it is for.
 *
 * @param key the key, of visible ASCII characters
 * @param application the id of the application, at least 1
 */
public record ApplicationKey(String key, long application) {
  /** The notation, for errors. */
  public static final String RULE =
      "must be KEY=APPLICATION, with the number of the application after the last equals sign";

  private static final Pattern APPLICATION = Pattern.compile("[0-9]{1,18}");

  /** Checks the key and the application. */
  public ApplicationKey {
    if (!Application.isKey(key)) {
      throw new IllegalArgumentException("a key must be of visible ASCII characters");
    }
    if (application < 1) {
      throw new IllegalArgumentException(
          "the application of a key must be 1 or more, not " + application);
    }
  }

  /**
   * Reads a text such as {@code secret=1}. A key may contain an equals sign, so the application
   * follows the last one.
   *
   * @return null if it is not such a text
   */
  public static @Nullable ApplicationKey parse(String text) {
    int equals = text.lastIndexOf('=');
    String application = text.substring(equals + 1);
    if (equals < 1 || !APPLICATION.matcher(application).matches()) {
      return null;
    }
    return new ApplicationKey(text.substring(0, equals), Long.parseLong(application));
  }

  /** Returns a text without the key. */
  @Override
  public String toString() {
    return "***=" + application;
  }
}
