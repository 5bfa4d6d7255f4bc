package io.customersession.contract.stub.http;

import io.customersession.contract.operation.SecurityScheme;
import io.customersession.contract.operation.SecurityScheme.In;
import io.customersession.contract.violation.Violations;
import java.util.List;
import java.util.stream.Collectors;
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

  /**
   * Returns the error for a request without valid credentials: 401 with what to send instead.
   *
   * @param alternatives the schemes that the document declares, each list of which is enough; at
   *     least one list, none of them empty
   */
  public static HttpError unauthorized(List<List<SecurityScheme>> alternatives) {
    String usage =
        alternatives.stream()
            .map(Credentials::usage)
            .distinct()
            .collect(Collectors.joining(", or "));
    return HttpError.of(401, "The key is missing or wrong; send " + usage)
        .withHeader("WWW-Authenticate", challenge(alternatives.get(0).get(0)))
        .because(HttpError.Reason.UNAUTHORIZED, () -> usage, "#");
  }

  private static String usage(List<SecurityScheme> alternative) {
    return alternative.stream().map(SecurityScheme::usage).collect(Collectors.joining(" and "));
  }

  /** Returns the scheme for a client to use; HTTP has no name for keys outside of its header. */
  private static String challenge(SecurityScheme scheme) {
    return scheme.prefix().isEmpty() ? "ApiKey" : scheme.prefix();
  }
}
