package io.customersession.contract;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys of responses: a status, a range of statuses such as 4XX, or the default. */
final class ResponseStatus {
  private static final Pattern CODE = Pattern.compile("[1-5](?:[0-9]{2}|XX)");

  private ResponseStatus() {}

  /** Returns a key as OpenAPI writes it, whatever its case, or null if it is not one. */
  static @Nullable String of(String key) {
    String upper = key.toUpperCase(Locale.ROOT);
    if (upper.equals("DEFAULT")) {
      return "default";
    }
    return CODE.matcher(upper).matches() ? upper : null;
  }
}
