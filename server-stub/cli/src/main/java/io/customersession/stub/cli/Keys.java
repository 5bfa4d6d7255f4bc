package io.customersession.stub.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads keys with their applications from options, files and environment variables. No message
 * quotes any of it: what is wrong may be a part of a key.
 */
final class Keys {
  /** The environment variable with API keys, separated by blanks. */
  static final String API_KEYS = "CUSTOMER_SESSION_STUB_API_KEYS";

  /** The environment variable with management keys, separated by blanks. */
  static final String MANAGEMENT_KEYS = "CUSTOMER_SESSION_STUB_MANAGEMENT_KEYS";

  /** The environment variable with the token for the control API. */
  static final String CONTROL_TOKEN = "CUSTOMER_SESSION_STUB_CONTROL_TOKEN";

  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern APPLICATION = Pattern.compile("[0-9]{1,18}");

  private Keys() {}

  /** Returns whether any of the environment variables is set. */
  static boolean areInEnvironment() {
    return System.getenv(API_KEYS) != null
        || System.getenv(MANAGEMENT_KEYS) != null
        || System.getenv(CONTROL_TOKEN) != null;
  }

  /** Adds the entries of an environment variable. */
  static void addFromEnvironment(String variable, ObjLongConsumer<String> keys) {
    String value = System.getenv(variable);
    if (value != null && !value.isBlank()) {
      add(variable, List.of(BLANKS.split(value.strip())), keys);
    }
  }

  /**
   * Adds the entries of a file, one a line.
   *
   * @throws IllegalArgumentException if it cannot be read, or a line is not an entry
   */
  static void addFromFile(String option, @Nullable Path file, ObjLongConsumer<String> keys) {
    if (file == null) {
      return;
    }
    List<String> entries = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank()) {
          entries.add(line.strip());
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          option + ": cannot read " + file + ": " + e.getClass().getSimpleName(), e);
    }
    add(option, entries, keys);
  }

  /**
   * Adds entries. A key may contain an equals sign, so the application follows the last one.
   *
   * @param from where they come from, for messages
   * @throws IllegalArgumentException if a text is not an entry
   */
  static void add(String from, List<String> entries, ObjLongConsumer<String> keys) {
    for (int i = 0; i < entries.size(); i++) {
      String entry = entries.get(i);
      int equals = entry.lastIndexOf('=');
      String application = entry.substring(equals + 1);
      if (equals < 1 || !APPLICATION.matcher(application).matches()) {
        throw new IllegalArgumentException(
            from
                + ": entry "
                + (i + 1)
                + " must be KEY=APPLICATION, with the number of the application after the last"
                + " equals sign");
      }
      keys.accept(entry.substring(0, equals), Long.parseLong(application));
    }
  }
}
