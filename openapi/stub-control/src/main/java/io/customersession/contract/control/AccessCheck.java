package io.customersession.contract.control;

import io.customersession.contract.stub.control.ControlAccess;
import io.customersession.contract.stub.http.Cors;
import io.customersession.contract.stub.http.HttpError;
import io.customersession.contract.stub.http.StubRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may use the control API. Web pages of other origins may not, because a browser sends
 * their requests from inside a network; a name that an attacker points at this machine is not a
 * name of the stub; and other machines need the token of the stub.
 */
final class AccessCheck {
  private static final String TOKEN = "token";
  private static final String BEARER = "Bearer ";
  private static final Pattern LOOPBACK =
      Pattern.compile("127(\\.[0-9]{1,3}){3}|\\[::1]|localhost|[a-z0-9.-]{1,200}\\.localhost");

  private final @Nullable String token;
  private final Set<String> hosts;
  private final Cors cors;

  AccessCheck(ControlAccess access) {
    token = access.token();
    hosts =
        access.hosts().stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    cors = access.cors();
  }

  /**
   * Checks who sent a request.
   *
   * @return the query without the token, or null if there is nothing else in it
   * @throws HttpError if the sender may not use the control API (401 or 403)
   */
  @Nullable String check(StubRequest request) {
    List<String> sentHosts = request.header("Host");
    if (sentHosts.size() > 1) {
      throw forbidden("the request has more than one Host header");
    }
    String host = sentHosts.isEmpty() ? "" : sentHosts.get(0).strip().toLowerCase(Locale.ROOT);
    checkOrigin(request, host);
    String query = request.rawQuery();
    if (token == null) {
      if (!host.isEmpty() && !isOwn(name(host))) {
        throw forbidden(
            "the Host header names neither the loopback interface nor a name of the stub; allow it"
                + " with controlHost(...) or --control-host");
      }
      return query;
    }
    return withoutToken(request, query == null ? "" : query, token);
  }

  private void checkOrigin(StubRequest request, String host) {
    List<String> origins = request.header("Origin");
    for (String origin : origins) {
      if (!cors.lists(origin)
          && !origin.equalsIgnoreCase("http://" + host)
          && !origin.equalsIgnoreCase("https://" + host)) {
        throw forbidden(
            "web pages of other origins cannot use it unless cors lists their origin by its name");
      }
    }
    boolean known = origins.size() == 1 && cors.lists(origins.get(0));
    for (String site : request.header("Sec-Fetch-Site")) {
      if (!known && !site.equals("same-origin") && !site.equals("none")) {
        throw forbidden("the request comes from a web page of another site (Sec-Fetch-Site)");
      }
    }
  }

  private boolean isOwn(String name) {
    return hosts.contains(name) || LOOPBACK.matcher(name).matches();
  }

  /** Returns a Host header's value without the port. */
  private static String name(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }

  private static @Nullable String withoutToken(StubRequest request, String query, String expected) {
    boolean known =
        request.header("Authorization").stream()
            .anyMatch(
                value ->
                    value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                        && isSame(value.substring(BEARER.length()).strip(), expected));
    StringBuilder rest = new StringBuilder();
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith(TOKEN + "=")) {
        known |= isSame(pair.substring(TOKEN.length() + 1), expected);
      } else if (!pair.isEmpty()) {
        rest.append(rest.isEmpty() ? "" : "&").append(pair);
      }
    }
    if (!known) {
      throw HttpError.of(
              401,
              "The control API needs the token that the stub printed at its start, as ?token=... or"
                  + " Authorization: Bearer ...")
          .withHeader("WWW-Authenticate", "Bearer");
    }
    return rest.isEmpty() ? null : rest.toString();
  }

  private static boolean isSame(String sent, String expected) {
    return MessageDigest.isEqual(
        sent.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpError forbidden(String reason) {
    return HttpError.of(403, "The control API refuses this request: " + reason);
  }
}
