package io.customersession.stub.http;

import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.Parameter;
import io.customersession.stub.account.Signature;
import io.customersession.stub.api.SecuritySchemes;
import java.util.Locale;
import java.util.Set;

/** Which headers are nobody's business but HTTP's. */
final class KnownHeaders {
  /** Headers of HTTP itself and of what stands between a client and a server. */
  private static final Set<String> OF_HTTP =
      Set.of(
          "accept",
          "accept-charset",
          "accept-encoding",
          "accept-language",
          "authorization",
          "b3",
          "baggage",
          "cache-control",
          "connection",
          "content-encoding",
          "content-length",
          "content-signature",
          "content-type",
          "cookie",
          "date",
          "dnt",
          "elastic-apm-traceparent",
          "expect",
          "forwarded",
          "from",
          "host",
          "http2-settings",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-unmodified-since",
          "keep-alive",
          "max-forwards",
          "newrelic",
          "origin",
          "pragma",
          "priority",
          "proxy-authorization",
          "proxy-connection",
          "range",
          "referer",
          "sentry-trace",
          "te",
          "trailer",
          "traceparent",
          "tracestate",
          "transfer-encoding",
          "uber-trace-id",
          "upgrade",
          "upgrade-insecure-requests",
          "user-agent",
          "via",
          "x-amzn-trace-id",
          "x-cloud-trace-context",
          "x-correlation-id",
          "x-real-ip",
          "x-request-id",
          "x-requested-with");

  private static final String SIGNATURE = Signature.HEADER.toLowerCase(Locale.ROOT);

  private KnownHeaders() {}

  /** Returns whether a header means something, or is meant for somebody else. */
  static boolean has(String name, Operation operation) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (OF_HTTP.contains(lower)
        || lower.startsWith(Controls.PREFIX)
        || lower.startsWith("sec-")
        || lower.startsWith("x-forwarded-")
        || lower.startsWith("x-b3-")
        || lower.startsWith("x-datadog-")) {
      return true;
    }
    if (lower.equals(SIGNATURE)) {
      return operation.security().stream()
          .anyMatch(way -> way.name().equals(SecuritySchemes.INTEGRATION_AUTH.name()));
    }
    for (Parameter parameter : operation.parameters()) {
      if (parameter.in() == Parameter.In.HEADER && parameter.name().equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }
}
