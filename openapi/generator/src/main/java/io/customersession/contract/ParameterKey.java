package io.customersession.contract;

import java.util.Locale;
import java.util.Set;

/**
 * What tells parameters of one operation apart.
 *
 * @param in the location
 * @param name the name; in lower case that of a header, which HTTP does not tell apart by case
 */
record ParameterKey(String in, String name) {
  /** Headers that OpenAPI describes elsewhere, and ignores as parameters. */
  private static final Set<String> IGNORED_HEADERS =
      Set.of("accept", "content-type", "authorization");

  /** Returns the key of a parameter, references followed. */
  static ParameterKey of(DocumentNode parameter) {
    String in = String.valueOf(parameter.text("in"));
    String name = String.valueOf(parameter.text("name"));
    return new ParameterKey(in, in.equals("header") ? name.toLowerCase(Locale.ROOT) : name);
  }

  /** Returns true if OpenAPI ignores the parameter. */
  boolean isIgnored() {
    return in.equals("header") && IGNORED_HEADERS.contains(name);
  }
}
