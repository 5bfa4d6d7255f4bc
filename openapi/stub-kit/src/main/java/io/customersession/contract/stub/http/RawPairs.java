package io.customersession.contract.stub.http;

import io.customersession.contract.violation.Rule;
import io.customersession.contract.violation.Violations;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pairs of a query or of cookies: names decoded, values as sent. */
final class RawPairs {
  /**
   * A pair.
   *
   * @param name the decoded name
   * @param value the value as sent
   */
  record Pair(String name, String value) {}

  private final List<Pair> pairs = new ArrayList<>();

  private RawPairs() {}

  /**
   * Reads a query.
   *
   * @param violations receives a violation for each pair that is not percent-encoded UTF-8
   */
  static RawPairs ofQuery(@Nullable String query, Violations violations) {
    RawPairs read = new RawPairs();
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String rawName = equals < 0 ? pair : pair.substring(0, equals);
      String rawValue = equals < 0 ? "" : pair.substring(equals + 1);
      String name = PercentEncoding.decode(rawName, true);
      if (name == null || PercentEncoding.decode(rawValue, true) == null) {
        // Of a malformed pair the name only: its value may be a secret.
        violations.parameter(name == null ? rawName : name);
        violations.add(
            Rule.FORMAT, "#", violations.subject() + " must be percent-encoded, well-formed UTF-8");
      } else if (!pair.isEmpty()) {
        read.pairs.add(new Pair(name, rawValue));
      }
    }
    return read;
  }

  /** Reads the values of the Cookie header. */
  static RawPairs ofCookies(List<String> headers) {
    RawPairs read = new RawPairs();
    for (String header : headers) {
      for (String cookie : header.split(";", -1)) {
        int equals = cookie.indexOf('=');
        if (equals > 0) {
          String name = cookie.substring(0, equals).strip();
          String decoded = PercentEncoding.decode(name, false);
          read.pairs.add(
              new Pair(decoded == null ? name : decoded, cookie.substring(equals + 1).strip()));
        }
      }
    }
    return read;
  }

  List<Pair> all() {
    return pairs;
  }

  /** Returns the values with a name, as sent. */
  List<String> values(String name) {
    List<String> values = new ArrayList<>(1);
    for (Pair pair : pairs) {
      if (pair.name().equals(name)) {
        values.add(pair.value());
      }
    }
    return values;
  }
}
