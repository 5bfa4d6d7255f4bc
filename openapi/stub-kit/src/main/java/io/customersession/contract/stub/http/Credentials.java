package io.customersession.contract.stub.http;

import io.customersession.contract.operation.SecurityScheme;
import io.customersession.contract.operation.SecurityScheme.In;
import io.customersession.contract.violation.Violations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The credentials that a request has for security schemes. */
public final class Credentials {
  private Credentials() {}

  /**
   * Returns the credential for a scheme without its prefix; null if there is none, it is empty, or
   * it is sent more than once. The credential of a connection is the empty string: whoever connects
   * has it.
   */
  public static @Nullable String of(SecurityScheme scheme, StubRequest request) {
    if (scheme.in() == In.CONNECTION) {
      return "";
    }
    List<String> sent =
        switch (scheme.in()) {
          case QUERY -> RawPairs.ofQuery(request.rawQuery(), new Violations()).values(scheme.key());
          case COOKIE -> RawPairs.ofCookies(request.header("Cookie")).values(scheme.key());
          default -> request.header(scheme.key());
        };
    if (sent.size() != 1) {
      return null;
    }
    String text = sent.get(0);
    if (scheme.in() == In.QUERY || scheme.in() == In.COOKIE) {
      String decoded = PercentEncoding.decode(text, scheme.in() == In.QUERY);
      text = decoded == null ? text : decoded;
    }
    String prefix = scheme.authorization("");
    boolean hasKey =
        text.length() > prefix.length() && text.regionMatches(true, 0, prefix, 0, prefix.length());
    return scheme.in() != In.AUTHORIZATION
        ? text.isEmpty() ? null : text
        : hasKey ? text.substring(prefix.length()) : null;
  }

  /** Returns what a request needs for an alternative, for an error message. */
  public static String usage(List<SecurityScheme> alternative) {
    return String.join(" and ", alternative.stream().map(SecurityScheme::usage).toList());
  }
}
