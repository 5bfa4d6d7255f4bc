package io.customersession.contract.stub.control;

import io.customersession.contract.operation.Operation;
import io.customersession.contract.operation.Parameter;
import java.util.Locale;
import java.util.Set;

/** Standard and infrastructure headers, which are never reported as undeclared. */
final class KnownHeaders {
  /** Headers of HTTP itself and of what stands between a client and a server, in lower case. */
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

  private KnownHeaders() {}

  /** Returns true if a header is declared, standard, or meant for the infrastructure. */
  static boolean has(String name, Operation operation) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (OF_HTTP.contains(lower)
        || lower.startsWith(ControlHeaders.PREFIX)
        || lower.startsWith("sec-")
        || lower.startsWith("x-forwarded-")
        || lower.startsWith("x-b3-")
        || lower.startsWith("x-datadog-")) {
      return true;
    }
    for (Parameter parameter : operation.parameters()) {
      if (parameter.in() == Parameter.In.HEADER && parameter.name().equalsIgnoreCase(name)) {
        return true;
      }
    }
    return operation.security().stream().anyMatch(scheme -> scheme.key().equalsIgnoreCase(name));
  }
}
