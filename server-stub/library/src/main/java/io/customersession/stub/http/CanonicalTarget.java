package io.customersession.stub.http;

import io.customersession.contract.json.ScalarCodec;
import io.customersession.contract.operation.Parameter;
import io.customersession.contract.stub.http.PercentEncoding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The target of an admitted request in one spelling, for routers that read it once more. */
public final class CanonicalTarget {
  private CanonicalTarget() {}

  /** Returns the path of an admitted request in the one spelling that every router reads alike. */
  public static String path(ApiContext context) {
    StringBuilder path = new StringBuilder();
    for (String segment : context.operation().path().substring(1).split("/", -1)) {
      path.append('/');
      if (segment.startsWith("{")) {
        Object value = context.parameters().get(segment.substring(1, segment.length() - 1));
        path.append(PercentEncoding.encodeSegment(String.valueOf(value)));
      } else {
        path.append(segment);
      }
    }
    return path.toString();
  }

  /**
   * Returns the query of an admitted request, or null if it has none: its parameters as their
   * codecs write them, so that a router reads the values that were accepted.
   */
  public static @Nullable String query(ApiContext context) {
    StringBuilder query = new StringBuilder();
    for (Parameter parameter : context.operation().parameters()) {
      Object value = context.parameters().get(parameter.name());
      if (parameter.in() == Parameter.In.QUERY && value != null) {
        for (Object one : value instanceof List<?> several ? several : List.of(value)) {
          query
              .append(query.isEmpty() ? "" : "&")
              .append(PercentEncoding.encodeSegment(parameter.name()))
              .append('=')
              .append(PercentEncoding.encodeSegment(format(parameter.codec(), one)));
        }
      }
    }
    return query.isEmpty() ? null : query.toString();
  }

  @SuppressWarnings("unchecked") // a parameter's values are made by its codec
  private static String format(ScalarCodec<?> codec, Object value) {
    return ((ScalarCodec<Object>) codec).format(value);
  }
}
