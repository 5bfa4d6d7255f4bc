package io.customersession.contract.stub.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The web pages that may call the stub from a browser (cross-origin resource sharing). Immutable.
 */
public final class Cors {
  /** The origin that stands for every origin. */
  public static final String ANY = "*";

  /** The setting that no web page of another origin may call the stub. */
  public static final Cors OFF = new Cors(false, Set.of());

  private static final String ORIGIN = "Origin";
  private static final String REQUEST_METHOD = "Access-Control-Request-Method";
  private static final String REQUEST_HEADERS = "Access-Control-Request-Headers";
  private static final String REQUEST_PRIVATE_NETWORK = "Access-Control-Request-Private-Network";
  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
  private static final String OPAQUE = "null";
  private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
  private static final int MAX_AGE_SECONDS = 600;
  private static final int MAX_ORIGIN_LENGTH = 300;
  private static final Pattern NAMES = Pattern.compile("[-A-Za-z0-9!#$%&'*+.^_`|~, ]{1,4000}");

  private final boolean any;
  private final Set<String> origins;

  private Cors(boolean any, Set<String> origins) {
    this.any = any;
    this.origins = origins;
  }

  /**
   * Allows origins.
   *
   * @param origins origins such as {@code http://localhost:5173}, {@code null} for pages without
   *     one, or {@value #ANY} for every origin; none turns cross-origin requests off
   * @throws IllegalArgumentException if a text is not an origin
   */
  public static Cors of(Collection<String> origins) {
    Set<String> allowed = new LinkedHashSet<>();
    for (String origin : origins) {
      allowed.add(origin.equals(ANY) || origin.equals(OPAQUE) ? origin : canonical(origin));
    }
    return new Cors(allowed.remove(ANY), allowed);
  }

  /** Returns true if an origin is allowed by its name, not only because every origin is. */
  public boolean lists(String origin) {
    return origins.contains(origin.toLowerCase(Locale.ROOT));
  }

  /** Returns true if a browser asks by this request whether it may send another one. */
  public static boolean isPreflight(StubRequest request) {
    return request.method().equals("OPTIONS")
        && !request.header(ORIGIN).isEmpty()
        && !request.header(REQUEST_METHOD).isEmpty();
  }

  /** Returns the response to a preflight, or null if the origin is not allowed. */
  public @Nullable StubResponse preflight(StubRequest request) {
    Map<String, String> headers = new LinkedHashMap<>(headers(request));
    if (!headers.containsKey(ALLOW_ORIGIN)) {
      return null;
    }
    headers.put("Vary", ORIGIN + ", " + REQUEST_METHOD + ", " + REQUEST_HEADERS);
    headers.put("Access-Control-Allow-Methods", METHODS);
    headers.put("Access-Control-Max-Age", String.valueOf(MAX_AGE_SECONDS));
    String names = String.join(", ", request.header(REQUEST_HEADERS));
    if (NAMES.matcher(names).matches()) {
      headers.put("Access-Control-Allow-Headers", names);
    }
    if (request.header(REQUEST_PRIVATE_NETWORK).contains("true")) {
      headers.put("Access-Control-Allow-Private-Network", "true");
    }
    return new StubResponse(204, headers, new byte[0]);
  }

  /** Returns the headers that let the page which sent a request read its response. */
  public Map<String, String> headers(StubRequest request) {
    if (!any && origins.isEmpty()) {
      return Map.of();
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Vary", ORIGIN);
    String origin = origin(request.header(ORIGIN));
    if (origin != null) {
      headers.put(ALLOW_ORIGIN, origin);
      headers.put("Access-Control-Allow-Credentials", "true");
      headers.put("Access-Control-Expose-Headers", "Allow, Retry-After, WWW-Authenticate");
    }
    return headers;
  }

  /** Returns the origin as sent if it is allowed, or null. */
  private @Nullable String origin(List<String> sent) {
    if (sent.size() != 1) {
      return null;
    }
    String origin = sent.get(0);
    if (origin.length() > MAX_ORIGIN_LENGTH) {
      return null;
    }
    return lists(origin) || (any && (origin.equals(OPAQUE) || isOrigin(origin))) ? origin : null;
  }

  private static boolean isOrigin(String text) {
    try {
      canonical(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Returns an origin as browsers send it: lower case, without the port that is the default. */
  private static String canonical(String text) {
    URI uri;
    try {
      uri = new URI(text.toLowerCase(Locale.ROOT));
    } catch (URISyntaxException e) {
      throw notAnOrigin(text);
    }
    String scheme = uri.getScheme();
    String host = uri.getHost();
    if (scheme == null
        || host == null
        || uri.getUserInfo() != null
        || !uri.getRawPath().isEmpty()
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw notAnOrigin(text);
    }
    int port = uri.getPort();
    boolean usual =
        port < 0
            || (port == 80 && scheme.equals("http"))
            || (port == 443 && scheme.equals("https"));
    return scheme + "://" + host + (usual ? "" : ":" + port);
  }

  private static IllegalArgumentException notAnOrigin(String text) {
    return new IllegalArgumentException(
        "\""
            + text
            + "\" is not an origin; an origin is a scheme, a host and perhaps a port, such as"
            + " http://localhost:5173");
  }
}
