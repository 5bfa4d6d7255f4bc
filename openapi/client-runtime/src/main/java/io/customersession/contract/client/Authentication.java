package io.customersession.contract.client;

import io.customersession.contract.operation.SecurityScheme;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Adds credentials to requests: the keys of security schemes, or what replaces them. */
final class Authentication {
  private static final String AUTHORIZATION = "Authorization";

  private final ApiClient.@Nullable Credentials credentials;
  private final Map<String, Supplier<@Nullable String>> sources;

  /**
   * Creates an authentication.
   *
   * @param credentials the source of Authorization headers that replaces the keys, or null
   * @param sources the sources of keys by the names of their schemes, asked for each call
   */
  Authentication(
      ApiClient.@Nullable Credentials credentials,
      Map<String, Supplier<@Nullable String>> sources) {
    this.credentials = credentials;
    this.sources = new LinkedHashMap<>(sources);
  }

  /** Adds the credentials of a call to its request, which has the headers of the call already. */
  void addTo(ApiCall<?> call, Request.Builder request, HttpUrl.Builder url) {
    if (credentials == null) {
      keys(call).forEach((scheme, key) -> add(call, request, url, scheme, key));
    } else if (!call.operation().security().isEmpty()) {
      String authorization = credentials.authorization(call);
      if (authorization != null) {
        header(call, request, AUTHORIZATION, authorization);
      }
    }
  }

  private static void add(
      ApiCall<?> call,
      Request.Builder request,
      HttpUrl.Builder url,
      SecurityScheme scheme,
      String key) {
    switch (scheme.in()) {
      case AUTHORIZATION:
        header(call, request, AUTHORIZATION, scheme.authorization(key));
        break;
      case HEADER:
        header(call, request, scheme.key(), key);
        break;
      case QUERY:
        url.addEncodedQueryParameter(encoded(scheme, scheme.key()), encoded(scheme, key));
        break;
      case COOKIE:
        String cookie = scheme.key() + "=" + encoded(scheme, key);
        String others = request.build().header(ApiCall.COOKIE);
        request.header(
            ApiCall.COOKIE,
            ApiCall.checkedHeader(
                ApiCall.COOKIE, others == null ? cookie : others + "; " + cookie));
        break;
      default:
        break;
    }
  }

  /** Sets a header, unless the call has it itself. */
  private static void header(ApiCall<?> call, Request.Builder request, String name, String value) {
    if (call.headers().keySet().stream().noneMatch(name::equalsIgnoreCase)) {
      request.header(name, ApiCall.checkedHeader(name, value));
    }
  }

  private static String encoded(SecurityScheme scheme, String text) {
    return ParameterWriter.encode(scheme.name(), text, "");
  }

  /**
   * Returns the keys to send with a call: those of the first alternative that has all of its keys,
   * and at least one. Empty if there is none.
   */
  private Map<SecurityScheme, String> keys(ApiCall<?> call) {
    Map<String, String> known = new LinkedHashMap<>();
    for (List<SecurityScheme> alternative : call.operation().securityAlternatives()) {
      Map<SecurityScheme, String> keys = keys(alternative, known);
      if (!keys.isEmpty()) {
        return keys;
      }
    }
    return Collections.emptyMap();
  }

  private Map<SecurityScheme, String> keys(
      List<SecurityScheme> alternative, Map<String, String> known) {
    Map<SecurityScheme, String> keys = new LinkedHashMap<>();
    for (SecurityScheme scheme : alternative) {
      if (scheme.in() != SecurityScheme.In.CONNECTION) {
        String key = known.get(scheme.name());
        Supplier<@Nullable String> source = sources.get(scheme.name());
        if (key == null && source != null) {
          key = source.get();
        }
        if (key == null) {
          return Collections.emptyMap();
        }
        known.put(scheme.name(), key);
        keys.put(scheme, key);
      }
    }
    return Collections.unmodifiableMap(keys);
  }
}
